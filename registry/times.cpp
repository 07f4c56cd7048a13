// Reading the times.
#include "registry/times.h"

#include <optional>
#include <string>

#include "registry/http/problem.h"
#include "schema/errors.h"
#include "schema/parameters.h"

namespace cadastre {

namespace {

std::optional<Instant> momentFrom(const std::string& text) {
    if (const auto day = dateFrom(text)) return Instant(std::chrono::sys_days(*day));
    for (const char* zone : {"", "Z", ":00Z"}) {
        if (const auto moment = instantFrom(text + zone)) return moment;
    }
    return std::nullopt;
}

}  // namespace

reports::Times timesOf(const http::Request& request, const Messages& messages) {
    const std::string asOf(request.query.get("as_of"));
    const std::string knownAt(request.query.get("known_at"));
    const std::string language = http::languageOf(request);
    if (!asOf.empty() && !dateFrom(asOf))
        throw UsageError(messages.text(language, "time.bad_day", {{"value", asOf}}));
    if (knownAt.empty()) return {asOf, {}};
    const auto moment = momentFrom(knownAt);
    if (!moment) throw UsageError(messages.text(language, "time.bad_moment", {{"value", knownAt}}));
    return {asOf, toText(*moment)};
}

}  // namespace cadastre
