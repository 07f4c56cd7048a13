// Plain lists of numbers, which JSON carries without loss.
#include "profiles/duplicates/scoring_model.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

namespace cadastre::duplicates {

nlohmann::json toJson(const ScoringModel& model) {
    constexpr std::size_t mostPoints = 500;
    nlohmann::json features = nlohmann::json::array();
    for (std::size_t f = 0; f < model.weights.features(); ++f) {
        nlohmann::json bits = nlohmann::json::array();
        for (std::size_t l = 0; l < levelCount; ++l)
            bits.push_back(model.weights.featureBits(f, static_cast<Level>(l)));
        features.push_back(std::move(bits));
    }
    const Calibration::Curve curve = model.calibration.curve(mostPoints);
    return {{"features", std::move(features)},
            {"threshold", curve.thresholdBits},
            {"precision", curve.precision},
            {"recall", curve.recall},
            {"curve", {{"bits", curve.bits}, {"rates", curve.rates}, {"posteriors", curve.posteriors}}}};
}

ScoringModel scoringModelFrom(const nlohmann::json& json) {
    try {
        std::vector<std::array<float, levelCount>> features;
        for (const nlohmann::json& bits : json.at("features")) {
            if (bits.size() != levelCount) throw std::invalid_argument("a feature has not 101 levels");
            const auto values = bits.get<std::vector<float>>();
            std::copy(values.begin(), values.end(), features.emplace_back().begin());
        }
        Calibration::Curve curve;
        curve.thresholdBits = json.at("threshold").get<double>();
        curve.precision = json.at("precision").get<double>();
        curve.recall = json.at("recall").get<double>();
        curve.bits = json.at("curve").at("bits").get<std::vector<float>>();
        curve.rates = json.at("curve").at("rates").get<std::vector<double>>();
        curve.posteriors = json.at("curve").at("posteriors").get<std::vector<double>>();
        return {EvidenceModel::restored(features), Calibration(std::move(curve))};
    } catch (const nlohmann::json::exception& error) {
        throw std::invalid_argument(std::string("no scoring model: ") + error.what());
    }
}

}  // namespace cadastre::duplicates
