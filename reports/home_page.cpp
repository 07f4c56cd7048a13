// Shapes the kept counts into the home page.
#include "reports/home_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

#include "reports/count_store.h"
#include "reports/home_money.h"
#include "reports/page_store.h"
#include "reports/page_words.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

class Home {
  public:
    Home(Transaction& transaction, const Reader& reader)
        : transaction_(transaction),
          reader_(reader),
          kept_(keptCounts(transaction, reader.times)),
          coverageCounted_(hasPicture(transaction, reader.times, PictureStep::coverage)),
          moneyCounted_(hasPicture(transaction, reader.times, PictureStep::money)),
          digits_(minorDigits(transaction)) {}

    Page page() {
        const bool counted = kept_.countedAt.has_value();
        json data{{"title", reader_.text("home.title")}, {"counted", counted}};
        data["empty"] =
            counted && !reader_.times.past() && kept_.amount("assets") == 0 && kept_.amount("subjects") == 0;
        data["found_when"] = foundWhen(reader_);
        if (kept_.countedAt) data["counted_at"] = written(*kept_.countedAt, reader_.language);
        if (reader_.times.past())
            data["then"] = reader_.text(reader_.times.knownAt.empty() ? "home.known_of_then" : "home.then");
        data["recounting"] = kept_.countedAt && !kept_.upToDate;
        data["in_part"] = !coverageCounted_ || !moneyCounted_;
        data["coverage_counted"] = coverageCounted_;
        data["money_counted"] = moneyCounted_;
        data["figures"] = figures();
        data["questions"] = questions();
        data["subjects"] = number(kept_.amount("subjects"));
        data["findings"] = number(kept_.amount("findings"));
        data["classes"] = linked("assets_by_class", codes("asset_class"), "/assets?class=");
        data["stages"] = linked("assets_by_stage", codes("stage", "stage.unknown"), "/assets?stage=");
        data["levels"] =
            linked("assets_by_level", codes("government_level", "home.level_unknown"), "/assets?level=");
        data["verdicts"] = verdicts();
        data["severities"] = severities();
        data["rules"] = linked("findings_by_rule", codes("rule"), "/findings?rule=");
        data["duplicates"] = duplicates();
        addQuadrant(transaction_, reader_, kept_, digits_, data);
        data["programmes"] = number(kept_.amount("money_owners"));
        data["money_rows"] = number(sum("execution"));
        data["money_in_parts"] = kept_.amount("money_owners") != sum("execution");
        data["has_programmes"] = sum("execution") > 0;
        data["has_assets"] = kept_.amount("assets") > 0;
        data["functions_stated"] = functionsStated();
        if (functionsStated())
            data["coverage"] = linked("coverage", coverageStates(), "/coverage/pairs?state=");
        data["coverage_note"] =
            reader_.text("home.uncovered_note",
                         {{"count", number(sum("coverage") - kept_.amount("coverage", "not_its_mandate"))}});
        data["untied"] = untied();
        data["has_untied"] = !data["untied"].empty();
        return {"home", std::move(data)};
    }

  private:
    std::string number(std::int64_t value) const { return written(value, reader_.language); }

    std::int64_t sum(const std::string& measure) const {
        std::int64_t total = 0;
        for (const Count& count : kept_.counts) {
            if (count.measure == measure) total += count.amount;
        }
        return total;
    }

    // The six questions the page answers first, each with what it is a part of. What the register has nothing
    // to judge by is not known, never 0.
    json figures() const {
        const std::int64_t assets = kept_.amount("assets");
        const std::int64_t charged = sum("coverage") - kept_.amount("coverage", "not_its_mandate");
        const std::int64_t judged = sum("execution");
        const auto figure = [&](const char* key, const char* address, std::int64_t amount, std::string hint,
                                const char* whyNot = nullptr) {
            const bool known = whyNot == nullptr;
            return json{{"count", known ? json(number(amount)) : json(false)},
                        {"name", reader_.text(key)},
                        {"hint", known ? std::move(hint) : reader_.text(whyNot)},
                        {"address", address}};
        };
        const char* noAssets = assets > 0 ? nullptr : "home.no_assets";
        const char* noResults = resultsJudged(kept_) ? nullptr
                                : !moneyCounted_     ? "home.being_counted"
                                : judged == 0        ? "home.no_money"
                                                     : "home.no_indicator";
        const char* noFunctions = functionsStated()  ? nullptr
                                  : coverageCounted_ ? "home.no_functions"
                                                     : "home.being_counted";
        return json::array(
            {figure("home.assets_registered", "/assets", assets,
                    reader_.text("home.held_by_bodies", {{"count", number(kept_.amount("subjects"))}})),
             figure("home.doubtful", "/assets?reliable=false", kept_.amount("doubtful"),
                    shareOf(kept_.amount("doubtful"), assets, "home.share_of_assets"), noAssets),
             figure("home.groups_twice", "/duplicates", sum("duplicates"), moneyInOverlap(), noAssets),
             figure("home.missed", "/money?standing=spent_target_missed",
                    kept_.amount("execution", "spent_target_missed"),
                    reader_.text("home.of_programmes", {{"count", number(judged)}}), noResults),
             figure("home.not_covered", "/coverage/pairs?state=not_covered",
                    kept_.amount("coverage", "not_covered"),
                    shareOf(kept_.amount("coverage", "not_covered"), charged, "home.share_of_pairs"),
                    noFunctions),
             figure("home.silent", "/subjects?filed=nothing", kept_.amount("silent_subjects"),
                    reader_.text("home.of_bodies", {{"count", number(kept_.amount("subjects"))}}))});
    }

    // "15 % of all"; nothing where there is no whole.
    std::string shareOf(std::int64_t part, std::int64_t whole, const char* key) const {
        if (whole == 0) return {};
        return reader_.text(key, {{"share", writtenPercent(part, whole)}, {"whole", number(whole)}});
    }

    // Each system once, whatever groups it stands in.
    std::string moneyInOverlap() const {
        std::string text;
        for (const auto& amount : moneyOf("systems_in_overlap", "")) {
            text += text.empty() ? "" : ", ";
            text += amount.get<std::string>();
        }
        return text.empty() ? text : reader_.text("home.in_overlap", {{"money", text}});
    }

    bool functionsStated() const {
        return kept_.amount("coverage", "covered") + kept_.amount("coverage", "over_covered") +
                   kept_.amount("coverage", "planned") + kept_.amount("coverage", "justified") >
               0;
    }

    // What people come with, and the list that answers it.
    json questions() const {
        json list = json::array();
        const auto add = [&](const char* key, const char* address) {
            list.push_back({{"question", reader_.text(key)},
                            {"answer", reader_.text(std::string(key) + "_where")},
                            {"address", address}});
        };
        add("home.ask_overlap", "/duplicates?kind=functional");
        add("home.ask_missed", resultsJudged(kept_) ? "/money?standing=spent_target_missed" : "/money");
        add("home.ask_silent", "/subjects?filed=nothing");
        add("home.ask_then", "/assets");
        return list;
    }

    // A code list, with what states none of it where `unknown` names that.
    std::vector<NamedCode> codes(std::string_view list, const char* unknown = nullptr) const {
        auto codes = codesOf(transaction_, list, reader_);
        if (unknown != nullptr) codes.push_back({"unknown", reader_.text(unknown)});
        return codes;
    }

    std::vector<NamedCode> worded(const std::string& measure,
                                  std::initializer_list<const char*> items) const {
        std::vector<NamedCode> codes;
        for (const std::string item : items)
            codes.push_back({item, reader_.text(fmt::format("{}.{}", measure, item))});
        return codes;
    }
    std::vector<NamedCode> coverageStates() const {
        return worded("coverage", {"not_covered", "justified", "planned", "covered", "over_covered"});
    }

    // Rows of a measure in the order of its codes.
    json linked(const std::string& measure, const std::vector<NamedCode>& codes,
                const std::string& address) const {
        json rows = json::array();
        std::int64_t most = 1;
        for (const NamedCode& code : codes)
            most = std::max(most, kept_.amount(measure, code.code));
        for (const NamedCode& code : codes) {
            const std::int64_t amount = kept_.amount(measure, code.code);
            if (amount == 0) continue;
            rows.push_back({{"name", code.name},
                            {"count", number(amount)},
                            {"address", address + encoded(code.code)},
                            {"bar", barOf(amount, most)}});
        }
        return rows;
    }

    json verdicts() const {
        const std::int64_t assets = kept_.amount("assets");
        json rows = json::array();
        if (assets == 0) return rows;
        const auto add = [&](const std::string& verdict, std::int64_t holds) {
            rows.push_back({{"name", reader_.text("home." + verdict)},
                            {"holds", number(holds)},
                            {"holds_address", "/assets?" + verdict + "=true"},
                            {"fails", number(assets - holds)},
                            {"fails_address", "/assets?" + verdict + "=false"},
                            {"percent", writtenPercent(holds, assets)},
                            {"bar", fmt::format("{:.1f}", 100.0 * static_cast<double>(holds) /
                                                              static_cast<double>(assets))}});
        };
        add("present", kept_.amount("present"));
        add("reliable", assets - kept_.amount("doubtful"));
        add("complete", assets - kept_.amount("incomplete"));
        return rows;
    }

    json severities() const {
        json rows = json::array();
        for (const char* severity : {"blocking", "error", "warning", "notice"}) {
            const std::int64_t amount = kept_.amount("findings_by_severity", severity);
            if (amount == 0) continue;
            rows.push_back({{"name", reader_.text(std::string("severity.") + severity)},
                            {"count", number(amount)},
                            {"address", std::string("/findings?severity=") + severity}});
        }
        return rows;
    }

    json duplicates() const {
        json rows = json::array();
        for (const char* kind : {"object", "functional", "planned", "reuse", "family", "misclassified"}) {
            const std::int64_t amount = kept_.amount("duplicates", kind);
            if (amount == 0) continue;
            const std::int64_t unknown = kept_.amount("duplicates_unknown_costs", kind);
            rows.push_back({{"name", reader_.text(std::string("duplicate.kind.") + kind)},
                            {"count", number(amount)},
                            {"address", std::string("/duplicates?kind=") + kind},
                            {"money", moneyOf("duplicates_priced", kind)},
                            {"unknown", number(unknown)},
                            {"without_cost", unknown > 0}});
        }
        return rows;
    }

    json untied() const {
        json rows = json::array();
        for (const char* kind : {"programme", "cost_line"}) {
            std::int64_t amount = 0;
            for (const Count& count : kept_.counts) {
                if (count.measure == "untied" && count.item == kind) amount += count.amount;
            }
            if (amount == 0) continue;
            rows.push_back({{"name", reader_.text(std::string("untied.") + kind)},
                            {"count", number(amount)},
                            {"address", std::string("/untied?kind=") + kind},
                            {"money", moneyOf("untied", kind)}});
        }
        return rows;
    }

    json moneyOf(const std::string& measure, const std::string& item) const {
        json amounts = json::array();
        for (const Count& count : kept_.counts) {
            if (count.measure != measure || count.item != item || !count.moneyLow) continue;
            const auto digits = digits_.find(count.currency);
            amounts.push_back(writtenRoughly(*count.moneyLow, *count.moneyHigh,
                                             digits == digits_.end() ? 0 : digits->second, count.currency,
                                             reader_.language));
        }
        return amounts;
    }

    Transaction& transaction_;
    const Reader& reader_;
    Counts kept_;
    bool coverageCounted_;  ///< of another time these come later
    bool moneyCounted_;
    std::map<std::string, int> digits_;
};

}  // namespace

Page homePage(Transaction& transaction, const Reader& reader) {
    return Home(transaction, reader).page();
}

}  // namespace cadastre::reports
