// Answers to questions about the code lists alone, kept by how often those were written: every page asks
// them, and they change when a version of the program is put in place.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "schema/parameters.h"
#include "schema/query.h"
#include "schema/result.h"

namespace cadastre {

/// May be used from any thread. What is asked comes from the program, so that there are few answers.
class KeptAnswers {
  public:
    /// `changes`: how often lists were written, as the one who asks sees it.
    [[nodiscard]] std::optional<Result> find(const Query& query, const Parameters& parameters,
                                             std::int64_t changes) const;
    /// Whoever sees an older state than another leaves the newer answer alone.
    void keep(const Query& query, const Parameters& parameters, std::int64_t changes, const Result& answer);

  private:
    struct Answer {
        std::int64_t changes;
        Result result;
    };

    mutable std::mutex mutex_;
    std::unordered_map<std::string, Answer> answers_;
};

}  // namespace cadastre
