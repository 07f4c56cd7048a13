// The routes, in the order of the site's navigation.
#include "registry/routes.h"

#include <optional>

#include "registry/http/problem.h"
#include "registry/readiness_store.h"
#include "reports/assets_page.h"
#include "reports/duplicates_page.h"
#include "reports/exports_page.h"
#include "reports/home_page.h"
#include "reports/list_pages.h"
#include "reports/page_store.h"
#include "reports/page_words.h"
#include "reports/passport_page.h"
#include "schema/transaction.h"

namespace cadastre {

namespace {

using http::Request;
using http::Response;
using http::root;
using reports::Page;
using reports::Reader;

// The same address in the other language.
std::string otherLanguageAddress(const Request& request, const std::string& other) {
    std::string address = request.target.substr(0, request.target.find('?')) + "?";
    for (const auto& [name, value] : request.query.all()) {
        if (name != "lang") address += reports::encoded(name) + '=' + reports::encoded(value) + '&';
    }
    return address + "lang=" + other;
}

Response shown(const Rooms& rooms, const Request& request, Page page) {
    const std::string language = http::languageOf(request);
    const std::string other = language == "en" ? "ru" : "en";
    page.data["language"] = language;
    page.data["other_language"] = other;
    page.data["other_language_name"] = rooms.messages.text(other, "site.language");
    page.data["other_language_address"] = otherLanguageAddress(request, other);
    Response response;
    response.body = rooms.renderer.render(page, language);
    response.with("Vary", "Cookie, Accept-Language").with("Content-Language", language);
    if (request.query.has("lang")) {
        response.with("Set-Cookie",
                      "lang=" + language + "; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
    }
    return response;
}

// A page of one record, asked of one snapshot in bounded time; 404 when there is no such record.
template <typename Ask>
Response found(const Rooms& rooms, const Request& request, const Ask& ask) {
    std::optional<Page> page;
    {
        ReadTransaction transaction(rooms.database);
        reports::boundTime(transaction);
        page = ask(transaction, Reader{rooms.messages, http::languageOf(request)});
    }
    if (page) return shown(rooms, request, std::move(*page));
    Response missing;
    missing.status = 404;
    return missing;
}

// A page that is always there.
template <typename Ask>
Response page(const Rooms& rooms, const Request& request, const Ask& ask) {
    return found(rooms, request, [&](Transaction& transaction, const Reader& reader) {
        return std::optional(ask(transaction, reader));
    });
}

// The same for a page that is asked with fields.
template <typename Ask>
Response asked(const Rooms& rooms, const Request& request, const Ask& ask) {
    return page(rooms, request, [&](Transaction& transaction, const Reader& reader) {
        reports::Asked fields{request.query.all()};
        std::erase_if(fields.fields, [](const auto& field) { return field.first == "lang"; });
        return ask(transaction, reader, fields);
    });
}

Response plain(std::string text, int status = 200) {
    Response response;
    response.status = status;
    response.contentType = "text/plain; charset=utf-8";
    response.body = std::move(text);
    response.with("Cache-Control", "no-store");
    return response;
}

}  // namespace

http::Router routes(const Rooms& rooms) {
    http::Router router;
    router.get(root, [rooms](const Request& request) { return page(rooms, request, reports::homePage); });
    router.get(root / "assets",
               [rooms](const Request& request) { return asked(rooms, request, reports::assetsPage); });
    router.get(root / "assets" / http::text, [rooms](const Request& request, const std::string& numberOrUid) {
        return found(rooms, request, [&](Transaction& transaction, const Reader& reader) {
            return reports::passportPage(transaction, reader, numberOrUid);
        });
    });
    router.get(root / "duplicates",
               [rooms](const Request& request) { return asked(rooms, request, reports::duplicatesPage); });
    router.get(root / "duplicates" / http::text,
               [rooms](const Request& request, const std::string& clusterId) {
                   return found(rooms, request, [&](Transaction& transaction, const Reader& reader) {
                       return reports::duplicateGroupPage(transaction, reader, clusterId);
                   });
               });
    router.get(root / "findings",
               [rooms](const Request& request) { return asked(rooms, request, reports::findingsPage); });
    router.get(root / "subjects",
               [rooms](const Request& request) { return asked(rooms, request, reports::subjectsPage); });
    router.get(root / "untied",
               [rooms](const Request& request) { return asked(rooms, request, reports::untiedPage); });
    router.get(root / "exports", [rooms](const Request& request) {
        return shown(rooms, request, reports::exportsPage({rooms.messages, http::languageOf(request)}));
    });
    router.get(root / "exports" / http::text, [rooms](const Request& request, const std::string& file) {
        return rooms.downloads.file(request, file, http::languageOf(request));
    });
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
