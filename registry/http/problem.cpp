// From errors to answers.
#include "registry/http/problem.h"

#include <nlohmann/json.hpp>

#include "reports/page_frame.h"
#include "reports/picture_store.h"
#include "reports/report_query.h"
#include "schema/errors.h"

namespace cadastre::http {

Problem problemOf(const std::exception& error) {
    if (const auto* then = dynamic_cast<const UnknownThen*>(&error); then != nullptr)
        return {404, "error.unknown_then", then->what(), then->today()};
    if (dynamic_cast<const reports::NotCounted*>(&error) != nullptr) return {503, "error.counting", {}};
    if (dynamic_cast<const CancelledError*>(&error) != nullptr) return {503, "error.too_slow", {}};
    if (dynamic_cast<const UnavailableError*>(&error) != nullptr) return {503, "error.unavailable", {}};
    if (const auto* refused = dynamic_cast<const reports::RefusedQuestion*>(&error); refused != nullptr)
        return {400, "error.question", refused->what(), {}, refused->key(), refused->arguments()};
    if (dynamic_cast<const UsageError*>(&error) != nullptr) return {400, "error.question", error.what()};
    if (dynamic_cast<const RuleViolation*>(&error) != nullptr) return {409, "error.rule", error.what()};
    if (dynamic_cast<const InputError*>(&error) != nullptr) return {422, "error.question", error.what()};
    return {500, "error.fault", {}};
}

std::string languageOf(const Request& request) {
    for (const std::string_view wish : {request.query.get("lang"), request.cookie("lang")}) {
        if (wish == "en" || wish == "ru") return std::string(wish);
    }
    return request.headers.get("accept-language").starts_with("ru") ? "ru" : "en";
}

Response ProblemPages::response(const Request& request, const Problem& problem) const {
    const std::string language = languageOf(request);
    const std::string title = messages_.text(language, problem.key + ".title");
    const std::string textKey = problem.key + ".text";
    const std::string text = messages_.has(textKey) ? messages_.text(language, textKey) : std::string();
    const std::string detail = problem.detailKey.empty()
                                   ? problem.detail
                                   : messages_.text(language, problem.detailKey, problem.arguments);
    Response response;
    response.status = problem.status;
    response.with("Cache-Control", "no-store");
    if (problem.status == 503) response.with("Retry-After", "30");
    if (request.wantsPage()) {
        reports::Page page{
            "error",
            {{"title", title},
             {"explanation", text},
             {"detail", detail},
             {"is_missing", problem.status == 404},
             // What may pass is asked for again; a form would have to be sent again.
             {"again", problem.status == 503 && request.method == "GET" ? nlohmann::json(request.target)
                                                                        : nlohmann::json(false)},
             {"today", problem.today},
             {"quote", messages_.text(language, "error.number", {{"number", request.number}})}}};
        // The address may be what is wrong: the frame is that of the home page.
        reports::addFrame(page, {messages_, language}, {});
        response.body = renderer_.render(page, language);
    } else {
        response.contentType = "application/problem+json";
        const nlohmann::json body{{"type", "about:blank"},
                                  {"title", title},
                                  {"status", problem.status},
                                  {"detail", detail.empty() ? text : detail},
                                  {"instance", "urn:cadastre:request:" + request.number}};
        response.body = body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    }
    return response;
}

}  // namespace cadastre::http
