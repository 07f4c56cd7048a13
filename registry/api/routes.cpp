// The addresses of the API; fixed words stand before the reports, whose names fill the rest.
#include "registry/api/routes.h"

#include <fstream>
#include <sstream>

#include "registry/api/asset_resource.h"
#include "registry/api/record_resource.h"
#include "registry/api/report_resource.h"
#include "registry/api/similar_resource.h"
#include "registry/http/problem.h"
#include "registry/times.h"
#include "reports/page_store.h"
#include "schema/errors.h"
#include "schema/paths.h"
#include "schema/transaction.h"

namespace cadastre::api {

namespace {

using http::Request;
using http::Response;

// One record, asked of one snapshot at the times the address names, in bounded time.
template <typename Ask>
Response read(const Rooms& rooms, const Request& request, const Ask& ask) {
    ReadTransaction transaction(rooms.database, reports::patienceForPages);
    reports::readAt(transaction, timesOf(request, rooms.messages));
    return ask(transaction);
}

std::string shippedDescription() {
    const auto path = shipped("schema/openapi.yaml");
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) throw UnavailableError(path.string() + ": can't be read");
    return text.str();
}

}  // namespace

void addRoutes(http::Router& router, const Rooms& rooms) {
    const auto v1 = http::root / "api" / "v1";
    router.get(v1, [](const Request& request) { return resources(http::languageOf(request)); });
    router.get(v1 / "openapi.yaml", [description = shippedDescription()](const Request&) {
        Response response;
        response.contentType = "application/yaml; charset=utf-8";
        response.body = description;
        return response;
    });
    router.get(v1 / http::text / "totals", [rooms](const Request& request, const std::string& name) {
        return totals(rooms.database, request, name, http::languageOf(request));
    });
    router.get(v1 / "counts", [rooms](const Request& request) { return read(rooms, request, counts); });
    router.get(v1 / "assets" / "facets", [rooms](const Request& request) {
        const reports::Reader reader{rooms.messages, http::languageOf(request),
                                     timesOf(request, rooms.messages)};
        return read(rooms, request,
                    [&](Transaction& transaction) { return facets(transaction, reader, request); });
    });
    router.get(v1 / "assets" / http::text, [rooms](const Request& request, const std::string& numberOrUid) {
        return read(rooms, request,
                    [&](Transaction& transaction) { return asset(transaction, numberOrUid); });
    });
    router.get(v1 / "assets" / http::text / "differences",
               [rooms](const Request& request, const std::string& numberOrUid) {
                   const reports::Reader reader{rooms.messages, http::languageOf(request),
                                                timesOf(request, rooms.messages)};
                   return read(rooms, request, [&](Transaction& transaction) {
                       return differences(transaction, reader, request, numberOrUid);
                   });
               });
    router.get(v1 / "assets" / http::text / "similar",
               [rooms](const Request& request, const std::string& numberOrUid) {
                   return similarToAsset(rooms, request, numberOrUid);
               });
    router.get(v1 / "similar", [rooms](const Request& request) { return similarToFields(rooms, request); });
    router.get(v1 / "duplicates" / http::text, [rooms](const Request& request, const std::string& clusterId) {
        return read(rooms, request,
                    [&](Transaction& transaction) { return duplicateGroup(transaction, clusterId); });
    });
    router.get(v1 / http::text, [rooms](const Request& request, const std::string& name) {
        return report(rooms.database, request, name, http::languageOf(request));
    });
}

}  // namespace cadastre::api
