// Marks, badges and bars of money.
#include "reports/money_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "reports/page_words.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

struct Mark {
    const char* outer;
    const char* outerFill;
    const char* inner;
    const char* innerFill;
};

constexpr const char* circle = "M8 1a7 7 0 1 0 0 14a7 7 0 1 0 0-14z";
constexpr const char* rightOfCircle = "M8 1a7 7 0 0 1 0 14z";
constexpr const char* core = "M8 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8z";
constexpr const char* hole = "M8 3a5 5 0 1 0 0 10a5 5 0 1 0 0-10z";
constexpr const char* triangle = "M8 1.5L15.5 14.5H.5z";
constexpr const char* rightOfTriangle = "M8 1.5L15.5 14.5H8z";
constexpr const char* octagon = "M5 1h6l4 4v6l-4 4H5l-4-4V5z";
constexpr const char* nothing = "M0 0";

// The tokens green-cool-50v, gold-30v, red-60v and base-dark of the design system, and white.
constexpr const char* green = "#2e8540";
constexpr const char* amber = "#c2850c";
constexpr const char* red = "#b50909";
constexpr const char* grey = "#565c65";
constexpr const char* white = "#ffffff";

Mark markOf(const std::string& code, bool contradicted) {
    static const std::map<std::string, Mark> marks{
        {"green", {circle, green, nothing, green}},   {"amber_green", {circle, green, rightOfCircle, amber}},
        {"amber", {triangle, amber, nothing, amber}}, {"amber_red", {triangle, amber, rightOfTriangle, red}},
        {"red", {octagon, red, nothing, red}},
    };
    if (contradicted) return {circle, green, core, red};
    const auto found = marks.find(code);
    return found == marks.end() ? Mark{circle, grey, hole, white} : found->second;
}

constexpr std::string_view closedMissed = "closed_target_missed";

bool countsClosedWork(const json& cells) {
    return cells.value("money_share_is", "").starts_with("planned_cost_of_closed");
}

std::string amountOf(const Reader& reader, const json& cells, const char* column) {
    const std::int64_t units = std::llround(std::stod(cells.value(column, "0")));
    return writtenRoughly(units, units, 0, cells.value("currency", ""), reader.language);
}

json bar(std::string name, std::string figure, double share, const char* fill) {
    return {{"name", std::move(name)},
            {"figure", std::move(figure)},
            {"width", fmt::format("{:.1f}", std::clamp(share, 0.0, 100.0))},
            {"fill", fill}};
}

}  // namespace

json ratingMark(const std::vector<NamedCode>& ratings, const std::string& code, bool contradicted) {
    if (code.empty()) return false;
    const Mark mark = markOf(code, contradicted);
    return {{"name", nameOf(ratings, code)}, {"outer", mark.outer},          {"outer_fill", mark.outerFill},
            {"inner", mark.inner},           {"inner_fill", mark.innerFill}, {"contradicted", contradicted}};
}

json standingBadge(const Reader& reader, std::string_view standing) {
    const std::string code(standing);
    const bool bad = standing == "untied" || standing == "spent_target_missed" || standing == closedMissed;
    const bool quiet = standing == "not_judged" || standing == "no_money";
    return {{"name", reader.text("money.badge." + code)},
            {"meaning", reader.text("money.meaning." + code)},
            {"badge", bad                      ? "error"
                      : standing == "on_track" ? "good"
                      : quiet                  ? "quiet"
                                               : "warning"}};
}

json sharesOf(const Reader& reader, const json& cells) {
    constexpr const char* spentFill = "#005ea2";
    constexpr const char* reachedFill = "#00687d";
    const auto percent = [&](double share) {
        return writtenDecimal(fmt::format("{:.0f}", share), reader.language) + "\u00a0%";
    };
    json shares = json::array();
    if (cells.contains("money_share")) {
        const double share = cells["money_share"].get<double>();
        shares.push_back(bar(reader.text("money.share." + cells.value("money_share_is", "")), percent(share),
                             share, spentFill));
    }
    if (cells.contains("result_share")) {
        const double share = cells["result_share"].get<double>();
        const std::string kind = cells.value("result_share_is", "");
        // Where only pass or fail is known the share is of promises, not of a value: it is said as such.
        const std::string figure =
            kind == "met_of_judged"
                ? reader.text("money.met_of",
                              {{"met", written(cells.value("met", 0), reader.language)},
                               {"judged", written(cells.value("judged", 0), reader.language)}})
                : percent(share);
        shares.push_back(bar(reader.text("money.share." + kind), figure, share, reachedFill));
    }
    return shares;
}

std::string shownStanding(const json& cells) {
    const std::string standing = cells.value("standing", "");
    return standing == "spent_target_missed" && countsClosedWork(cells) ? std::string(closedMissed)
                                                                        : standing;
}

json basisOf(const Reader& reader, const json& cells) {
    json sentences = json::array();
    const auto number = [&](const char* column) { return written(cells.value(column, 0), reader.language); };
    const std::string part = cells.value("part", "whole");
    if (part != "whole") {
        sentences.push_back(reader.text("money.part." + part,
                                        {{"lines", number("cost_lines")}, {"all", number("lines_in_all")}}));
    }
    if (cells.contains("money_share")) {
        sentences.push_back(
            countsClosedWork(cells)
                ? reader.text("money.basis.closed", {{"closed", amountOf(reader, cells, "closed_activities")},
                                                     {"all", amountOf(reader, cells, "all_activities")}})
                : reader.text("money.basis.paid", {{"paid", amountOf(reader, cells, "paid")},
                                                   {"due", amountOf(reader, cells, "due")},
                                                   {"year", std::to_string(cells.value("due_year", 0))}}));
    }
    if (const int indicators = cells.value("indicators", 0); indicators > 0) {
        const std::string known = written(indicators - cells.value("unknown", 0), reader.language);
        const std::string periods = cells.value("result_periods", "");
        sentences.push_back(
            periods.empty()
                ? reader.text("money.basis.judged", {{"known", known}, {"all", number("indicators")}})
                : reader.text("money.basis.judged_by",
                              {{"known", known}, {"all", number("indicators")}, {"periods", periods}}));
    }
    return sentences;
}

const std::vector<std::string>& standingsInOrder() {
    static const std::vector<std::string> standings{
        "untied",  "spent_target_missed", "target_missed", "money_ahead_of_result", "not_judged", "on_track",
        "no_money"};
    return standings;
}

}  // namespace cadastre::reports
