// The routes below /duplicates.
#include "registry/duplicate_routes.h"

#include <string>

#include "registry/group_decisions.h"
#include "registry/http/problem.h"
#include "registry/page_answers.h"
#include "reports/duplicates_page.h"
#include "reports/duplicates_page_store.h"
#include "reports/group_decision_page.h"
#include "reports/page_store.h"

namespace cadastre {

namespace {

using http::Request;
using http::Response;
using http::root;
using reports::Reader;

// A decision that was kept leads back to the group; a refused one shows the form again as it was filled in.
Response decided(const Rooms& rooms, const Request& request, const std::string& clusterId) {
    if (!reports::isUid(clusterId)) return plainNotFound();
    const std::string refusal = keepPostedDecision(rooms.database, rooms.messages, http::languageOf(request),
                                                   clusterId, request.form);
    if (refusal.empty()) return leadsTo("/duplicates/" + clusterId);
    return refusedForm(rooms, request, [&](Transaction& transaction, const Reader& reader) {
        return reports::groupDecisionPage(transaction, reader, clusterId, {request.form.all(), refusal});
    });
}

// An explanation as it is kept: with its sentences as keys of the message catalogue and their arguments.
Response explanationOf(const Rooms& rooms, const std::string& clusterId) {
    ReadTransaction transaction(rooms.database, reports::patienceForPages);
    const auto explanation = reports::keptExplanation(transaction, clusterId);
    if (!explanation) return plainNotFound();
    Response response;
    response.contentType = "application/json";
    response.body = *explanation;
    return response.with("Content-Disposition", "attachment; filename=\"explanation.json\"");
}

}  // namespace

void addDuplicateRoutes(http::Router& router, const Rooms& rooms) {
    router.get(root / "duplicates",
               [rooms](const Request& request) { return asked(rooms, request, reports::duplicatesPage); });
    router.get(root / "duplicates" / http::text,
               [rooms](const Request& request, const std::string& clusterId) {
                   return found(rooms, request, [&](Transaction& transaction, const Reader& reader) {
                       return reports::duplicateGroupPage(transaction, reader, fieldsOf(request), clusterId);
                   });
               });
    router.get(
        root / "duplicates" / http::text / "explanation.json",
        [rooms](const Request&, const std::string& clusterId) { return explanationOf(rooms, clusterId); });
    router.get(root / "duplicates" / http::text / "decide",
               [rooms](const Request& request, const std::string& clusterId) {
                   return withForm(rooms, request, [&](Transaction& transaction, const Reader& reader) {
                       return reports::groupDecisionPage(transaction, reader, clusterId);
                   });
               });
    router.post(root / "duplicates" / http::text / "decide",
                [rooms](const Request& request, const std::string& clusterId) {
                    return decided(rooms, request, clusterId);
                });
}

}  // namespace cadastre
