// Making answers of pages.
#include "registry/page_answers.h"

#include <chrono>
#include <utility>

#include "registry/http/problem.h"
#include "registry/times.h"
#include "reports/body_choice.h"
#include "reports/counting_page.h"
#include "reports/filters_in_force.h"
#include "reports/function_choice.h"
#include "reports/page_fields.h"
#include "reports/page_frame.h"
#include "reports/page_store.h"
#include "reports/page_words.h"
#include "reports/picture_store.h"
#include "reports/record_beginning_store.h"

namespace cadastre {

using http::Request;
using http::Response;
using reports::Page;
using reports::Reader;

namespace {

std::string pathOf(const Request& request) {
    return request.target.substr(0, request.target.find('?'));
}

// How long a page of another day waits for its numbers to be counted, and after how long the page that says
// so asks again.
constexpr std::chrono::seconds patienceForCounting{3};
constexpr std::chrono::seconds askAgain{5};

// What stands on every page: how new the register is, and how old where an older time is asked for.
void addNotes(Transaction& transaction, const Reader& reader, Page& page) {
    page.data["site_fresh"] = reports::freshness(transaction, reader);
    const reports::BeforeTheRegister before = reports::beforeTheRegister(transaction, reader);
    page.data["site_before"] = before.words;
    page.data["site_nothing_known"] = before.nothingKnown;
}

// A record that there was not at the reader's times may be there today.
Response notThen(const Rooms& rooms, const Request& request, const Reader& reader) {
    ReadTransaction transaction(rooms.database);
    Page page{"absent", {{"title", reader.text("absent.title")}}};
    addNotes(transaction, reader, page);
    Response response = shown(rooms, request, reader, std::move(page));
    response.status = 404;
    return response;
}

// What is said while the step is counted that the page asked for reads.
Response waiting(const Rooms& rooms, const Request& request, const Reader& reader,
                 reports::PictureStep step) {
    ReadTransaction transaction(rooms.database);
    Page page =
        reports::countingPage(reader, {.step = step,
                                       .progress = reports::pictureProgress(transaction, reader.times),
                                       .underWayFor = rooms.pastCounts.underWayFor(reader.times),
                                       .askAgain = askAgain});
    addNotes(transaction, reader, page);
    Response response = shown(rooms, request, reader, std::move(page));
    response.status = 503;
    const std::string seconds = std::to_string(askAgain.count());
    return response.with("Cache-Control", "no-store").with("Retry-After", seconds).with("Refresh", seconds);
}

// What there is today is not said never to have existed because another day was asked for.
void sayWhenKnown(const Rooms& rooms, const Request& request, const AskForPage& ask) {
    Reader reader = readerOf(rooms, request);
    if (!reader.times.past() || request.segments.size() < 2) return;
    reader.times = {};
    ReadTransaction transaction(rooms.database, reports::patienceForPages);
    const auto page = ask(transaction, reader);
    if (!page) return;
    const auto beginning = reports::beginningOf(transaction, request.segments[0], request.segments[1]);
    std::string sentence = reader.text("error.unknown_then.what", {{"name", page->data.value("title", "")}});
    if (beginning) {
        sentence += ' ' + reader.text("error.unknown_then.since",
                                      {{"day", reports::written(beginning->trueFrom, reader.language)},
                                       {"moment", reports::written(beginning->knownFrom, reader.language)}});
    }
    throw http::UnknownThen(sentence, fieldsOf(request).address(pathOf(request)));
}

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
        if (page) addNotes(transaction, reader, *page);
        return page;
    };
    std::optional<Page> page;
    try {
        page = read(false);
    } catch (const reports::NotCounted& missing) {
        rooms.pastCounts.count(missing.times(), missing.step(), patienceForCounting);
        try {
            page = read(true);
        } catch (const reports::NotCounted& still) {
            if (!request.wantsPage()) throw;
            return waiting(rooms, request, reader, still.step());
        }
    }
    if (!page)
        return reader.times.past() && request.wantsPage() ? notThen(rooms, request, reader) : plainNotFound();
    const bool inPart = page->data.value("in_part", false);
    if (inPart) rooms.pastCounts.begin(reader.times);
    Response response = shown(rooms, request, reader, std::move(*page));
    // What is still being counted belongs on it, and is asked for again where counting broke off.
    if (inPart) response.with("Cache-Control", "no-store");
    return response;
}

Response found(const Rooms& rooms, const Request& request, const AskForPage& ask,
               const std::string& besides) {
    return rooms.pages.answer(http::languageOf(request) + besides + request.target, [&] {
        Response response = made(rooms, request, ask);
        if (response.status == 404) sayWhenKnown(rooms, request, ask);
        return response;
    });
}

Response asked(const Rooms& rooms, const Request& request, const AskWithFields& ask,
               const std::string& besides) {
    return found(
        rooms, request,
        [&](Transaction& transaction, const Reader& reader) {
            auto bodies = reports::knownBodies(transaction, reader, fieldsOf(request), pathOf(request));
            if (bodies.choice) return bodies.choice;
            auto known =
                reports::knownFunction(transaction, reader, std::move(bodies.asked), pathOf(request));
            if (known.choice) return known.choice;
            std::optional<Page> page = ask(transaction, reader, known.asked);
            if (!page) return page;
            reports::offerBodies(*page, transaction, reader);
            reports::offerFunctions(*page, transaction, reader);
            reports::sayFiltersInForce(*page, reader, known.asked);
            reports::sayWhatIsUnknown(*page, reader, pathOf(request), known.asked);
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
