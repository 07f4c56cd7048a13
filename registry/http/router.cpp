// Looks routes up, in the order they were added: fixed words before parameters is the adder's business.
#include "registry/http/router.h"

namespace cadastre::http {

std::optional<Match> Router::find(const Request& request) const {
    const std::string& method = request.head() ? std::string("GET") : request.method;
    std::optional<Match> match;
    for (const Route& route : routes_) {
        Bound bound = route.bind(request.segments);
        if (!bound) continue;
        if (route.method == method) return Match{route.pattern, std::move(bound), {}, route.takesFiles};
        if (!match) match = Match{route.pattern, {}, {}, false};
        match->allowed +=
            (match->allowed.empty() ? "" : ", ") + (route.method == "GET" ? "GET, HEAD" : route.method);
    }
    return match;
}

std::vector<std::string> Router::patterns() const {
    std::vector<std::string> patterns;
    patterns.reserve(routes_.size());
    for (const Route& route : routes_)
        patterns.push_back(route.pattern);
    return patterns;
}

}  // namespace cadastre::http
