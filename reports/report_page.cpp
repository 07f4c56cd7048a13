// Rows of a report, its coded and counted cells in the reader's words.
#include "reports/report_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>
#include <vector>

#include "reports/catalogue.h"
#include "reports/page_files.h"
#include "reports/page_words.h"
#include "reports/report_store.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

struct ShownReport {
    const char* report;
    std::vector<std::string_view> columns;  ///< those a screen has room for; the file has all
    const char* coded;                      ///< the column whose values are the messages "REPORT.VALUE"
};

const std::vector<ShownReport>& shownReports() {
    static const std::vector<ShownReport> shown{
        {"coverage",
         {"holder_name", "function", "function_name", "state", "systems", "planned_systems", "projects",
          "statutory_basis"},
         "state"},
        {"execution",
         {"name", "holder", "standing", "currency", "planned", "paid", "money_share", "result_share",
          "judged", "met", "unknown"},
         "standing"},
        {"expiring", {"name", "holder_name", "what", "expires_on", "days_left", "reference"}, "what"},
        {"events", {"happened_on", "event_kind", "name", "holder", "holder_key", "note"}, "event_kind"},
    };
    return shown;
}

class ReportShape {
  public:
    ReportShape(const Reader& reader, const Report& report, const ShownReport& shown)
        : reader_(reader), report_(report), shown_(shown), codedPlace_(placeOf(shown.coded)) {
        for (const std::string_view name : shown.columns)
            places_.push_back(placeOf(name));
    }

    [[nodiscard]] json heads() const {
        json heads = json::array();
        for (const std::size_t place : places_)
            heads.push_back({{"name", label(place)}, {"number", isNumber(place)}});
        return heads;
    }

    [[nodiscard]] json row(std::span<const Cell> cells) const {
        json row{{"cells", json::array()}};
        for (std::size_t i = 0; i < places_.size(); ++i) {
            const std::size_t place = places_[i];
            json cell{{"text", textOf(place, cells[place])},
                      {"number", isNumber(place)},
                      {"label", label(place)},
                      {"address", addressOf(place, cells)}};
            if (i == 0) {
                row["head"] = cell["text"];
                row["head_address"] = cell["address"];
            } else {
                row["cells"].push_back(std::move(cell));
            }
        }
        return row;
    }

    /// The coded value of a row, empty where it states none.
    [[nodiscard]] std::string codeOf(std::span<const Cell> cells) const {
        return std::string(cells[codedPlace_].value_or(""));
    }

    // How many rows each coded value has, each a link to its rows.
    [[nodiscard]] json states(const std::map<std::string, std::int64_t>& counts, const Asked& asked) const {
        json states = json::array();
        for (const auto& [code, count] : counts) {
            states.push_back({{"name", reader_.text(fmt::format("{}.{}", report_.name, code))},
                              {"count", written(count, reader_.language)},
                              {"value", count},
                              {"address", asked.with(shown_.coded, code).address(path())}});
        }
        return states;
    }

    [[nodiscard]] std::string path() const { return fmt::format("/reports/{}", report_.name); }

  private:
    [[nodiscard]] std::size_t placeOf(std::string_view name) const {
        const auto column = std::ranges::find(report_.columns, name,
                                              [](const Column& each) { return std::string_view(each.name); });
        return static_cast<std::size_t>(column - report_.columns.begin());
    }

    [[nodiscard]] std::string cellOf(std::string_view name, std::span<const Cell> cells) const {
        const std::size_t place = placeOf(name);
        return place < cells.size() ? std::string(cells[place].value_or("")) : std::string();
    }

    // A name opens the page of what it names: an asset, a programme or a project; a holder its profile.
    [[nodiscard]] std::string addressOf(std::size_t place, std::span<const Cell> cells) const {
        const std::string_view name = report_.columns[place].name;
        if (name == "holder" || name == "holder_name") return "/subjects/" + encoded(cellOf("holder", cells));
        const std::string uid = cellOf("uid", cells);
        if (name != "name" || uid.empty()) return {};
        if (cellOf("what", cells) == "contract") return {};
        const std::string kind = cellOf("kind", cells);
        if (kind.empty()) return "/assets/" + uid;
        return kind == "programme" || kind == "project" ? "/money/" + uid : std::string();
    }

    [[nodiscard]] std::string label(std::size_t place) const {
        return reader_.text(fmt::format("column.{}", report_.columns[place].name));
    }

    [[nodiscard]] bool isNumber(std::size_t place) const {
        const ColumnType type = report_.columns[place].type;
        return type == ColumnType::number || type == ColumnType::money;
    }

    [[nodiscard]] std::string textOf(std::size_t place, const Cell& cell) const {
        if (!cell) return {};
        const Column& column = report_.columns[place];
        if (isNumber(place)) return writtenDecimal(*cell, reader_.language);
        if (column.type == ColumnType::date) return writtenDate(*cell, reader_.language);
        if (std::string_view(column.name) == shown_.coded)
            return reader_.text(fmt::format("{}.{}", report_.name, *cell));
        return std::string(*cell);
    }

    const Reader& reader_;
    const Report& report_;
    const ShownReport& shown_;
    std::vector<std::size_t> places_;  // of the columns shown
    std::size_t codedPlace_ = 0;
};

// Bars of how many rows each state has; the table beside them says the same.
std::string barsOf(const Reader& reader, json states) {
    std::stable_sort(states.begin(), states.end(), [](const json& one, const json& other) {
        return one["value"].get<std::int64_t>() > other["value"].get<std::int64_t>();
    });
    json names = json::array();
    json values = json::array();
    for (const json& state : states) {
        names.push_back(state["name"]);
        values.push_back({{"value", state["value"]}, {"address", state["address"]}});
    }
    const json option{
        {"grid", {{"left", 8}, {"right", 48}, {"top", 8}, {"bottom", 28}, {"containLabel", true}}},
        {"xAxis",
         {{"type", "value"},
          {"minInterval", 1},
          {"name", reader.text("report_page.rows")},
          {"nameLocation", "middle"},
          {"nameGap", 28}}},
        {"yAxis", {{"type", "category"}, {"data", names}, {"inverse", true}}},
        {"series", json::array({{{"type", "bar"},
                                 {"barMaxWidth", 28},
                                 {"label", {{"show", true}, {"position", "right"}}},
                                 {"data", values}}})}};
    return option.dump();
}

ReportRequest requestOf(const Reader& reader, const Asked& asked, const std::string& report) {
    ReportRequest request{.report = report};
    request.language = reader.language;
    if (!reader.times.asOf.empty()) request.asOf = reader.times.asOf;
    if (!reader.times.knownAt.empty()) request.knownAt = reader.times.knownAt;
    for (const auto& [name, value] : asked.fields)
        if (!value.empty()) request.filters.emplace_back(name, value);
    return request;
}

}  // namespace

std::optional<Page> reportPage(Transaction& transaction, const Reader& reader, const Asked& asked,
                               const std::string& name) {
    const auto shown = std::ranges::find(
        shownReports(), name, [](const ShownReport& each) { return std::string_view(each.report); });
    if (shown == shownReports().end()) return std::nullopt;
    const Report& report = reportNamed(name);
    const ReportShape shape(reader, report, *shown);
    json rows = json::array();
    std::map<std::string, std::int64_t> counts;
    const std::int64_t count =
        forEachRow(transaction, requestOf(reader, asked, name), [&](std::span<const Cell> cells) {
            ++counts[shape.codeOf(cells)];
            if (rows.size() < static_cast<std::size_t>(reportRowsOnPage)) rows.push_back(shape.row(cells));
        });
    const std::string state = asked.get(shown->coded);
    const std::string stateKey = fmt::format("{}.{}", name, state);
    json data{{"title", reader.text("report." + name)},
              {"state", reader.messages.has(stateKey) ? reader.text(stateKey) : state},
              {"count", reader.text("list.count", {{"count", written(count, reader.language)}})},
              {"files", filesOf(name, asked)},
              {"heads", shape.heads()},
              {"all", asked.fields.empty() ? std::string() : shape.path()}};
    if (count > reportRowsOnPage)
        data["cut"] = reader.text("report_page.cut", {{"rows", written(reportRowsOnPage, reader.language)}});
    data["rows"] = std::move(rows);
    if (counts.size() > 1) {
        data["has_charts"] = true;
        data["states"] = shape.states(counts, asked);
        data["chart"] = barsOf(reader, data["states"]);
    }
    return Page{"report", std::move(data)};
}

}  // namespace cadastre::reports
