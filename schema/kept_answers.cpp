// Looking kept answers up by the question's name and its values.
#include "schema/kept_answers.h"

namespace cadastre {

namespace {

// Values hold no U+0000, and a null is none.
std::string keyOf(const Query& query, const Parameters& parameters) {
    std::string key(query.name);
    for (const char* value : parameters.pointers()) {
        key += '\0';
        key += value == nullptr ? "n" : "v";
        if (value != nullptr) key += value;
    }
    return key;
}

}  // namespace

std::optional<Result> KeptAnswers::find(const Query& query, const Parameters& parameters,
                                        std::int64_t changes) const {
    const std::string key = keyOf(query, parameters);
    const std::lock_guard lock(mutex_);
    const auto kept = answers_.find(key);
    if (kept == answers_.end() || kept->second.changes != changes) return std::nullopt;
    return kept->second.result;
}

void KeptAnswers::keep(const Query& query, const Parameters& parameters, std::int64_t changes,
                       const Result& answer) {
    const std::string key = keyOf(query, parameters);
    const std::lock_guard lock(mutex_);
    const auto [kept, added] = answers_.try_emplace(key, Answer{changes, answer});
    if (!added && kept->second.changes < changes) kept->second = {changes, answer};
}

}  // namespace cadastre
