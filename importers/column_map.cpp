// What a map answers once it is read.
#include "importers/column_map.h"

namespace cadastre::importers {

void Words::add(std::string_view word, std::string meaning) {
    if (word.find_first_of("*?") == std::string_view::npos) {
        exact[foldCase(word)] = std::move(meaning);
    } else {
        patterns.emplace_back(Glob(word), std::move(meaning));
    }
}

const std::string* Words::find(std::string_view text) const {
    const std::string folded = foldCase(text);
    if (const auto found = exact.find(folded); found != exact.end()) return &found->second;
    for (const auto& [pattern, meaning] : patterns) {
        if (pattern.matches(folded)) return &meaning;
    }
    return nullptr;
}

const SourceRule* ColumnMap::sourceFor(const std::filesystem::path& data) const {
    if (sources.size() == 1) return &sources.front();
    const std::string folded = foldCase(data.filename().string());
    for (const SourceRule& source : sources) {
        if (source.file.matches(folded)) return &source;
    }
    return nullptr;
}

}  // namespace cadastre::importers
