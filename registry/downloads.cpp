// From an address to a stream.
#include "registry/downloads.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "reports/catalogue.h"
#include "reports/csv_export.h"
#include "reports/json_export.h"
#include "reports/page_files.h"
#include "reports/report_store.h"
#include "reports/xlsx_export.h"
#include "reports/xml_export.h"
#include "schema/errors.h"
#include "schema/transaction.h"

namespace cadastre {

namespace {

using reports::Report;
using reports::ReportRequest;

struct Format {
    std::string_view extension;
    const char* type;
    std::int64_t (*write)(Transaction&, const ReportRequest&, const ByteSink&);
};

constexpr std::array formats{
    Format{"csv", "text/csv; charset=utf-8; header=present", reports::exportCsv},
    Format{"xml", "application/xml; charset=utf-8", reports::exportXml},
    Format{"json", "application/json", reports::exportJson},
    Format{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", reports::exportXlsx},
};

ReportRequest requestOf(const http::Request& request, const std::string& report,
                        const std::string& language) {
    ReportRequest wanted;
    wanted.report = report;
    wanted.language = language;
    for (const auto& [name, value] : request.query.all()) {
        if (value.empty() || name == "lang") continue;
        if (name == "as_of") {
            wanted.asOf = value;
        } else if (name == "known_at") {
            wanted.knownAt = value;
        } else {
            wanted.filters.emplace_back(name, value);
        }
    }
    return wanted;
}

// What is asked wrongly is said before the first byte goes out.
void check(const ReportRequest& request) {
    if (request.asOf && !dateFrom(*request.asOf)) throw UsageError("as_of takes a day as YYYY-MM-DD");
    if (request.knownAt && !dateFrom(*request.knownAt) && !instantFrom(*request.knownAt)) {
        throw UsageError("known_at takes a time as YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ");
    }
    reports::checkQuestion(request);
}

std::string today() {
    return toText(Date(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())));
}

}  // namespace

http::Response Downloads::file(const http::Request& request, const std::string& file,
                               const std::string& language) {
    http::Response response;
    const std::size_t dot = std::min(file.rfind('.'), file.size());
    const std::string name = file.substr(0, dot);
    const auto format = std::find_if(formats.begin(), formats.end(), [&](const Format& each) {
        return file.substr(std::min(dot + 1, file.size())) == each.extension;
    });
    const auto known = reports::catalogue();
    const auto report =
        std::find_if(known.begin(), known.end(), [&](const Report& each) { return name == each.name; });
    if (format == formats.end() || report == known.end()) {
        response.status = 404;
        return response;
    }
    ReportRequest wanted = requestOf(request, name, language);
    check(wanted);
    response.contentType = format->type;
    const std::string saved =
        reports::fileNameOf(name, {wanted.asOf.value_or(""), wanted.knownAt.value_or("")}, today());
    response.with("Content-Disposition",
                  fmt::format("attachment; filename=\"{}.{}\"", saved, format->extension));
    response.stream = [this, write = format->write, wanted = std::move(wanted),
                       free = free_](const http::BodySink& sink) {
        if (!free->try_acquire()) throw UnavailableError("all downloads are taken; try again in a minute");
        struct GiveBack {
            std::counting_semaphore<mostAtOnce>& free;
            ~GiveBack() { free.release(); }
        } const giveBack{*free};
        ReadTransaction transaction(database_);
        write(transaction, wanted, sink);
    };
    return response;
}

}  // namespace cadastre
