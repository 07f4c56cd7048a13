// One number is sought, by trying every threshold that parts two labels.
#include "profiles/duplicates/labels/label_refit.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace cadastre::duplicates {
namespace {

struct WeighedLabel {
    double weight = 0;  ///< pairs of the register it stands for
    std::optional<double> bits;
    bool isThing = false;
};

/// Whether the threshold alone decides about the pairs of a stratum.
bool hangsOnThreshold(std::size_t stratum) {
    const std::string_view code = pairStrata[stratum].code;
    return pairStrata[stratum].claim == PairClaim::oneThing || code == "left_near" || code == "left_below" ||
           code == "left_far";
}

/// The even or the odd labels of every stratum.
std::vector<WeighedLabel> half(const LabelledRound& round, std::size_t remainder) {
    std::array<std::size_t, pairStrata.size()> met{}, kept{};
    std::vector<std::pair<std::size_t, WeighedLabel>> labels;
    for (const LabelledPair& pair : round.pairs) {
        if (!pair.label || *pair.label == LabelAnswer::cannotTell || !pairStrata[pair.stratum].isCompared)
            continue;
        if (met[pair.stratum]++ % 2 != remainder) continue;
        ++kept[pair.stratum];
        labels.emplace_back(pair.stratum,
                            WeighedLabel{0, hangsOnThreshold(pair.stratum) ? pair.bits : std::nullopt,
                                         *pair.label == LabelAnswer::same});
    }
    std::vector<WeighedLabel> weighed;
    for (auto& [stratum, label] : labels) {
        label.weight = static_cast<double>(round.populations[stratum]) / static_cast<double>(kept[stratum]);
        weighed.push_back(label);
    }
    return weighed;
}

/// A share of weights, and how many labels of equal weight would say as much.
struct WeighedShare {
    double hits = 0, all = 0, squares = 0;

    void add(double weight, bool hit) {
        hits += hit ? weight : 0;
        all += weight;
        squares += weight * weight;
    }
    Estimate estimate() const {
        if (all == 0) return {};
        return {hits / all, wilson(hits / all, all * all / squares)};
    }
};

ThresholdMeasure measure(const std::vector<WeighedLabel>& labels, double threshold) {
    ThresholdMeasure measured;
    WeighedShare precision, recall;
    for (const WeighedLabel& label : labels) {
        const bool said = label.bits && *label.bits >= threshold;
        if (said) precision.add(label.weight, label.isThing);
        if (label.isThing) recall.add(label.weight, said);
        measured.said += said ? 1 : 0;
        measured.hits += said && label.isThing ? 1 : 0;
        measured.things += label.isThing ? 1 : 0;
    }
    measured.precision = precision.estimate();
    measured.recall = recall.estimate();
    measured.f1 = precision.all + recall.all > 0 ? 2 * precision.hits / (precision.all + recall.all) : 0;
    return measured;
}

bool isEnough(const std::vector<WeighedLabel>& labels) {
    constexpr std::size_t fewestLabels = 20;
    constexpr std::ptrdiff_t fewestThings = 5;
    return labels.size() >= fewestLabels && std::count_if(labels.begin(), labels.end(), [](const auto& each) {
                                                return each.isThing;
                                            }) >= fewestThings;
}

nlohmann::json toJson(const ThresholdMeasure& measured) {
    return {{"precision", measured.precision.share},
            {"precision_low", measured.precision.interval.low},
            {"precision_high", measured.precision.interval.high},
            {"recall", measured.recall.share},
            {"recall_low", measured.recall.interval.low},
            {"recall_high", measured.recall.interval.high},
            {"f1", measured.f1},
            {"said", measured.said},
            {"hits", measured.hits},
            {"things", measured.things}};
}

}  // namespace

std::optional<ThresholdRefit> refitThreshold(const LabelledRound& round) {
    const std::vector<WeighedLabel> chosenOn = half(round, 0), heldOut = half(round, 1);
    if (!isEnough(chosenOn) || !isEnough(heldOut)) return std::nullopt;
    std::vector<double> bits{0};
    for (const WeighedLabel& label : chosenOn) {
        if (label.bits) bits.push_back(*label.bits);
    }
    std::sort(bits.begin(), bits.end());
    ThresholdRefit refit;
    double best = measure(chosenOn, 0).f1;
    for (std::size_t i = 1; i < bits.size(); ++i) {
        const double between = (bits[i - 1] + bits[i]) / 2;
        const double f1 = measure(chosenOn, between).f1;
        // Of thresholds that do equally well the one nearest to the present.
        if (f1 < best || (f1 == best && std::abs(between) >= std::abs(refit.shiftBits))) continue;
        best = f1;
        refit.shiftBits = between;
    }
    refit.before = measure(heldOut, 0);
    refit.after = measure(heldOut, refit.shiftBits);
    refit.chosenOn = static_cast<std::int64_t>(chosenOn.size());
    refit.heldOut = static_cast<std::int64_t>(heldOut.size());
    return refit;
}

nlohmann::json toJson(const ThresholdRefit& refit) {
    return {{"shift_bits", refit.shiftBits},
            {"before", toJson(refit.before)},
            {"after", toJson(refit.after)},
            {"chosen_on", refit.chosenOn},
            {"held_out", refit.heldOut}};
}

}  // namespace cadastre::duplicates
