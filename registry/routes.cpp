// The routes, in the order of the site's navigation.
#include "registry/routes.h"

#include <utility>

#include "profiles/duplicates/live/live_store.h"
#include "registry/api/routes.h"
#include "registry/duplicate_routes.h"
#include "registry/http/problem.h"
#include "registry/label_routes.h"
#include "registry/page_answers.h"
#include "registry/readiness_store.h"
#include "reports/api_page.h"
#include "reports/assets_page.h"
#include "reports/body_choice.h"
#include "reports/check_page.h"
#include "reports/coverage_page.h"
#include "reports/exports_page.h"
#include "reports/functions_page.h"
#include "reports/home_page.h"
#include "reports/list_pages.h"
#include "reports/money_page.h"
#include "reports/page_store.h"
#include "reports/passport_page.h"
#include "reports/report_page.h"
#include "reports/similar_page.h"
#include "reports/subject_page.h"

namespace cadastre {

namespace {

using http::Request;
using http::Response;
using http::root;
using reports::Page;
using reports::Reader;

// The passport's section of similar assets, once the index is warm.
void addSimilar(Page& passport, Transaction& transaction, const Reader& reader,
                const duplicates::LiveIndex* index) {
    if (index == nullptr) return;
    const auto asked = duplicates::askedRecord(transaction, passport.data["uid"].get<std::string>());
    if (!asked || asked->assetClass.empty()) return;
    const auto similar = similarAssets(transaction, *index, *asked, reports::similarUsually);
    passport.data["similar"] = reports::similarRows(reader, similar, "");
    passport.data["has_similar"] = !passport.data["similar"].empty();
}

Response plain(std::string text, int status = 200) {
    Response response;
    response.status = status;
    response.contentType = "text/plain; charset=utf-8";
    response.body = std::move(text);
    response.with("Cache-Control", "no-store");
    return response;
}

// The template is of one body, which people call by its name: the name leads to the file of its code, or to
// the page that asks which body is meant. A program names the code.
std::optional<Response> bodyOfTemplate(const Rooms& rooms, const Request& request, const std::string& file) {
    if (file != "template.csv" || !request.wantsPage()) return std::nullopt;
    const std::string path = "/exports/" + file;
    const reports::Asked fields = fieldsOf(request);
    const Reader reader = readerOf(rooms, request);
    ReadTransaction transaction(rooms.database, reports::patienceForPages);
    auto known = reports::knownBodies(transaction, reader, fields, path);
    if (known.choice) return shown(rooms, request, reader, std::move(*known.choice));
    if (known.asked.get("subject") == fields.get("subject")) return std::nullopt;
    return leadsTo(known.asked.address(path));
}

}  // namespace

http::Router routes(const Rooms& rooms) {
    http::Router router;
    router.get(root, [rooms](const Request& request) { return found(rooms, request, reports::homePage); });
    router.get(root / "assets",
               [rooms](const Request& request) { return asked(rooms, request, reports::assetsPage); });
    router.get(root / "assets" / http::text, [rooms](const Request& request, const std::string& numberOrUid) {
        const auto ask = [&](Transaction& transaction, const Reader& reader) {
            auto passport = reports::passportPage(transaction, reader, fieldsOf(request), numberOrUid);
            const auto live = rooms.live();
            if (passport && passport->data.contains("alone") && !reader.times.past())
                addSimilar(*passport, transaction, reader, live.get());
            return passport;
        };
        return found(rooms, request, ask, std::to_string(rooms.liveChanges()));
    });
    router.get(root / "functions", [rooms](const Request& request) {
        return found(rooms, request, [&](Transaction& transaction, const Reader& reader) {
            return reports::functionsPage(transaction, reader, fieldsOf(request));
        });
    });
    router.get(root / "coverage",
               [rooms](const Request& request) { return asked(rooms, request, reports::coveragePage); });
    router.get(root / "coverage" / "pairs",
               [rooms](const Request& request) { return asked(rooms, request, reports::coveragePairsPage); });
    addDuplicateRoutes(router, rooms);
    addLabelRoutes(router, rooms);
    router.get(root / "findings",
               [rooms](const Request& request) { return asked(rooms, request, reports::findingsPage); });
    router.get(root / "subjects",
               [rooms](const Request& request) { return asked(rooms, request, reports::subjectsPage); });
    router.get(root / "rules" / http::text, [rooms](const Request& request, const std::string& code) {
        return found(rooms, request, [&](Transaction& transaction, const Reader& reader) {
            return reports::rulePage(transaction, reader, code);
        });
    });
    router.get(root / "money",
               [rooms](const Request& request) { return asked(rooms, request, reports::moneyPage); });
    router.get(root / "money" / http::text, [rooms](const Request& request, const std::string& uid) {
        return found(rooms, request, [&](Transaction& transaction, const Reader& reader) {
            return reports::moneyOwnerPage(transaction, reader, uid);
        });
    });
    router.get(root / "subjects" / http::text, [rooms](const Request& request, const std::string& code) {
        return asked(rooms, request,
                     [&](Transaction& transaction, const Reader& reader, const reports::Asked& fields) {
                         return reports::subjectPage(transaction, reader, fields, code);
                     });
    });
    router.get(root / "untied",
               [rooms](const Request& request) { return asked(rooms, request, reports::untiedPage); });
    router.get(root / "reports" / http::text, [rooms](const Request& request, const std::string& name) {
        return found(rooms, request, [&](Transaction& transaction, const Reader& reader) {
            return reports::reportPage(transaction, reader, fieldsOf(request), name);
        });
    });
    router.get(root / "similar", [rooms](const Request& request) {
        const std::string changes = std::to_string(rooms.liveChanges());
        const auto live = rooms.live();
        const auto ask = [&](Transaction& transaction, const Reader& reader, const reports::Asked& fields) {
            return reports::similarPage(transaction, reader, fields, live.get());
        };
        return asked(rooms, request, ask, changes);
    });
    router.get(root / "exports", [rooms](const Request& request) {
        return asked(rooms, request, [](Transaction&, const Reader& reader, const reports::Asked&) {
            return reports::exportsPage(reader);
        });
    });
    router.get(root / "exports" / http::text, [rooms](const Request& request, const std::string& file) {
        if (auto answer = bodyOfTemplate(rooms, request, file)) return std::move(*answer);
        return rooms.downloads.file(request, file, http::languageOf(request));
    });
    router.get(root / "check", [rooms](const Request& request) {
        return asked(rooms, request,
                     [&](Transaction& transaction, const Reader& reader, const reports::Asked& fields) {
                         Page page = reports::checkPage(transaction, reader, rooms.checks.maps());
                         page.data["subject"] = fields.get("subject");
                         return page;
                     });
    });
    router.postFiles(root / "check", [rooms](const Request& request) {
        const auto checked = rooms.checks.check(request, http::languageOf(request));
        return made(rooms, request, [&](Transaction& transaction, const Reader& reader) {
            Page page = reports::checkPage(transaction, reader, rooms.checks.maps(), &checked);
            reports::offerBodies(page, transaction, reader);
            return std::optional(std::move(page));
        });
    });
    router.get(root / "api", [rooms](const Request& request) {
        const Reader reader = readerOf(rooms, request);
        return shown(rooms, request, reader, reports::apiPage(reader));
    });
    api::addRoutes(router, rooms);
    router.get(root / "static" / http::text, [rooms](const Request& request, const std::string& name) {
        return rooms.files.serve(request, name);
    });
    router.get(root / "healthz", [](const Request&) { return plain("ok\n"); });
    router.get(root / "readyz", [rooms](const Request&) {
        const Readiness now = readiness(rooms.database);
        return plain(now.text, now.ready ? 200 : 503);
    });
    router.get(root / "metrics", [rooms](const Request&) { return plain(rooms.metrics()); });
    return router;
}

}  // namespace cadastre
