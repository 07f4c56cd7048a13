// The routes below /labels.
#include "registry/label_routes.h"

#include <string>
#include <utility>

#include "registry/http/problem.h"
#include "registry/labels.h"
#include "registry/page_answers.h"
#include "reports/labels_page.h"

namespace cadastre {

namespace {

using http::Request;
using http::Response;
using http::root;
using reports::Reader;

reports::EnteredLabel enteredLabel(const http::Fields& fields, std::string refusal = {}) {
    return {std::string(fields.get("answer")), std::string(fields.get("reason")),
            std::string(fields.get("actor")), std::string(fields.get("way")), std::move(refusal)};
}

// A label that was kept leads to the next pair of the same person; a refused one shows its pair again.
Response labelled(const Rooms& rooms, const Request& request, const std::string& roundId) {
    if (!reports::isUid(roundId)) return plainNotFound();
    const std::string refusal =
        keepPostedLabel(rooms.database, rooms.messages, http::languageOf(request), request.form);
    if (refusal.empty()) {
        const reports::Asked next{{{"actor", std::string(request.form.get("actor"))}}};
        return leadsTo(next.address("/labels/" + roundId + "/next"));
    }
    return refusedForm(rooms, request, [&](Transaction& transaction, const Reader& reader) {
        return reports::nextPairPage(transaction, reader, roundId, std::string(request.form.get("pair")),
                                     enteredLabel(request.form, refusal));
    });
}

Response settled(const Rooms& rooms, const Request& request, const std::string& roundId,
                 const std::string& pairId) {
    if (!reports::isUid(roundId)) return plainNotFound();
    const std::string refusal =
        keepPostedSettlement(rooms.database, rooms.messages, http::languageOf(request), pairId, request.form);
    if (refusal.empty()) return leadsTo("/labels/" + roundId + "/disputes");
    return refusedForm(rooms, request, [&](Transaction& transaction, const Reader& reader) {
        return reports::settlePage(transaction, reader, pairId, enteredLabel(request.form, refusal));
    });
}

}  // namespace

void addLabelRoutes(http::Router& router, const Rooms& rooms) {
    router.get(root / "labels",
               [rooms](const Request& request) { return found(rooms, request, reports::labelsPage); });
    const auto ofRound = [rooms](const auto& shape) {
        return [rooms, shape](const Request& request, const std::string& roundId) {
            return found(rooms, request, [&](Transaction& transaction, const Reader& reader) {
                return shape(transaction, reader, roundId);
            });
        };
    };
    router.get(root / "labels" / http::text, ofRound(reports::labelRoundPage));
    router.get(root / "labels" / http::text / "disputes", ofRound(reports::disagreementsPage));
    router.get(root / "labels" / http::text / "quality", ofRound(reports::labelQualityPage));
    router.get(
        root / "labels" / http::text / "next", [rooms](const Request& request, const std::string& roundId) {
            return withForm(rooms, request, [&](Transaction& transaction, const Reader& reader) {
                return reports::nextPairPage(transaction, reader, roundId, "", enteredLabel(request.query));
            });
        });
    router.post(root / "labels" / http::text / "next",
                [rooms](const Request& request, const std::string& roundId) {
                    return labelled(rooms, request, roundId);
                });
    router.get(root / "labels" / http::text / "settle" / http::text,
               [rooms](const Request& request, const std::string&, const std::string& pairId) {
                   return withForm(rooms, request, [&](Transaction& transaction, const Reader& reader) {
                       return reports::settlePage(transaction, reader, pairId, {});
                   });
               });
    router.post(root / "labels" / http::text / "settle" / http::text,
                [rooms](const Request& request, const std::string& roundId, const std::string& pairId) {
                    return settled(rooms, request, roundId, pairId);
                });
}

}  // namespace cadastre
