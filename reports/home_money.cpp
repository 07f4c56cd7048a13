// Cells of the quadrant and lines below it, off the kept counts.
#include "reports/home_money.h"

#include <array>
#include <string_view>

#include "reports/page_words.h"
#include "reports/picture_store.h"
#include "reports/subject_count_store.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

// Down: whether the target is missed. Across: whether the money went ahead of the result.
struct QuadrantRow {
    std::string_view heading;
    std::array<std::string_view, 2> standings;
};
constexpr std::array quadrantRows{
    QuadrantRow{"home.quadrant.missed", {"spent_target_missed", "target_missed"}},
    QuadrantRow{"home.quadrant.not_missed", {"money_ahead_of_result", "on_track"}}};
constexpr std::array<std::string_view, 3> unjudged{"untied", "not_judged", "no_money"};

class Standings {
  public:
    Standings(Transaction& transaction, const Reader& reader, const Counts& kept,
              const std::map<std::string, int>& digits)
        : reader_(reader), kept_(kept), digits_(digits) {
        // Of another time the sums of bodies come last; counts stand without their money until then.
        if (hasPicture(transaction, reader.times, PictureStep::bodies))
            sums_ = standingsOfAll(transaction, reader.times);
    }

    [[nodiscard]] json of(std::string_view standing) const {
        const std::string code(standing);
        const std::int64_t count = kept_.amount("execution", code);
        return {{"standing", code},
                {"name", reader_.text("execution." + code)},
                {"count", written(count, reader_.language)},
                {"none", count == 0},
                {"address", "/money?standing=" + code},
                {"money", moneyOf(code)}};
    }

  private:
    [[nodiscard]] json moneyOf(const std::string& standing) const {
        json amounts = json::array();
        for (const SubjectCount& sum : sums_) {
            if (sum.item != standing || (!sum.moneyLow && !sum.moneyHigh)) continue;
            amounts.push_back(
                reader_.text("subject.planned_and_paid", {{"planned", said(sum.moneyLow, sum.currency)},
                                                          {"paid", said(sum.moneyHigh, sum.currency)}}));
        }
        return amounts;
    }

    [[nodiscard]] std::string said(const std::optional<std::int64_t>& amount,
                                   const std::string& currency) const {
        if (!amount) return reader_.text("subject.not_known");
        const auto found = digits_.find(currency);
        return writtenRoughly(*amount, *amount, found == digits_.end() ? 0 : found->second, currency,
                              reader_.language);
    }

    const Reader& reader_;
    const Counts& kept_;
    const std::map<std::string, int>& digits_;
    std::vector<SubjectCount> sums_;
};

}  // namespace

void addQuadrant(Transaction& transaction, const Reader& reader, const Counts& kept,
                 const std::map<std::string, int>& digits, json& data) {
    const Standings standings(transaction, reader, kept, digits);
    json rows = json::array();
    for (const QuadrantRow& each : quadrantRows) {
        json row{{"heading", reader.text(each.heading)}, {"cells", json::array()}};
        for (const std::string_view standing : each.standings)
            row["cells"].push_back(standings.of(standing));
        rows.push_back(std::move(row));
    }
    data["quadrant"] = resultsJudged(kept) ? std::move(rows) : json::array();
    data["unjudged"] = json::array();
    for (const std::string_view standing : unjudged) {
        json line = standings.of(standing);
        if (!line["none"].get<bool>()) data["unjudged"].push_back(std::move(line));
    }
    data["has_quadrant"] = !data["quadrant"].empty();
    data["has_unjudged"] = !data["unjudged"].empty();
}

bool resultsJudged(const Counts& kept) {
    for (const QuadrantRow& each : quadrantRows)
        for (const std::string_view standing : each.standings)
            if (kept.amount("execution", std::string(standing)) > 0) return true;
    return false;
}

}  // namespace cadastre::reports
