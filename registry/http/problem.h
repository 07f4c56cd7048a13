// How a failure looks to the one who asked: an error page for a browser, problem+json (RFC 9457) for a
// program, with the request's number in both and in the log.
#pragma once

#include <exception>
#include <stdexcept>
#include <string>
#include <utility>

#include "registry/http/guards.h"
#include "registry/http/request.h"
#include "registry/http/response.h"
#include "reports/page_renderer.h"
#include "schema/messages.h"

namespace cadastre::http {

/// A record that the register knows, but not at the times asked for (404). what() says so and since when it
/// is known, in the reader's language.
class UnknownThen : public std::runtime_error {
  public:
    UnknownThen(const std::string& sentence, std::string today)
        : std::runtime_error(sentence), today_(std::move(today)) {}
    /// The address of the same page, read now.
    [[nodiscard]] const std::string& today() const { return today_; }

  private:
    std::string today_;
};

struct Problem {
    int status = 500;
    std::string key;         ///< of the messages: KEY.title and, where it has one, KEY.text
    std::string detail;      ///< a sentence about this case; safe to show
    std::string today = {};  ///< where to read on; empty: at the home page
    /// The sentence as a message, where `detail` says it in English.
    std::string detailKey = {};
    MessageArguments arguments = {};
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
