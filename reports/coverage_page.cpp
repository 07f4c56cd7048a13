// Shapes sums of pairs into the coverage map: a row a body, a column a function; rows with most empty pairs
// first.
#include "reports/coverage_page.h"

#include <fmt/format.h>

#include "reports/count_store.h"
#include "reports/coverage_cell.h"
#include "reports/coverage_place.h"
#include "reports/coverage_store.h"
#include "reports/page_files.h"
#include "reports/page_store.h"
#include "reports/page_words.h"
#include "reports/subject_count_store.h"
#include "reports/subject_store.h"
#include "reports/word_breaks.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

constexpr std::size_t rowsOfMap = 20;

using Sums = std::map<std::string, CellSum>;     // by function
using SumsOfRows = std::map<std::string, Sums>;  // by body

class Map {
  public:
    Map(Transaction& transaction, const Reader& reader, const Asked& asked)
        : transaction_(transaction),
          reader_(reader),
          map_(transaction, reader.times),
          place_(transaction, reader, asked) {}

    Page page() {
        findRows();
        json data{{"title", place_.body()
                                ? reader_.text("coverage.title_of", {{"body", nameOf(*place_.body())}})
                                : reader_.text("coverage.title")}};
        place_.say(data, next_);
        const SumsOfRows sums = sumsShown();
        const std::string currency = onlyCurrency(at(sums.at(whole()), place_.view().function));
        cells_.emplace(reader_, minorDigits(transaction_), currency);
        data["currency"] =
            currency.empty() ? json(false) : json(reader_.text("coverage.amounts", {{"currency", currency}}));
        sayWhole(data, sums.at(whole()));
        data["rows"] = rowsInWords(sums);
        addUnmarked(data);
        addCountMark(transaction_, reader_, data);
        data["unstated"] = bodiesThatStateFunctions(transaction_, reader_.times, {whole()}).empty();
        data["files"] = filesOf("coverage", Asked{{{"classifier", place_.view().classifier},
                                                   {"subject", place_.view().subject},
                                                   {"function", place_.view().function}}});
        return {"coverage", std::move(data)};
    }

  private:
    std::string number(std::int64_t value) const { return written(value, reader_.language); }
    static const std::string& nameOf(const SubjectHead& head) {
        return head.shortName.empty() ? head.name : head.shortName;
    }
    std::string whole() const { return place_.body() ? place_.body()->uid : allSubjects; }

    void findRows() {
        rows_ = map_.subjectsBelow(place_.view(), {place_.after(), static_cast<int>(rowsOfMap) + 1});
        if (rows_.size() > rowsOfMap) {
            rows_.resize(rowsOfMap);
            next_ = fmt::format("{}_{}", rows_.back().empty, rows_.back().code);
        }
    }

    // The sums of every row, of the whole, and of the body itself under "".
    SumsOfRows sumsShown() {
        std::vector<std::string> uids{whole()};
        for (const SubjectHead& row : rows_)
            uids.push_back(row.uid);
        const auto functions = place_.functionCodes();
        SumsOfRows sums{{whole(), {}}};
        for (const CoverageSum& sum : map_.sums(place_.view(), uids, functions))
            sums[sum.subjectUid][sum.function].add(sum);
        if (place_.body() != nullptr && !place_.after()) {
            for (const CoverageSum& sum : map_.ownSums(place_.view(), place_.body()->uid, functions))
                sums[""][sum.function].add(sum);
        }
        return sums;
    }

    void sayWhole(json& data, const Sums& sums) const {
        const std::string& function = place_.view().function;
        const CellSum& all = at(sums, function);
        const Asked pairs = place_.pairs("subject", place_.view().subject, function);
        const std::int64_t charged = all.charged();
        data["empty"] = all.pairs.empty();
        data["charged"] = number(charged);
        data["charged_address"] = pairs.with("state", "charged").address("/coverage/pairs");
        data["none_covers"] = charged == 0 ? std::string() : writtenPercent(all.of("not_covered"), charged);
        data["states"] = cells_->legend(all, pairs);
        data["bar"] = CoverageCells::bar(all);
        data["pairs"] = charged;
        data["prices"] = cells_->exactPrices(all);
    }

    // All together before each; a body without others below it is its own whole.
    json rowsInWords(const SumsOfRows& sums) const {
        json rows = json::array();
        const bool leaf = place_.body() != nullptr && rows_.empty();
        rows.push_back(rowOf(leaf ? *place_.body() : SubjectHead{}, sums.at(whole()), "subject"));
        if (!leaf)
            rows.back()["name"] = reader_.text(place_.body() ? "coverage.total_below" : "coverage.total");
        rows.back()["whole"] = !leaf;
        if (const auto own = sums.find(""); own != sums.end() && !rows_.empty()) {
            rows.push_back(rowOf(*place_.body(), own->second, "holder"));
            rows.back()["itself"] = true;
            rows.back()["address"] = false;
        }
        for (const SubjectHead& row : rows_) {
            const auto found = sums.find(row.uid);
            rows.push_back(rowOf(row, found == sums.end() ? Sums{} : found->second, "subject"));
        }
        return rows;
    }

    json rowOf(const SubjectHead& head, const Sums& sums, const std::string& filter) const {
        const std::string& subject = head.code.empty() ? place_.view().subject : head.code;
        const auto cellOf = [&](const std::string& function) {
            return cells_->cell(at(sums, function), place_.pairs(filter, subject, function));
        };
        json row{
            {"name", withBreaks(nameOf(head))},
            {"itself", false},
            {"whole", false},
            {"address", head.opens ? place_.zoom("subject", head.code) : "/subjects/" + encoded(head.code)},
            {"cells", json::array({cellOf(place_.view().function)})}};
        if (head.code.empty()) row["address"] = false;
        for (const FunctionHead& column : place_.columns())
            row["cells"].push_back(cellOf(column.code));
        return row;
    }

    static const CellSum& at(const Sums& sums, const std::string& function) {
        static const CellSum nothing;
        const auto found = sums.find(function);
        return found == sums.end() ? nothing : found->second;
    }

    // Systems of which nobody said what they do: for all that is known they may fill what looks empty.
    void addUnmarked(json& data) const {
        const CoverageView& view = place_.view();
        const std::int64_t unmarked =
            unmarkedSystems(transaction_, reader_.times, view.subject, view.classifier);
        data["unmarked"] = unmarked > 0 ? json(number(unmarked)) : json(false);
        data["unmarked_address"] =
            Asked{{{"unmarked", view.classifier}, {"subject", view.subject}}}.address("/assets");
    }

    Transaction& transaction_;
    const Reader& reader_;
    CoverageMap map_;
    CoveragePlace place_;
    std::optional<CoverageCells> cells_;
    std::vector<SubjectHead> rows_;
    std::string next_;
};

}  // namespace

Page coveragePage(Transaction& transaction, const Reader& reader, const Asked& asked) {
    return Map(transaction, reader, asked).page();
}

}  // namespace cadastre::reports
