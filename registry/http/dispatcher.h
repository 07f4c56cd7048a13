// Between the server and the routes: finds the handler, refuses forms that are not ours, turns what it throws
// into an answer, dresses every answer with the security headers, and writes the request log and the metrics.
#pragma once

#include "registry/http/form_tokens.h"
#include "registry/http/guards.h"
#include "registry/http/metrics.h"
#include "registry/http/problem.h"
#include "registry/http/router.h"

namespace cadastre::http {

class Dispatcher {
  public:
    Dispatcher(const Router& router, const ProblemPages& problems, const FormTokens& tokens, Metrics& metrics)
        : router_(router), problems_(problems), tokens_(tokens), metrics_(metrics) {}

    /// Whether the request's route takes files, so that its body is worth reading.
    [[nodiscard]] bool takesFiles(const Request& request) const;
    /// Never throws.
    [[nodiscard]] Response answer(const Request& request) const;
    [[nodiscard]] Response fail(const Request& request, const std::exception& error) const;
    [[nodiscard]] Response refuse(const Request& request, const Refusal& refusal) const;

  private:
    [[nodiscard]] Response routed(const Request& request, std::string& route) const;
    [[nodiscard]] Response problemResponse(const Request& request, const std::exception& error) const;
    [[nodiscard]] Response finished(Response response, const Request& request, const std::string& route,
                                    std::chrono::steady_clock::time_point startedAt) const;

    const Router& router_;
    const ProblemPages& problems_;
    const FormTokens& tokens_;
    Metrics& metrics_;
};

}  // namespace cadastre::http
