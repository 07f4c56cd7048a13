// An explanation as JSON, for files, pages and the API alike.
#include "profiles/duplicates/explanation.h"

#include <nlohmann/json.hpp>

namespace cadastre::duplicates {
namespace {

nlohmann::json toJson(const std::vector<WordPair>& words) {
    nlohmann::json list = nlohmann::json::array();
    for (const WordPair& pair : words)
        list.push_back({{"left", pair.left}, {"right", pair.right}, {"bits", pair.bits}});
    return list;
}

}  // namespace

nlohmann::json toJson(const Sentence& sentence) {
    nlohmann::json arguments = nlohmann::json::object();
    for (const auto& [name, value] : sentence.arguments)
        arguments[name] = value;
    return {{"key", sentence.key}, {"arguments", std::move(arguments)}};
}

nlohmann::json toJson(const Explanation& explanation) {
    nlohmann::json parts = nlohmann::json::array(), codes = nlohmann::json::array();
    for (const ScorePart& part : explanation.parts) {
        parts.push_back(
            {{"field", part.field},
             {"left", part.left},
             {"right", part.right},
             {"agreement", part.agreement < 0 ? nlohmann::json() : nlohmann::json(part.agreement)},
             {"bits", part.bits},
             {"frequency_bits", part.frequencyBits},
             {"bits_if_different", part.leastBits}});
    }
    for (const SharedCode& code : explanation.codes)
        codes.push_back({{"code", code.code}, {"bits", code.rarityBits}});
    return {
        {"left", explanation.left},
        {"right", explanation.right},
        {"unit", explanation.unit},
        {"prior_bits", explanation.priorBits},
        {"bits", explanation.score},
        {"parts", std::move(parts)},
        {"matched", explanation.matched},
        {"fuzzy", toJson(explanation.fuzzy)},
        {"conflict", toJson(explanation.conflict)},
        {"codes", std::move(codes)},
        {"rival", explanation.rival.empty() ? nlohmann::json() : nlohmann::json(explanation.rival)},
        {"rival_name", explanation.rivalName},
        {"margin_bits", explanation.rival.empty() ? nlohmann::json() : nlohmann::json(explanation.margin)},
        {"false_alarm_rate", explanation.falseAlarmRate},
        {"would_have_to_differ", explanation.wouldHaveToDiffer},
        {"sentence", toJson(explanation.sentence)},
        {"would_not_be_flagged", toJson(explanation.wouldNotBeFlagged)}};
}

}  // namespace cadastre::duplicates
