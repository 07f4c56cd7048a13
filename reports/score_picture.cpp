// Bars, words and sentences of explanations.
#include "reports/score_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "profiles/duplicates/words/text.h"
#include "reports/explanation_words.h"
#include "reports/page_words.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

std::string signedHundredths(std::int64_t hundredths, const std::string& language) {
    const std::string digits = writtenShare(static_cast<double>(std::abs(hundredths)) / 100, language);
    return (hundredths < 0 ? "\u2212" : "+") + digits;
}

struct Step {
    std::string name;
    std::int64_t from = 0, to = 0;  // hundredths
    bool total = false;
};

// Each bar begins where the one above it ended; the upright line is where a pair is flagged.
json waterfall(const Reader& reader, const std::vector<Step>& steps) {
    constexpr int width = 320, rowHeight = 38, barTop = 18, barHeight = 14;
    std::int64_t least = 0, most = 0;
    for (const Step& step : steps) {
        least = std::min({least, step.from, step.to});
        most = std::max({most, step.from, step.to});
    }
    const double scale = most > least ? static_cast<double>(width) / static_cast<double>(most - least) : 0;
    const auto place = [&](std::int64_t at) { return static_cast<double>(at - least) * scale; };
    json bars = json::array();
    int top = 0;
    for (const Step& step : steps) {
        const double left = place(std::min(step.from, step.to));
        const double wide = std::max(1.0, place(std::max(step.from, step.to)) - left);
        const bool against = step.to < step.from;
        bars.push_back({{"name", step.name},
                        {"value", signedHundredths(step.to - step.from, reader.language)},
                        {"x", fmt::format("{:.1f}", std::min(left, width - 1.0))},
                        {"width", fmt::format("{:.1f}", wide)},
                        {"y", std::to_string(top + barTop)},
                        {"text_y", std::to_string(top + barTop - 5)},
                        {"bar_height", std::to_string(barHeight)},
                        {"fill", step.total ? "#3d4551" : (against ? "#b50909" : "#005ea2")}});
        top += rowHeight;
    }
    return {{"bars", std::move(bars)},
            {"width", std::to_string(width)},
            {"height", std::to_string(top)},
            {"zero", fmt::format("{:.1f}", place(0))}};
}

std::string quoted(const json& words, std::size_t most) {
    std::string list;
    for (std::size_t i = 0; i < std::min(words.size(), most); ++i)
        list += (i > 0 ? ", «" : "«") + words[i].get<std::string>() + "»";
    return list;
}

std::string quotedPairs(const json& pairs, const char* sign, std::size_t most) {
    std::string list;
    for (std::size_t i = 0; i < std::min(pairs.size(), most); ++i) {
        list += fmt::format("{}«{}» {} «{}»", i > 0 ? ", " : "", pairs[i].value("left", ""), sign,
                            pairs[i].value("right", ""));
    }
    return list;
}

void addWords(json& data, const Reader& reader, const json& explanation) {
    constexpr std::size_t most = 12;
    json lines = json::array();
    const auto add = [&](const char* key, const std::string& list) {
        if (!list.empty()) lines.push_back({{"name", reader.text(key)}, {"list", list}});
    };
    const auto part = [&](const char* name) { return explanation.value(name, json::array()); };
    add("explain.matched", quoted(part("matched"), most));
    add("explain.fuzzy", quotedPairs(part("fuzzy"), "≈", most));
    add("explain.conflict", quotedPairs(part("conflict"), "≠", most));
    std::string codes;
    for (const json& code : part("codes")) {
        codes +=
            (codes.empty() ? "" : ", ") +
            reader.text("explain.code", {{"code", code.value("code", "")},
                                         {"bits", writtenShare(code.value("bits", 0.0), reader.language)}});
    }
    add("explain.codes", codes);
    data["words"] = std::move(lines);
    data["has_words"] = !data["words"].empty();
}

void addParts(json& data, const Reader& reader, const json& explanation) {
    if (!explanation.contains("parts") || !explanation.contains("bits") || explanation["parts"].empty())
        return;
    const json& kept = explanation["parts"];
    std::vector<double> numbers{explanation.value("prior_bits", 0.0)};
    for (const json& part : kept)
        numbers.push_back(part.value("bits", 0.0));
    const auto rounded = hundredthsThatAddUp(numbers);
    std::vector<Step> steps{{reader.text("duplicates.prior"), 0, rounded[0]}};
    json parts = json::array();
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const json& part = kept[i];
        const std::string field = part.value("field", "");
        const bool ofWork = field == "purpose" && explanation.value("unit", "bits") == "points";
        const std::string name = comparedFieldName(reader, ofWork ? "work" : field);
        const bool noConflict = field == "conflict" && part.value("left", "").empty() &&
                                part.value("right", "").empty() && part.value("bits", 0.0) > 0;
        const std::string none = noConflict ? reader.text("explain.no_conflict") : "";
        const double rarity = part.value("frequency_bits", 0.0);
        parts.push_back(
            {{"field", name},
             {"left", noConflict ? none : part.value("left", "")},
             {"right", noConflict ? none : part.value("right", "")},
             {"bits", signedHundredths(rounded[i + 1], reader.language)},
             {"rarity",
              std::abs(rarity) < 0.005
                  ? json(false)
                  : json(reader.text("explain.rarity", {{"bits", signedHundredths(std::llround(rarity * 100),
                                                                                  reader.language)}}))}});
        if (rounded[i + 1] != 0) steps.push_back({name, steps.back().to, steps.back().to + rounded[i + 1]});
    }
    const std::int64_t sum = std::accumulate(rounded.begin(), rounded.end(), std::int64_t{0});
    steps.push_back({reader.text("duplicates.sum"), 0, sum, true});
    data["parts"] = std::move(parts);
    data["has_score"] = true;
    data["prior"] = signedHundredths(rounded[0], reader.language);
    data["sum"] = signedHundredths(sum, reader.language);
    data["unit"] = reader.text("explain.unit." + explanation.value("unit", "bits"));
    data["waterfall"] = waterfall(reader, steps);
}

}  // namespace

std::vector<std::int64_t> hundredthsThatAddUp(std::span<const double> numbers) {
    std::vector<std::int64_t> rounded;
    std::vector<std::pair<double, std::size_t>> remainders;
    double sum = 0;
    std::int64_t floors = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const double exact = numbers[i] * 100;
        const double floor = std::floor(exact);
        rounded.push_back(static_cast<std::int64_t>(floor));
        remainders.emplace_back(floor - exact, i);
        floors += rounded.back();
        sum += exact;
    }
    std::sort(remainders.begin(), remainders.end());
    const std::int64_t owed = std::llround(sum) - floors;
    for (std::int64_t given = 0; given < owed; ++given)
        ++rounded[remainders[static_cast<std::size_t>(given) % remainders.size()].second];
    return rounded;
}

nlohmann::json markedRuns(const std::vector<ComparedWord>& words) {
    struct Run {
        std::string text;
        bool own;
    };
    std::vector<Run> runs;
    for (const ComparedWord& word : words) {
        if (runs.empty() || runs.back().own == word.shared) runs.push_back({{}, !word.shared});
        runs.back().text += word.text;
    }
    nlohmann::json list = nlohmann::json::array();
    for (Run& run : runs) {
        // The blank behind a mark belongs to what comes after it.
        const std::size_t end = run.text.find_last_not_of(" \t\r\n");
        const std::size_t length = end == std::string::npos ? 0 : end + 1;
        list.push_back(
            {{"text", run.text.substr(0, length)}, {"own", run.own}, {"blank", run.text.substr(length)}});
    }
    return list;
}

std::pair<std::vector<ComparedWord>, std::vector<ComparedWord>> compareWords(const std::string& one,
                                                                             const std::string& other) {
    duplicates::WordCutter cutter;
    const auto read = [&](const std::string& text) {
        std::vector<std::pair<std::string, std::string>> words;  // as written, folded
        for (std::size_t begin = 0; begin < text.size();) {
            std::size_t end = std::min(text.find_first_of(" \t\r\n", begin), text.size());
            const std::string folded(cutter.squeeze(std::string_view(text).substr(begin, end - begin)));
            end = std::min(text.find_first_not_of(" \t\r\n", end), text.size());
            words.emplace_back(text.substr(begin, end - begin), folded);
            begin = end;
        }
        return words;
    };
    const auto left = read(one), right = read(other);
    const auto marked = [](const auto& words, const auto& against) {
        std::set<std::string> known;
        for (const auto& [text, folded] : against)
            known.insert(folded);
        std::vector<ComparedWord> compared;
        compared.reserve(words.size());
        for (const auto& [text, folded] : words)
            compared.push_back({text, folded.empty() || known.contains(folded)});
        return compared;
    };
    return {marked(left, right), marked(right, left)};
}

void addExplanation(json& data, const Reader& reader, const json& explanation) {
    data["why"] = explainedSentence(reader, explanation, "sentence");
    // A family is one observation, a standard solution a stated relation, a wrong code no pair: none of them
    // is a suspicion about two records.
    const std::string key = explanation.value("sentence", json::object()).value("key", "");
    const bool suspected = key != "duplicates.why.family" && key != "duplicates.why.reuse" &&
                           key != "duplicates.why.misclassified";
    const std::string rival = explanation.value("rival_name", "");
    if (suspected && !rival.empty() && explanation.contains("margin_bits") &&
        explanation["margin_bits"].is_number()) {
        data["rival"] = reader.text(
            "explain.rival",
            {{"name", quotable(rival)},
             {"margin", writtenShare(explanation["margin_bits"].get<double>(), reader.language)}});
    }
    data["unless"] = suspected ? explainedSentence(reader, explanation, "would_not_be_flagged") : json(false);
    if (suspected && explanation.value("unit", "bits") == "bits" &&
        explanation.contains("false_alarm_rate")) {
        constexpr double least = 0.0001;
        const double rate = explanation["false_alarm_rate"].get<double>();
        data["false_alarms"] =
            reader.text("explain.false_alarms",
                        {{"share", (rate < least ? "< " : "") +
                                       writtenShare(std::max(rate, least) * 100, reader.language)}});
    }
    addWords(data, reader, explanation);
    addParts(data, reader, explanation);
}

}  // namespace cadastre::reports
