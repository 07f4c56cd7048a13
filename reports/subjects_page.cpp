// The list of bodies: a level of the tree, what a search finds, or the silent, with what is known of the size
// and the money of each.
#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>

#include "reports/count_store.h"
#include "reports/page_files.h"
#include "reports/page_store.h"
#include "reports/page_words.h"
#include "reports/subject_page.h"
#include "reports/subject_store.h"
#include "schema/errors.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

struct NamedOrder {
    std::string_view name;  ///< in the address; the message "subjects.order.NAME" says it
    SubjectOrder order;
};
constexpr std::array orders{
    NamedOrder{"assets", SubjectOrder::assets},       NamedOrder{"cost", SubjectOrder::cost},
    NamedOrder{"plan", SubjectOrder::plan},           NamedOrder{"findings", SubjectOrder::findings},
    NamedOrder{"uncovered", SubjectOrder::uncovered}, NamedOrder{"code", SubjectOrder::code}};

// The silent have nothing to be ordered by; a register of programmes alone begins with their money.
const NamedOrder& orderAsked(const Asked& asked, const Counts& kept) {
    std::string name = asked.get("filed") == "nothing" ? "code" : asked.get("sort");
    if (name.empty() && kept.amount("assets") == 0) name = "plan";
    const auto* found =
        std::find_if(orders.begin(), orders.end(), [&](const NamedOrder& each) { return each.name == name; });
    return found == orders.end() ? orders.front() : *found;
}

// "RANK:CODE" of the last one shown.
SubjectListQuestion questionOf(const Asked& asked, SubjectOrder order) {
    SubjectListQuestion question;
    question.under = asked.get("under");
    question.search = asked.get("search");
    question.filedNothing = asked.get("filed") == "nothing";
    question.order = order;
    const std::string after = asked.get("after");
    const std::size_t mark = after.find(':');
    if (mark == std::string::npos) return question;
    std::from_chars(after.data(), after.data() + mark, question.afterRank);
    question.after = after.substr(mark + 1);
    return question;
}

// The bodies that the page counts, as filters of the report: a search looks everywhere, and a level counts
// all that is below.
Asked filesAsked(const SubjectListQuestion& question) {
    const bool everywhere = !question.search.empty();
    const std::string filed = question.filedNothing ? "nothing" : "";
    return Asked{{{"search", question.search},
                  {"filed", filed},
                  {"subject", everywhere || !question.filedNothing ? std::string() : question.under},
                  {"under", everywhere || question.filedNothing ? std::string() : question.under}}};
}

json ordersInWords(const Reader& reader, SubjectOrder chosen, const std::string& asked) {
    json list = json::array();
    for (const NamedOrder& each : orders) {
        const std::string name(each.name);
        list.push_back({{"code", name},
                        {"name", reader.text("subjects.order." + name)},
                        {"selected", each.order == chosen && (asked.empty() || asked == name)}});
    }
    return list;
}

// Of a day of which no body is known, nobody can say that all of them told something.
std::string noneInWords(Transaction& transaction, const Reader& reader, const SubjectListQuestion& question) {
    if (reader.times.past() && countSubjects(transaction, {}) == 0) return reader.text("subjects.none_then");
    return reader.text(question.filedNothing ? "subjects.none_silent" : "subjects.none");
}

class Bodies {
  public:
    Bodies(Transaction& transaction, const Reader& reader, const std::vector<SubjectRow>& rows)
        : reader_(reader),
          digits_(minorDigits(transaction)),
          stating_(bodiesThatStateFunctions(transaction, reader.times, uidsOf(rows))) {
        for (const SubjectMoney& money : moneyOfSubjects(transaction, reader.times, rows)) {
            const auto digits = digits_.find(money.currency);
            money_[{money.uid, money.measure}].push_back(
                writtenRoughly(money.amount, money.amount, digits == digits_.end() ? 0 : digits->second,
                               money.currency, reader.language));
            seen_[money.measure] = true;
        }
    }

    [[nodiscard]] bool states(const std::string& measure) const { return seen_.contains(measure); }

    [[nodiscard]] json row(const SubjectRow& row) const {
        const std::string code = encoded(row.code);
        // Of a body without a duty nothing is uncovered; of one whose systems state no function it is not
        // known.
        const bool known = row.empty == 0 || stating_.contains(row.uid);
        return {{"name", row.name},
                {"short_name", row.shortName == row.name ? std::string() : row.shortName},
                {"code", row.code == row.name ? std::string() : row.code},
                {"address", "/subjects/" + code},
                {"parent", row.parentName},
                {"below", row.below > 0 ? json(written(row.below, reader_.language)) : json(false)},
                {"below_address", "/subjects?under=" + code},
                {"assets", written(row.assets, reader_.language)},
                {"assets_address", "/assets?subject=" + code},
                {"costs", moneyOf(row, "costs")},
                {"plans", moneyOf(row, "standings")},
                {"plans_address", "/money?subject=" + code},
                {"open", written(row.findings, reader_.language)},
                {"findings_address", "/findings?subject=" + code},
                {"empty", known ? written(row.empty, reader_.language) : reader_.text("home.not_known")},
                {"empty_address",
                 known ? json("/coverage/pairs?state=not_covered&subject=" + code) : json(false)}};
    }

  private:
    static std::vector<std::string> uidsOf(const std::vector<SubjectRow>& rows) {
        std::vector<std::string> uids;
        uids.reserve(rows.size());
        for (const SubjectRow& row : rows)
            uids.push_back(row.uid);
        return uids;
    }

    [[nodiscard]] json moneyOf(const SubjectRow& row, const std::string& measure) const {
        const auto found = money_.find({row.uid, measure});
        return found == money_.end() ? json::array() : json(found->second);
    }

    const Reader& reader_;
    std::map<std::string, int> digits_;
    std::set<std::string> stating_;
    std::map<std::pair<std::string, std::string>, std::vector<std::string>> money_;
    std::map<std::string, bool> seen_;
};

}  // namespace

Page subjectsPage(Transaction& transaction, const Reader& reader, const Asked& asked) {
    const SubjectListQuestion question =
        questionOf(asked, orderAsked(asked, keptCounts(transaction, reader.times)).order);
    if (const std::string& filed = asked.get("filed"); !filed.empty() && filed != "nothing")
        throw UsageError(reader.text("subjects.bad_filed", {{"value", filed}}));
    std::optional<Subject> under;
    if (!question.under.empty()) {
        under = subjectOf(transaction, question.under);
        if (!under) throw UsageError(reader.text("coverage.no_subject", {{"subject", question.under}}));
    }
    auto found = subjectRows(transaction, reader.times, question);
    json data{
        {"title", reader.text(question.filedNothing ? "subjects.silent_title" : "subjects.title")},
        {"search", question.search},
        {"silent", question.filedNothing},
        {"searched", !question.search.empty() || question.filedNothing},
        {"orders", ordersInWords(reader, question.order, question.filedNothing ? "" : asked.get("sort"))},
        {"under_code", question.under},
        {"count", reader.text("list.count",
                              {{"count", written(countSubjects(transaction, question), reader.language)}})},
        {"files", filesOf("subjects", filesAsked(question))},
        {"first", question.after.empty() ? json(false) : json(asked.address("/subjects", "after"))},
        {"under", under ? json(under->name) : json(false)}};
    if (under) {
        data["under_address"] = "/subjects/" + encoded(under->code);
        data["up"] = under->parentCode.empty() ? std::string("/subjects")
                                               : "/subjects?under=" + encoded(under->parentCode);
    }
    if (found.size() > static_cast<std::size_t>(subjectsOnPage)) {
        found.resize(subjectsOnPage);
        data["next"] = asked.with("after", std::to_string(found.back().rank) + ':' + found.back().code)
                           .address("/subjects");
    }
    const Bodies bodies(transaction, reader, found);
    json rows = json::array();
    for (const SubjectRow& row : found)
        rows.push_back(bodies.row(row));
    // A column that would be empty all the way down is left out.
    data["has_below"] =
        std::any_of(found.begin(), found.end(), [](const SubjectRow& row) { return row.below > 0; });
    data["has_costs"] = bodies.states("costs");
    data["has_plans"] = bodies.states("standings");
    data["top_only"] = data["has_below"].get<bool>() && question.search.empty() && !question.filedNothing;
    data["subjects"] = std::move(rows);
    data["found_when"] = foundWhen(reader);
    data["none"] = noneInWords(transaction, reader, question);
    addCountMark(transaction, reader, data);
    return {"subjects", std::move(data)};
}

}  // namespace cadastre::reports
