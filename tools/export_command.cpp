// Options, files and exit statuses of `cadastre export`. A report is streamed; a file appears under its name
// only when it is whole.
#include "tools/export_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cxxopts.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <utility>

#include "reports/catalogue.h"
#include "reports/csv_export.h"
#include "reports/json_export.h"
#include "reports/report_store.h"
#include "reports/xlsx_export.h"
#include "reports/xml_export.h"
#include "schema/errors.h"
#include "schema/messages.h"
#include "schema/paths.h"
#include "schema/register_database.h"
#include "tools/command.h"

namespace cadastre::tools {
namespace {

using reports::Report;
using reports::ReportRequest;

cxxopts::Options exportOptions() {
    cxxopts::Options options("cadastre export", "Writes a report: cadastre export REPORT [OPTION…]");
    options.custom_help("REPORT [OPTION…]");
    options.positional_help("");
    options.add_options()("report", "name of the report",
                          cxxopts::value<std::string>()->default_value(""))                        //
        ("list", "list the reports with their filters")                                            //
        ("format", "csv, xml, json or xlsx", cxxopts::value<std::string>()->default_value("csv"))  //
        ("filter", "NAME=VALUE: only rows that fit; may be given several times, all must fit",
         cxxopts::value<std::vector<std::string>>())            //
        ("output", "file to write (default: standard output)",  //
         cxxopts::value<std::string>()->default_value(""))      //
        ("totals", "say what the rows add up to, by currency, on standard error or in --json");
    addGlobalOptions(options);
    options.parse_positional({"report"});
    return options;
}

std::string_view historyKey(const Report& report) {
    switch (report.history) {
        case reports::History::both:
            return "export.history.both";
        case reports::History::known:
            return "export.history.known";
        case reports::History::none:
            break;
    }
    return "export.history.none";
}

int list(const GlobalOptions& options, const Messages& messages) {
    auto listed = nlohmann::json::array();
    std::ostream& people = peopleStream(options);
    for (const Report& report : reports::catalogue()) {
        const std::string title = messages.text(options.language, reports::titleKey(report));
        const std::string filters = reports::filterSummary(report);
        people << fmt::format("{:<12} {}\n{:<13}{}; {}\n", report.name, title, "",
                              filters.empty()
                                  ? messages.text(options.language, "export.no_filters")
                                  : messages.text(options.language, "export.filters", {{"filters", filters}}),
                              messages.text(options.language, historyKey(report)));
        nlohmann::json entry{{"name", report.name}, {"title", title}};
        entry["filters"] = nlohmann::json::array();
        for (const auto& filter : report.filters)
            entry["filters"].push_back(filter.name);
        entry["columns"] = nlohmann::json::array();
        for (const auto& column : report.columns)
            entry["columns"].push_back(column.name);
        listed.push_back(std::move(entry));
    }
    printJson(options, {{"reports", std::move(listed)}});
    return done;
}

ReportRequest requestOf(const cxxopts::ParseResult& parsed, const GlobalOptions& options) {
    ReportRequest request;
    request.report = parsed["report"].as<std::string>();
    if (!options.asOf.empty()) request.asOf = options.asOf;
    if (!options.knownAt.empty()) request.knownAt = options.knownAt;
    request.language = options.language;
    if (parsed.count("filter") == 0) return request;
    for (const std::string& filter : parsed["filter"].as<std::vector<std::string>>()) {
        const std::size_t equals = filter.find('=');
        if (equals == 0 || equals == std::string::npos)
            throw UsageMistake{fmt::format("--filter takes NAME=VALUE, not \"{}\"", filter)};
        request.filters.emplace_back(filter.substr(0, equals), filter.substr(equals + 1));
    }
    return request;
}

// Whoever read the standard output has closed it: `cadastre export … | head`.
struct ReaderLeft {};

ByteSink whileRead(ByteSink sink) {
    return [sink = std::move(sink)](std::string_view piece) {
        errno = 0;
        try {
            sink(piece);
        } catch (const UnavailableError&) {
            if (errno == EPIPE) throw ReaderLeft{};
            throw;
        }
    };
}

std::int64_t write(Transaction& transaction, const ReportRequest& request, const std::string& format,
                   std::ostream& out) {
    const ByteSink sink = whileRead(bytesInto(out));
    if (format == "xml") return reports::exportXml(transaction, request, sink);
    if (format == "json") return reports::exportJson(transaction, request, sink);
    if (format == "xlsx") return reports::exportXlsx(transaction, request, sink);
    return reports::exportCsv(transaction, request, sink);
}

std::int64_t writeFile(Transaction& transaction, const ReportRequest& request, const std::string& format,
                       const std::filesystem::path& file) {
    const std::filesystem::path part = file.string() + ".part";
    std::int64_t rows = 0;
    try {
        std::ofstream out(part, std::ios::binary);
        if (!out) throw UnavailableError(fmt::format("can't write {}", part.string()));
        rows = write(transaction, request, format, out);
        out.close();
        if (!out) throw UnavailableError(fmt::format("{} could not be written to its end", part.string()));
        std::filesystem::rename(part, file);
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove(part, ignored);
        throw;
    }
    return rows;
}

void sayTotals(Transaction& transaction, const ReportRequest& request, const GlobalOptions& options,
               const Messages& messages, nlohmann::json& result) {
    const Report& report = reports::reportNamed(request.report);
    result["totals"] = nlohmann::json::array();
    std::int64_t denominator = 0;
    for (const reports::Total& total : reports::totals(transaction, request)) {
        nlohmann::json entry{{"rows", total.rows}};
        if (total.countedBy) entry["counted_by"] = *total.countedBy;
        if (total.currency) entry["currency"] = *total.currency;
        std::string sums;
        for (const auto& [column, sum] : total.sums) {
            if (!sum) continue;
            entry[column] = *sum;
            sums += fmt::format(", {} {} {}", column, *sum, total.currency.value_or(""));
        }
        std::cerr << messages.text(options.language, "export.total",
                                   {{"counted", total.countedBy.value_or("—")},
                                    {"rows", std::to_string(total.rows)},
                                    {"sums", sums}})
                  << '\n';
        result["totals"].push_back(std::move(entry));
        if (report.outsideDenominator != nullptr && total.countedBy != report.outsideDenominator)
            denominator += total.rows;
    }
    if (report.outsideDenominator == nullptr) return;
    result["denominator"] = denominator;
    std::cerr << messages.text(options.language, "export.denominator",
                               {{"rows", std::to_string(denominator)}})
              << '\n';
}

}  // namespace

int runExport(int argc, char** argv) {
    cxxopts::Options options = exportOptions();
    const auto parsed = options.parse(argc, argv);
    if (parsed.count("help") > 0) {
        std::cout << options.help();
        return done;
    }
    const GlobalOptions global = globalOptions(parsed);
    const Messages messages = Messages::load(shipped("schema/messages"));
    if (parsed.count("list") > 0) return list(global, messages);

    const std::string format = parsed["format"].as<std::string>();
    const std::string output = parsed["output"].as<std::string>();
    if (parsed["report"].as<std::string>().empty())
        throw UsageMistake{"say which report; cadastre export --list names them"};
    constexpr std::array formats{"csv", "xml", "json", "xlsx"};
    if (std::find(formats.begin(), formats.end(), format) == formats.end())
        throw UsageMistake{fmt::format("--format takes csv, xml, json or xlsx, not \"{}\"", format)};
    if (global.json && output.empty())
        throw UsageMistake{"with --json the report itself goes to a file: add --output FILE"};
    try {
        const ReportRequest request = requestOf(parsed, global);
        reports::reportNamed(request.report);
        const auto database = openRegister(global.database);
        ReadTransaction transaction(*database);
        const std::int64_t rows = output.empty() ? write(transaction, request, format, std::cout)
                                                 : writeFile(transaction, request, format, output);
        std::cout.flush();
        nlohmann::json result{{"report", request.report}, {"format", format}, {"rows", rows}};
        if (!output.empty()) {
            result["output"] = output;
            peopleStream(global) << messages.text(global.language, "export.written",
                                                  {{"report", request.report},
                                                   {"rows", std::to_string(rows)},
                                                   {"file", output}})
                                 << '\n';
        }
        if (parsed.count("totals") > 0 || reports::reportNamed(request.report).saysTotals)
            sayTotals(transaction, request, global, messages, result);
        printJson(global, result);
    } catch (const UsageError& mistake) {
        throw UsageMistake{mistake.what()};
    } catch (const ReaderLeft&) {
        return done;  // the reader had all it wanted
    }
    return done;
}

}  // namespace cadastre::tools
