// The routes, in the order of the site's navigation.
#include "registry/routes.h"

#include "registry/http/problem.h"
#include "reports/home_page.h"
#include "reports/page_words.h"
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

// A page asked of one snapshot, in bounded time.
template <typename Ask>
Response page(const Rooms& rooms, const Request& request, const Ask& ask) {
    ReadTransaction transaction(rooms.database);
    transaction.runOnce("routes.bound_time", "set local statement_timeout = '5s'");
    const Reader reader{rooms.messages, http::languageOf(request)};
    return shown(rooms, request, ask(transaction, reader));
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
    router.get(root / "static" / http::text, [rooms](const Request& request, const std::string& name) {
        return rooms.files.serve(request, name);
    });
    router.get(root / "healthz", [](const Request&) { return plain("ok\n"); });
    router.get(root / "metrics", [rooms](const Request&) { return plain(rooms.metrics()); });
    return router;
}

}  // namespace cadastre
