// Shapes sums of pairs into a table: a row a body, a column a function, in each cell the states of its pairs,
// the empty ones first.
#include "reports/coverage_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "reports/count_store.h"
#include "reports/coverage_store.h"
#include "reports/page_store.h"
#include "reports/page_words.h"
#include "reports/subject_count_store.h"
#include "schema/errors.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

// What has to be seen first stands first.
constexpr std::array states{"not_covered",  "planned", "justified",
                            "over_covered", "covered", "not_its_mandate"};
constexpr std::size_t rowsOfMap = 20;
constexpr std::size_t columnsOfMap = 20;
// Beyond that many columns there is room for a letter, not for a word.
constexpr std::size_t columnsOfWords = 12;

struct Money {
    std::int64_t low = 0, high = 0;
};

// The pairs of one cell.
struct CellSum {
    std::map<std::string, std::int64_t> pairs;  // by state
    std::map<std::string, Money> overlap;       // by currency
    std::map<std::string, std::int64_t> planned;
    std::int64_t unknownCosts = 0;

    void add(const CoverageSum& sum) {
        pairs[sum.state] += sum.pairs;
        if (sum.overlapLow && sum.overlapHigh) {
            overlap[sum.currency].low += *sum.overlapLow;
            overlap[sum.currency].high += *sum.overlapHigh;
        }
        if (sum.plannedCost) planned[sum.currency] += *sum.plannedCost;
        unknownCosts += sum.unknownCosts;
    }
    [[nodiscard]] std::int64_t of(const std::string& state) const {
        const auto found = pairs.find(state);
        return found == pairs.end() ? 0 : found->second;
    }
    // All that the body is charged with: what it does outside its mandate is no part of the whole.
    [[nodiscard]] std::int64_t charged() const {
        std::int64_t sum = 0;
        for (const auto& [state, count] : pairs)
            if (state != "not_its_mandate") sum += count;
        return sum;
    }
};

using CellSums = std::map<std::string, std::map<std::string, CellSum>>;  // by row, by function

class Map {
  public:
    Map(Transaction& transaction, const Reader& reader, const Asked& asked)
        : transaction_(transaction),
          reader_(reader),
          asked_(asked),
          map_(transaction, reader.times),
          digits_(minorDigits(transaction)) {}

    Page page() {
        chooseTree();
        chooseLevels();
        findColumns();
        findRows();
        json data{{"title", reader_.text("coverage.title")}};
        data["trees"] = treesInWords();
        data["function_path"] = functionPathInWords();
        data["subject_path"] = subjectPathInWords();
        data["zoomed"] = !view_.function.empty() || !view_.subject.empty();
        data["columns"] = columnsInWords();
        data["more_columns"] = moreColumns_.empty()
                                   ? json(false)
                                   : json(asked_.with("from", moreColumns_).address("/coverage", "after"));
        data["first_columns"] =
            asked_.get("from").empty() ? json(false) : json(asked_.address("/coverage", "from"));
        data["next"] = next_.empty() ? json(false) : json(asked_.with("after", next_).address("/coverage"));
        data["first"] =
            asked_.get("after").empty() ? json(false) : json(asked_.address("/coverage", "after"));
        addCells(data);
        addCountMark(transaction_, reader_, data);
        data["csv"] = exportAddress("csv");
        data["xml"] = exportAddress("xml");
        return {"coverage", std::move(data)};
    }

  private:
    void chooseTree() {
        trees_ = coverageTrees(transaction_);
        view_.classifier = asked_.get("tree");
        if (view_.classifier.empty()) view_.classifier = trees_.empty() ? "" : trees_.front().classifier;
        const bool known = std::ranges::any_of(
            trees_, [&](const CoverageTree& tree) { return tree.classifier == view_.classifier; });
        if (!known && !trees_.empty())
            throw UsageError(reader_.text("coverage.no_tree", {{"tree", view_.classifier}}));
    }

    void chooseLevels() {
        view_.function = asked_.get("function");
        if (!view_.function.empty()) {
            functionPath_ = functionPath(transaction_, view_.classifier, view_.function);
            if (functionPath_.empty())
                throw UsageError(reader_.text("coverage.no_function", {{"function", view_.function}}));
        }
        view_.subject = asked_.get("subject");
        if (!view_.subject.empty()) {
            subjectPath_ = subjectPath(transaction_, view_.subject);
            if (subjectPath_.empty())
                throw UsageError(reader_.text("coverage.no_subject", {{"subject", view_.subject}}));
        }
    }

    void findColumns() {
        columns_ = functionsBelow(transaction_, view_.classifier, view_.function);
        if (columns_.empty() && !functionPath_.empty()) columns_ = {functionPath_.back()};
        const std::string& from = asked_.get("from");
        std::erase_if(columns_, [&](const FunctionHead& head) { return head.code < from; });
        if (columns_.size() > columnsOfMap) {
            moreColumns_ = columns_[columnsOfMap].code;
            columns_.resize(columnsOfMap);
        }
    }

    // "EMPTY_CODE" of the last row shown.
    std::optional<std::pair<std::int64_t, std::string>> afterOf() const {
        const std::string& after = asked_.get("after");
        if (after.empty()) return std::nullopt;
        std::int64_t empty = 0;
        const auto [end, error] = std::from_chars(after.data(), after.data() + after.size(), empty);
        if (error != std::errc{} || *end != '_') throw UsageError(reader_.text("list.bad_cursor"));
        return std::pair(empty, std::string(end + 1, after.data() + after.size()));
    }

    void findRows() {
        rows_ = map_.subjectsBelow(view_, {afterOf(), static_cast<int>(rowsOfMap) + 1});
        if (rows_.size() > rowsOfMap) {
            rows_.resize(rowsOfMap);
            next_ = fmt::format("{}_{}", rows_.back().empty, rows_.back().code);
        }
    }

    std::vector<std::string> functionCodes() const {
        std::vector<std::string> codes{view_.function};
        for (const FunctionHead& head : columns_)
            if (head.code != view_.function) codes.push_back(head.code);
        return codes;
    }

    std::string whole() const { return subjectPath_.empty() ? allSubjects : subjectPath_.back().uid; }

    void addCells(json& data) {
        std::vector<std::string> uids{whole()};
        for (const SubjectHead& row : rows_)
            uids.push_back(row.uid);
        CellSums sums;
        for (const CoverageSum& sum : map_.sums(view_, uids, functionCodes()))
            sums[sum.subjectUid][sum.function].add(sum);
        json rows = json::array();
        if (!subjectPath_.empty() && asked_.get("after").empty()) addOwnRow(rows);
        for (const SubjectHead& row : rows_)
            rows.push_back(rowOf(row, sums[row.uid], "subject"));
        const CellSum& all = sums[whole()][view_.function];
        data["denominator"] =
            reader_.text("coverage.denominator",
                         {{"pairs", number(all.charged())}, {"empty", number(all.of("not_covered"))}});
        data["all_address"] = pairsAddress(view_.subject, "subject", view_.function, "");
        data["states"] = statesOf(all);
        data["prices"] = pricesOf(all);
        data["unknown_costs"] = all.unknownCosts > 0 ? json(number(all.unknownCosts)) : json(false);
        data["total"] = rowOf({}, sums[whole()], "subject");
        const std::int64_t unmarked =
            unmarkedSystems(transaction_, reader_.times, view_.subject, view_.classifier);
        data["unmarked"] = unmarked > 0 ? json(number(unmarked)) : json(false);
        data["unmarked_address"] =
            Asked{{{"unmarked", view_.classifier}, {"subject", view_.subject}}}.address("/assets");
        data["empty"] = all.pairs.empty();
        data["rows"] = std::move(rows);
    }

    // The body itself, before those below it.
    void addOwnRow(json& rows) {
        CellSums own;
        for (const CoverageSum& sum : map_.ownSums(view_, subjectPath_.back().uid, functionCodes()))
            own[sum.subjectUid][sum.function].add(sum);
        if (own.empty() && !rows_.empty()) return;
        SubjectHead head = subjectPath_.back();
        head.opens = false;
        json row = rowOf(head, own[head.uid], "holder");
        row["itself"] = !rows_.empty();
        rows.push_back(std::move(row));
    }

    json rowOf(const SubjectHead& head, std::map<std::string, CellSum>& sums,
               const std::string& filter) const {
        const std::string& subject = head.code.empty() ? view_.subject : head.code;
        json row{{"name", head.shortName.empty() ? head.name : head.shortName},
                 {"full_name", head.name},
                 {"itself", false},
                 {"address", head.opens ? json(zoom("subject", head.code)) : json(false)},
                 {"profile", "/subjects/" + encoded(head.code)},
                 {"cells", json::array()}};
        for (const FunctionHead& column : columns_)
            row["cells"].push_back(cellOf(sums[column.code], subject, filter, column.code));
        row["sum"] = cellOf(sums[view_.function], subject, filter, view_.function);
        return row;
    }

    json cellOf(const CellSum& sum, const std::string& subject, const std::string& filter,
                const std::string& function) const {
        json chips = json::array();
        const bool single = sum.charged() == 1 && sum.pairs.size() == 1;
        for (const std::string state : states) {
            const std::int64_t count = sum.of(state);
            if (count == 0) continue;
            // A map has a thousand of these: member by member takes half the time of a list of pairs.
            json& chip = chips.emplace_back(json::value_t::object);
            chip["state"] = state;
            chip["word"] = reader_.text((shortened() ? "coverage.letter." : "coverage.word.") + state);
            chip["name"] = reader_.text("coverage." + state);
            chip["count"] = single ? std::string() : number(count);
            chip["address"] = pairsAddress(subject, filter, function, state);
        }
        json cell(json::value_t::object);
        cell["none"] = chips.empty();
        cell["chips"] = std::move(chips);
        cell["bar"] = barOf(sum);
        cell["prices"] = pricesOf(sum);
        cell["unknown_costs"] = sum.unknownCosts > 0 ? json(number(sum.unknownCosts)) : json(false);
        cell["mostly"] = mostlyEmpty(sum) ? "mostly-empty" : "";
        return cell;
    }

    static bool mostlyEmpty(const CellSum& sum) {
        return sum.charged() > 0 && sum.of("not_covered") * 2 > sum.charged();
    }

    // The states as stretches of a bar of 100.
    static json barOf(const CellSum& sum) {
        json bar = json::array();
        const std::int64_t charged = sum.charged();
        std::int64_t before = 0;
        for (const std::string state : states) {
            const std::int64_t count = state == "not_its_mandate" ? 0 : sum.of(state);
            if (count == 0) continue;
            const std::int64_t from = before * 100 / charged;
            before += count;
            json& stretch = bar.emplace_back(json::value_t::object);
            stretch["state"] = state;
            stretch["from"] = from;
            stretch["width"] = std::max<std::int64_t>(before * 100 / charged - from, 1);
        }
        return bar;
    }

    json pricesOf(const CellSum& sum) const {
        json prices = json::array();
        for (const auto& [currency, money] : sum.overlap) {
            prices.push_back({{"rough", writtenRoughly(money.low, money.high, digitsOf(currency), currency,
                                                       reader_.language)},
                              {"exact", writtenRange(money.low, money.high, digitsOf(currency), currency,
                                                     reader_.language)}});
        }
        return prices;
    }

    json statesOf(const CellSum& all) const {
        json list = json::array();
        for (const std::string state : states) {
            list.push_back(
                {{"state", state},
                 {"word", reader_.text((shortened() ? "coverage.letter." : "coverage.word.") + state)},
                 {"name", reader_.text("coverage." + state)},
                 {"count", number(all.of(state))},
                 {"address", pairsAddress(view_.subject, "subject", view_.function, state)}});
        }
        return list;
    }

    json treesInWords() const {
        json list = json::array();
        for (const CoverageTree& tree : trees_) {
            list.push_back({{"name", reader_.either(tree.name, tree.nameRussian)},
                            {"current", tree.classifier == view_.classifier},
                            {"address", Asked{}
                                            .with("tree", tree.classifier)
                                            .with("subject", view_.subject)
                                            .address("/coverage")}});
        }
        return list;
    }

    json columnsInWords() const {
        json heads = json::array();
        for (const FunctionHead& head : columns_) {
            heads.push_back(
                {{"code", head.code},
                 {"name", reader_.either(head.name, head.nameRussian)},
                 {"address", head.opens && head.code != view_.function ? json(zoom("function", head.code))
                                                                       : json(false)}});
        }
        return heads;
    }

    // From the top of a tree to where the reader stands; each but the last a link.
    json functionPathInWords() const {
        json path = json::array();
        path.push_back({{"name", reader_.text("coverage.all_functions")},
                        {"address", functionPath_.empty() ? json(false) : json(zoom("function", ""))}});
        for (const FunctionHead& head : functionPath_) {
            path.push_back(
                {{"name", fmt::format("{} {}", head.code, reader_.either(head.name, head.nameRussian))},
                 {"address",
                  &head == &functionPath_.back() ? json(false) : json(zoom("function", head.code))}});
        }
        return path;
    }

    json subjectPathInWords() const {
        json path = json::array();
        path.push_back({{"name", reader_.text("coverage.all_subjects")},
                        {"address", subjectPath_.empty() ? json(false) : json(zoom("subject", ""))}});
        for (const SubjectHead& head : subjectPath_) {
            path.push_back({{"name", head.shortName.empty() ? head.name : head.shortName},
                            {"address", &head == &subjectPath_.back() ? json(false)
                                                                      : json(zoom("subject", head.code))}});
        }
        return path;
    }

    std::string zoom(const std::string& field, const std::string& code) const {
        Asked to{{{"tree", view_.classifier}, {"function", view_.function}, {"subject", view_.subject}}};
        return to.with(field, code).address("/coverage");
    }

    std::string pairsAddress(const std::string& subject, const std::string& filter,
                             const std::string& function, const std::string& state) const {
        return Asked{
            {{"tree", view_.classifier}, {filter, subject}, {"function", function}, {"state", state}}}
            .address("/coverage/pairs");
    }

    std::string exportAddress(const std::string& format) const {
        return Asked{
            {{"classifier", view_.classifier}, {"subject", view_.subject}, {"function", view_.function}}}
            .address("/exports/coverage." + format);
    }

    bool shortened() const { return columns_.size() > columnsOfWords; }
    std::string number(std::int64_t value) const { return written(value, reader_.language); }
    int digitsOf(const std::string& currency) const {
        const auto found = digits_.find(currency);
        return found == digits_.end() ? 0 : found->second;
    }

    Transaction& transaction_;
    const Reader& reader_;
    const Asked& asked_;
    CoverageMap map_;
    std::map<std::string, int> digits_;
    CoverageView view_;
    std::vector<CoverageTree> trees_;
    std::vector<FunctionHead> functionPath_, columns_;
    std::vector<SubjectHead> subjectPath_, rows_;
    std::string moreColumns_, next_;
};

}  // namespace

Page coveragePage(Transaction& transaction, const Reader& reader, const Asked& asked) {
    return Map(transaction, reader, asked).page();
}

}  // namespace cadastre::reports
