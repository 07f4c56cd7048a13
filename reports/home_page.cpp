// Shapes the kept counts into the home page.
#include "reports/home_page.h"

#include "reports/count_store.h"
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
          kept_(keptCounts(transaction)),
          digits_(minorDigits(transaction)) {}

    Page page() {
        json data{{"title", reader_.text("home.title")}, {"home", true}};
        data["empty"] = kept_.countedAt && kept_.amount("assets") == 0 && kept_.amount("subjects") == 0;
        if (kept_.countedAt) data["counted_at"] = written(*kept_.countedAt, reader_.language);
        data["counted"] = kept_.countedAt.has_value();
        data["recounting"] = kept_.countedAt && !kept_.upToDate;
        data["assets"] = number(kept_.amount("assets"));
        data["subjects"] = number(kept_.amount("subjects"));
        data["silent"] = number(kept_.amount("silent_subjects"));
        data["findings"] = number(kept_.amount("findings"));
        data["classes"] = linked("assets_by_class", "asset_class", "/assets?class=");
        data["stages"] = linked("assets_by_stage", "stage", "/assets?stage=");
        data["severities"] = severities();
        data["rules"] = linked("findings_by_rule", "rule", "/findings?rule=");
        data["duplicates"] = duplicates();
        data["untied"] = untied();
        data["has_untied"] = !data["untied"].empty();
        return {"home", std::move(data)};
    }

  private:
    std::string number(std::int64_t value) const { return written(value, reader_.language); }

    // Rows of a measure in the order of its code list; items no list holds come last.
    json linked(const std::string& measure, std::string_view list, const std::string& address) const {
        auto codes = codesOf(transaction_, list, reader_);
        if (list == "stage") codes.push_back({"unknown", reader_.text("stage.unknown")});
        json rows = json::array();
        for (const NamedCode& code : codes) {
            const std::int64_t amount = kept_.amount(measure, code.code);
            if (amount == 0) continue;
            rows.push_back(
                {{"name", code.name}, {"count", number(amount)}, {"address", address + encoded(code.code)}});
        }
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
            amounts.push_back(writtenRange(*count.moneyLow, *count.moneyHigh,
                                           digits == digits_.end() ? 0 : digits->second, count.currency,
                                           reader_.language));
        }
        return amounts;
    }

    Transaction& transaction_;
    const Reader& reader_;
    Counts kept_;
    std::map<std::string, int> digits_;
};

}  // namespace

Page homePage(Transaction& transaction, const Reader& reader) {
    return Home(transaction, reader).page();
}

}  // namespace cadastre::reports
