// Turns counts into figures, section by section.
#include "reports/subject_figures.h"

#include <algorithm>
#include <map>

#include "reports/coverage_store.h"
#include "reports/page_store.h"
#include "reports/page_words.h"

namespace cadastre::reports {

namespace {

// Sums of the counts of one measure, by item or by detail.
struct Sum {
    std::int64_t amount = 0;
    std::vector<std::string> money;
};

class Figures {
  public:
    Figures(Transaction& transaction, const Reader& reader, const Times& times, const Subject& subject)
        : transaction_(transaction),
          reader_(reader),
          times_(times),
          subject_(subject),
          counts_(subjectCounts(transaction, times, subject.code)),
          digits_(minorDigits(transaction)),
          codes_(codesOfLists(transaction, {"asset_class", "stage", "rule"}, reader)) {}

    std::vector<SubjectFigure> all() {
        totals();
        listed("classes", "assets", false, codes("asset_class"), "/assets", "class");
        listed("stages", "assets", true, codes("stage", "stage.unknown"), "/assets", "stage");
        coverage();
        listed("standings", "standings", false,
               worded("execution.", {"untied", "spent_target_missed", "target_missed",
                                     "money_ahead_of_result", "not_judged", "on_track", "no_money"}),
               "/money", "standing");
        listed("severities", "findings", true,
               worded("severity.", {"blocking", "error", "warning", "notice"}), "/findings", "severity");
        listed("rules", "findings", false, codes("rule"), "/findings", "rule");
        listed("groups", "groups", false,
               worded("duplicate.kind.",
                      {"object", "functional", "planned", "reuse", "family", "misclassified"}),
               "/duplicates", "kind");
        deadlines();
        return std::move(figures_);
    }

  private:
    std::string address(const std::string& path, const std::string& field, const std::string& value) const {
        return Asked{{{"subject", subject_.code}, {field, value}}}.address(path);
    }

    void totals() {
        add("totals", "subject.assets", amountOf("assets"), "/assets?subject=" + encoded(subject_.code));
        add("totals", "subject.open_findings", amountOf("findings"),
            "/findings?subject=" + encoded(subject_.code));
        add("totals", "subject.bodies_below", std::max<std::int64_t>(amountOf("bodies") - 1, 0),
            "/subjects?under=" + encoded(subject_.code));
        add("totals", "subject.silent_bodies", amountOf("silent"),
            "/subjects?filed=nothing&under=" + encoded(subject_.code));
        SubjectFigure cost{"totals", reader_.text("subject.costs_known"), 0, {}, {}};
        for (const SubjectCount& count : counts_) {
            if (count.measure != "costs") continue;
            cost.amount += count.amount;
            cost.money.push_back(
                money(count.moneyLow.value_or(0), count.moneyHigh.value_or(0), count.currency));
        }
        figures_.push_back(std::move(cost));
    }

    void add(const char* section, const char* name, std::int64_t amount, std::string to) {
        figures_.push_back({section, reader_.text(name), amount, {}, std::move(to)});
    }

    std::int64_t amountOf(const std::string& measure) const {
        std::int64_t sum = 0;
        for (const SubjectCount& count : counts_)
            if (count.measure == measure) sum += count.amount;
        return sum;
    }

    // The counts of a measure by the codes of a list.
    void listed(const char* section, const std::string& measure, bool byDetail,
                const std::vector<NamedCode>& names, const std::string& path, const std::string& field) {
        std::map<std::string, Sum> sums;
        for (const SubjectCount& count : counts_) {
            if (count.measure != measure) continue;
            Sum& sum = sums[byDetail ? count.detail : count.item];
            sum.amount += count.amount;
            if (!count.currency.empty() && (count.moneyLow || count.moneyHigh))
                sum.money.push_back(moneyOf(count));
        }
        for (const NamedCode& code : names) {
            const auto found = sums.find(code.code);
            if (found == sums.end()) continue;
            figures_.push_back({section, code.name, found->second.amount, std::move(found->second.money),
                                address(path, field, code.code)});
        }
    }

    // Of programmes the plan and what was paid, of anything else a range.
    std::string moneyOf(const SubjectCount& count) const {
        if (count.measure != "standings")
            return money(count.moneyLow.value_or(0), count.moneyHigh.value_or(0), count.currency);
        const auto said = [&](const std::optional<std::int64_t>& amount) {
            return amount ? money(*amount, *amount, count.currency) : reader_.text("subject.not_known");
        };
        return reader_.text("subject.planned_and_paid",
                            {{"planned", said(count.moneyLow)}, {"paid", said(count.moneyHigh)}});
    }

    std::string money(std::int64_t low, std::int64_t high, const std::string& currency) const {
        const auto found = digits_.find(currency);
        return writtenRoughly(low, high, found == digits_.end() ? 0 : found->second, currency,
                              reader_.language);
    }

    void coverage() {
        CoverageMap map(transaction_, times_);
        const bool unknown = bodiesThatStateFunctions(transaction_, times_, {subject_.uid}).empty();
        for (const CoverageTree& tree : coverageTrees(transaction_)) {
            std::map<std::string, Sum> sums;
            for (const CoverageSum& sum : map.sums({tree.classifier, "", ""}, {subject_.uid}, {""})) {
                sums[sum.state].amount += sum.pairs;
                if (sum.overlapLow && sum.overlapHigh)
                    sums[sum.state].money.push_back(money(*sum.overlapLow, *sum.overlapHigh, sum.currency));
            }
            for (const std::string state :
                 {"not_covered", "planned", "justified", "over_covered", "covered", "not_its_mandate"}) {
                if (sums[state].amount == 0) continue;
                figures_.push_back(
                    {"coverage", reader_.text("coverage." + state), sums[state].amount, sums[state].money,
                     Asked{{{"tree", tree.classifier}, {"subject", subject_.code}, {"state", state}}}.address(
                         "/coverage/pairs"),
                     reader_.either(tree.name, tree.nameRussian), unknown});
            }
        }
    }

    void deadlines() {
        for (const SubjectCount& count : counts_) {
            if (count.measure != "expiring") continue;
            const bool expired = count.detail == "expired";
            Asked to{
                {{"subject", subject_.code}, {"what", count.item}, {"expired", expired ? "true" : "false"}}};
            if (!expired) to = to.with("within", "365");
            figures_.push_back(
                {"deadlines",
                 reader_.text("expiring." + count.item) + ": " + reader_.text("subject." + count.detail),
                 count.amount,
                 {},
                 to.address("/reports/expiring")});
        }
        const std::int64_t overdue = amountOf("overdue");
        if (overdue > 0) add("deadlines", "subject.overdue", overdue, {});
    }

    std::vector<NamedCode> codes(const std::string& list, const char* unknown = nullptr) const {
        auto codes = codes_.at(list);
        if (unknown != nullptr) codes.push_back({"unknown", reader_.text(unknown)});
        return codes;
    }

    std::vector<NamedCode> worded(const std::string& prefix, std::initializer_list<const char*> items) const {
        std::vector<NamedCode> codes;
        for (const std::string item : items)
            codes.push_back({item, reader_.text(prefix + item)});
        return codes;
    }

    Transaction& transaction_;
    const Reader& reader_;
    const Times& times_;
    const Subject& subject_;
    std::vector<SubjectCount> counts_;
    std::map<std::string, int> digits_;
    std::map<std::string, std::vector<NamedCode>> codes_;
    std::vector<SubjectFigure> figures_;
};

}  // namespace

std::vector<SubjectFigure> subjectFigures(Transaction& transaction, const Reader& reader, const Times& times,
                                          const Subject& subject) {
    return Figures(transaction, reader, times, subject).all();
}

std::vector<SubjectFigure> eventsByYear(const std::vector<SubjectCount>& counts, const std::string& code) {
    std::map<std::string, std::int64_t> years;
    for (const SubjectCount& count : counts)
        if (count.measure == "events" && count.item != "unknown") years[count.item] += count.amount;
    std::vector<SubjectFigure> figures;
    figures.reserve(years.size());
    for (const auto& [year, amount] : years) {
        figures.push_back(
            {"events",
             year,
             amount,
             {},
             Asked{{{"subject", code}, {"from", year + "-01-01"}, {"to", year + "-12-31"}}}.address(
                 "/reports/events")});
    }
    return figures;
}

}  // namespace cadastre::reports
