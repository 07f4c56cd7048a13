// Putting the service together.
#include "registry/service.h"

#include <fmt/format.h>

#include "registry/http/dispatcher.h"
#include "registry/http/server.h"
#include "registry/http/static_files.h"
#include "registry/jobs/upkeep.h"
#include "registry/routes.h"
#include "reports/page_renderer.h"
#include "schema/errors.h"
#include "schema/messages.h"
#include "schema/paths.h"

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
    Parts(Database& database, const std::string& host, std::uint16_t port)
        : messages(Messages::load(shipped("schema/messages"))),
          files(shipped("reports/web")),
          renderer(shipped("reports/templates"), messages, files.addresses()),
          problems(messages, renderer),
          upkeep(database),
          router(routes({database, messages, renderer, files, [this] { return metricsText(); }})),
          dispatcher(router, problems, metrics),
          server(
              {.host = ownHost(host), .port = port},
              [this](const http::Request& request) { return dispatcher.answer(request); },
              [this](const http::Request& request, const http::Refusal& refusal) {
                  return dispatcher.refuse(request, refusal);
              }) {}

    [[nodiscard]] std::string metricsText() const {
        const auto load = server.load();
        return metrics.text(
            {{"cadastre_http_connections", "Connections being served.", "", double(load.connections)},
             {"cadastre_http_queued", "Connections waiting for a thread.", "", double(load.queued)},
             {"cadastre_http_refused", "Connections turned away.", "", double(load.refused)}});
    }

    Messages messages;
    http::StaticFiles files;
    reports::PageRenderer renderer;
    http::ProblemPages problems;
    http::Metrics metrics;
    jobs::Upkeep upkeep;
    http::Router router;
    http::Dispatcher dispatcher;
    http::Server server;
};

Service::Service(Database& database, const std::string& host, std::uint16_t port)
    : parts_(std::make_unique<Parts>(database, host, port)) {}

Service::~Service() = default;

std::uint16_t Service::port() const {
    return parts_->server.port();
}

}  // namespace cadastre
