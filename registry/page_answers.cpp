// Making answers of pages.
#include "registry/page_answers.h"

#include <chrono>
#include <utility>

#include "registry/http/problem.h"
#include "registry/times.h"
#include "reports/body_choice.h"
#include "reports/page_frame.h"
#include "reports/page_store.h"
#include "reports/picture_store.h"

namespace cadastre {

using http::Request;
using http::Response;
using reports::Page;
using reports::Reader;

namespace {

std::string pathOf(const Request& request) {
    return request.target.substr(0, request.target.find('?'));
}

// How long a page of another day waits for its numbers to be counted.
constexpr std::chrono::seconds patienceForCounting{3};

}  // namespace

Reader readerOf(const Rooms& rooms, const Request& request) {
    return {rooms.messages, http::languageOf(request), timesOf(request, rooms.messages)};
}

reports::Asked fieldsOf(const Request& request) {
    reports::Asked fields{request.query.all()};
    std::erase_if(fields.fields, [](const auto& field) {
        return field.first == "lang" || field.first == "as_of" || field.first == "known_at";
    });
    return fields;
}

Response shown(const Rooms& rooms, const Request& request, const Reader& reader, Page page) {
    reports::addFrame(page, reader, {pathOf(request), request.query.all()});
    Response response;
    response.body = reports::keepingTimes(rooms.renderer.render(page, reader.language), reader.times);
    response.with("Vary", "Cookie, Accept-Language").with("Content-Language", reader.language);
    if (request.query.has("lang")) {
        response.with("Set-Cookie",
                      "lang=" + reader.language + "; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
    }
    return response;
}

Response plainNotFound() {
    Response missing;
    missing.status = 404;
    return missing;
}

Response made(const Rooms& rooms, const Request& request, const AskForPage& ask) {
    const Reader reader = readerOf(rooms, request);
    const auto read = [&](bool oldPictures) {
        ReadTransaction transaction(rooms.database, reports::patienceForPages);
        if (oldPictures) reports::takeOldPictures(transaction);
        reports::readAt(transaction, reader.times);
        std::optional<Page> page = ask(transaction, reader);
        if (page) page->data["site_fresh"] = reports::freshness(transaction, reader);
        return page;
    };
    std::optional<Page> page;
    try {
        page = read(false);
    } catch (const reports::NotCounted& missing) {
        rooms.pastCounts.count(missing.times(), patienceForCounting);
        page = read(true);
    }
    if (page) return shown(rooms, request, reader, std::move(*page));
    return plainNotFound();
}

Response found(const Rooms& rooms, const Request& request, const AskForPage& ask,
               const std::string& besides) {
    return rooms.pages.answer(http::languageOf(request) + besides + request.target,
                              [&] { return made(rooms, request, ask); });
}

Response asked(const Rooms& rooms, const Request& request, const AskWithFields& ask,
               const std::string& besides) {
    return found(
        rooms, request,
        [&](Transaction& transaction, const Reader& reader) {
            auto known = reports::knownBodies(transaction, reader, fieldsOf(request), pathOf(request));
            if (known.choice) return known.choice;
            std::optional<Page> page = ask(transaction, reader, known.asked);
            if (page) reports::offerBodies(*page, transaction, reader);
            return page;
        },
        besides);
}

Response withForm(const Rooms& rooms, const Request& request, const AskForPage& ask) {
    Response issued;
    const std::string token = rooms.tokens.issue(request, issued);
    Response response = made(rooms, request, [&](Transaction& transaction, const Reader& reader) {
        std::optional<Page> asked = ask(transaction, reader);
        if (asked) asked->data["form_token"] = token;
        return asked;
    });
    for (const auto& [name, value] : issued.headers)
        response.with(name, value);
    return response.with("Cache-Control", "no-store");
}

Response refusedForm(const Rooms& rooms, const Request& request, const AskForPage& ask) {
    Response again = withForm(rooms, request, ask);
    if (again.status == 200) again.status = 422;
    return again;
}

Response leadsTo(const std::string& address) {
    Response kept;
    kept.status = 303;
    return kept.with("Location", address).with("Cache-Control", "no-store");
}

}  // namespace cadastre
