// From a question to JSON.
#include "registry/api/report_resource.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "registry/api/report_question.h"
#include "reports/catalogue.h"
#include "reports/json_row.h"
#include "reports/page_store.h"
#include "reports/report_store.h"
#include "schema/errors.h"
#include "schema/transaction.h"

namespace cadastre::api {

namespace {

using nlohmann::json;
using reports::Report;
using reports::ReportRequest;

constexpr const char* jsonType = "application/json";

http::Response answer(const json& body) {
    http::Response response;
    response.contentType = jsonType;
    response.body = body.dump(-1, ' ', false, json::error_handler_t::replace) + '\n';
    return response;
}

http::Response missing() {
    http::Response response;
    response.status = 404;
    return response;
}

const Report* offered(const std::string& name) {
    const auto known = reports::catalogue();
    const auto found =
        std::ranges::find(known, name, [](const Report& each) { return std::string(each.name); });
    return found == known.end() || found->source == Report::Source::subjectTemplate ? nullptr : &*found;
}

// Up to and with `"data":`; the times are said back, so that a stored answer tells what it is of.
std::string opening(const ReportRequest& request) {
    const auto said = [](const std::optional<std::string>& time) {
        return time ? json(*time).dump() : std::string("null");
    };
    return fmt::format(R"({{"report":{},"as_of":{},"known_at":{},"data":[)", json(request.report).dump(),
                       said(request.asOf), said(request.knownAt));
}

http::Response pageOf(Database& database, const Report& report, const ReportQuestion& question) {
    ReadTransaction transaction(database, reports::patienceForPages);
    const reports::PageOfRows page = reports::pageOfRows(transaction, question.request);
    http::Response response;
    response.contentType = jsonType;
    response.body = opening(question.request);
    bool first = true;
    std::vector<reports::Cell> cells(report.columns.size());
    for (const auto& row : page.rows) {
        std::ranges::copy(row, cells.begin());
        response.body += std::exchange(first, false) ? "\n" : ",\n";
        reports::appendJsonRow(response.body, report, cells, question.shown);
    }
    const std::string next = page.next.empty() ? "null" : json(cursorOf(page.next)).dump();
    response.body += fmt::format("\n],\"next\":{}}}\n", next);
    return response;
}

http::Response whole(Database& database, const Report& report, const ReportQuestion& question) {
    // What is asked wrongly is said before the first byte goes out.
    reports::checkQuestion(question.request);
    http::Response response;
    response.contentType = jsonType;
    response.stream = [&database, &report, question](const http::BodySink& sink) {
        constexpr std::size_t pieceBytes = std::size_t{64} << 10U;
        ReadTransaction transaction(database);
        std::string buffer = opening(question.request);
        bool first = true;
        reports::forEachRow(transaction, question.request, [&](std::span<const reports::Cell> cells) {
            buffer += std::exchange(first, false) ? "\n" : ",\n";
            reports::appendJsonRow(buffer, report, cells, question.shown);
            if (buffer.size() < pieceBytes) return;
            sink(buffer);
            buffer.clear();
        });
        sink(buffer + "\n],\"next\":null}\n");
    };
    return response;
}

const char* nameOf(reports::ColumnType type) {
    switch (type) {
        case reports::ColumnType::text:
            return "text";
        case reports::ColumnType::number:
            return "number";
        case reports::ColumnType::money:
            return "money";
        case reports::ColumnType::date:
            break;
    }
    return "date";
}

const char* nameOf(reports::Filter::Takes takes) {
    using enum reports::Filter::Takes;
    switch (takes) {
        case code:
            return "code";
        case text:
            return "text";
        case date:
            return "date";
        case number:
            return "number";
        case boolean:
            break;
    }
    return "boolean";
}

json timesOf(reports::History history) {
    if (history == reports::History::both) return {"as_of", "known_at"};
    return history == reports::History::known ? json{"known_at"} : json::array();
}

}  // namespace

http::Response resources(const std::string& language) {
    json all = json::array();
    for (const Report& report : reports::catalogue()) {
        if (offered(report.name) == nullptr) continue;
        json fields = json::array();
        for (const auto& column : report.columns)
            fields.push_back({{"name", column.name}, {"type", nameOf(column.type)}});
        json filters = json::array();
        for (const auto& filter : report.filters)
            filters.push_back({{"name", filter.name}, {"takes", nameOf(filter.takes)}});
        all.push_back({{"report", report.name},
                       {"address", fmt::format("/api/v1/{}", report.name)},
                       {"fields", fields},
                       {"filters", filters},
                       {"times", timesOf(report.history)},
                       {"pages", !report.key.empty()}});
    }
    return answer({{"version", "1"},
                   {"language", language},
                   {"description", "/api/v1/openapi.yaml"},
                   {"resources", all}});
}

http::Response report(Database& database, const http::Request& request, const std::string& name,
                      const std::string& language) {
    const Report* found = offered(name);
    if (found == nullptr) return missing();
    const ReportQuestion question = reportQuestion(request, *found, language);
    return found->key.empty() ? whole(database, *found, question) : pageOf(database, *found, question);
}

http::Response totals(Database& database, const http::Request& request, const std::string& name,
                      const std::string& language) {
    const Report* found = offered(name);
    if (found == nullptr) return missing();
    ReportQuestion question = reportQuestion(request, *found, language);
    ReadTransaction transaction(database, reports::patienceForPages);
    json sums = json::array();
    for (const auto& total : reports::totals(transaction, question.request)) {
        json row{{"rows", total.rows}};
        if (total.countedBy) row["counted_by"] = *total.countedBy;
        if (total.currency) row["currency"] = *total.currency;
        for (const auto& [column, sum] : total.sums) {
            if (sum) row[column] = *sum;
        }
        sums.push_back(std::move(row));
    }
    return answer({{"report", name},
                   {"as_of", question.request.asOf ? json(*question.request.asOf) : json()},
                   {"known_at", question.request.knownAt ? json(*question.request.knownAt) : json()},
                   {"totals", sums}});
}

}  // namespace cadastre::api
