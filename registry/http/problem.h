// How a failure looks to the one who asked: an error page for a browser, problem+json (RFC 9457) for a
// program, with the request's number in both and in the log.
#pragma once

#include <exception>
#include <string>

#include "registry/http/guards.h"
#include "registry/http/request.h"
#include "registry/http/response.h"
#include "reports/page_renderer.h"
#include "schema/messages.h"

namespace cadastre::http {

struct Problem {
    int status = 500;
    std::string key;     ///< of the messages: KEY.title and, where it has one, KEY.text
    std::string detail;  ///< a sentence about this case; safe to show
};

/// What became of a request, by the kind of error (schema/errors.h). Faults of the program show no detail.
Problem problemOf(const std::exception& error);

class ProblemPages {
  public:
    ProblemPages(const Messages& messages, const reports::PageRenderer& renderer)
        : messages_(messages), renderer_(renderer) {}
    [[nodiscard]] Response response(const Request& request, const Problem& problem) const;

  private:
    const Messages& messages_;
    const reports::PageRenderer& renderer_;
};

/// The language a request is answered in: ?lang, else the cookie, else the browser's first wish, else
/// English.
std::string languageOf(const Request& request);

}  // namespace cadastre::http
