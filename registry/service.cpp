// Putting the service together.
#include "registry/service.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <vector>

#include "registry/downloads.h"
#include "registry/file_checks.h"
#include "registry/http/dispatcher.h"
#include "registry/http/server.h"
#include "registry/http/static_files.h"
#include "registry/jobs/live_duplicates.h"
#include "registry/jobs/past_counts.h"
#include "registry/jobs/upkeep.h"
#include "registry/kept_pages.h"
#include "registry/routes.h"
#include "reports/count_store.h"
#include "reports/page_renderer.h"
#include "reports/search_store.h"
#include "schema/errors.h"
#include "schema/messages.h"
#include "schema/paths.h"
#include "schema/transaction.h"

namespace cadastre {

namespace {

std::string ownHost(const std::string& host) {
    if (host == "127.0.0.1" || host == "localhost") return "127.0.0.1";
    if (host == "::1" || host == "[::1]") return "::1";
    throw UsageError(fmt::format(
        "the service listens on this machine only (127.0.0.1 or ::1), not on {}: until there are accounts "
        "whoever reaches it could read everything; put a proxy that knows its users in front of it",
        host));
}

}  // namespace

struct Service::Parts {
    Parts(Database& served, const std::string& host, std::uint16_t port, std::size_t keptPageBytes)
        : database(served),
          messages(Messages::load(shipped("schema/messages"))),
          files(shipped("reports/web/static")),
          renderer(shipped("reports/templates"), messages, files.addresses()),
          problems(messages, renderer),
          downloads(database),
          checks(database, messages),
          pages(database, keptPageBytes),
          upkeep(database),
          liveDuplicates(database, varFolder() / "live"),
          pastCounts(database),
          router(routes({database, messages, renderer, files, tokens, downloads, checks, pages, pastCounts,
                         [this] { return metricsText(); }, [this] { return liveDuplicates.index(); },
                         [this] { return liveDuplicates.changes(); }})),
          dispatcher(router, problems, tokens, metrics),
          server(
              {.host = ownHost(host), .port = port},
              [this](const http::Request& request) { return dispatcher.answer(request); },
              [this](const http::Request& request, const http::Refusal& refusal) {
                  return dispatcher.refuse(request, refusal);
              },
              [this](const http::Request& request, const std::exception& error) {
                  return dispatcher.fail(request, error);
              },
              [this](const http::Request& request) { return dispatcher.takesFiles(request); }) {}

    [[nodiscard]] std::string metricsText() {
        const auto load = server.load();
        std::vector<http::Gauge> gauges{
            {"cadastre_http_connections", "Connections being served.", "", double(load.connections)},
            {"cadastre_http_queued", "Connections waiting for a thread.", "", double(load.queued)},
            {"cadastre_http_refused", "Connections turned away.", "", double(load.refused)}};
        gauges.push_back({"cadastre_kept_page_bytes", "Memory of pages kept for their next readers.", "",
                          double(pages.bytes())});
        addLive(gauges);
        // Without the database the metrics of the service itself are still there.
        try {
            addRegister(gauges);
        } catch (const Error& error) {
            spdlog::warn("metrics: {}", error.what());
        }
        return metrics.text(gauges);
    }

    void addLive(std::vector<http::Gauge>& gauges) const {
        const auto live = liveDuplicates.index();
        if (live == nullptr) return;
        gauges.push_back({"cadastre_live_records", "Records that a question is compared with.", "",
                          double(live->figures().records)});
        gauges.push_back({"cadastre_live_bytes", "Memory of the live index.", "", double(live->bytes())});
    }

    void addRegister(std::vector<http::Gauge>& gauges) {
        ReadTransaction transaction(database);
        for (const auto& count : reports::keptCounts(transaction).counts) {
            if (count.measure == "assets" || count.measure == "subjects") {
                gauges.push_back({"cadastre_" + count.measure, "Registered now.", "", double(count.amount)});
            } else if (count.measure == "findings_by_severity") {
                gauges.push_back({"cadastre_open_findings", "Open findings.",
                                  "severity=\"" + count.item + '"', double(count.amount)});
            }
        }
        gauges.push_back({"cadastre_search_waiting_records", "Records that the search has not taken up yet.",
                          "", double(reports::searchLag(transaction).waitingRecords)});
    }

    Database& database;
    Messages messages;
    http::StaticFiles files;
    reports::PageRenderer renderer;
    http::ProblemPages problems;
    http::FormTokens tokens;
    http::Metrics metrics;
    Downloads downloads;
    FileChecks checks;
    KeptPages pages;
    jobs::Upkeep upkeep;
    jobs::LiveDuplicates liveDuplicates;
    jobs::PastCounts pastCounts;
    http::Router router;
    http::Dispatcher dispatcher;
    http::Server server;
};

Service::Service(Database& database, const std::string& host, std::uint16_t port, std::size_t keptPageBytes)
    : parts_(std::make_unique<Parts>(database, host, port, keptPageBytes)) {}

Service::~Service() = default;

std::uint16_t Service::port() const {
    return parts_->server.port();
}

}  // namespace cadastre
