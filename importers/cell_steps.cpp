// The steps of a cell.
#include "importers/cell_steps.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace cadastre::importers {
namespace {

using State = CellValue::State;

void removeAll(std::string& text, std::string_view part) {
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at))
        text.erase(at, part.size());
}

CellValue translated(const Translation& translation, std::string text) {
    if (const std::string* meaning = translation.words.find(text)) return textValue(*meaning);
    switch (translation.otherwise) {
        case Otherwise::blank:
            return {};
        case Otherwise::unknown:
            return {State::unknown, {}, {}};
        case Otherwise::refuse:
            return {State::broken, std::move(text), "no-translation"};
        case Otherwise::keep:
            break;
    }
    return textValue(std::move(text));
}

}  // namespace

CellValue textValue(std::string text) {
    if (text.empty()) return {};
    return {State::text, std::move(text), {}};
}

std::vector<std::string> splitPieces(std::string_view text, std::string_view separator) {
    std::vector<std::string> result;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(separator, at), text.size());
        result.emplace_back(assets::trimmed(text.substr(at, end - at)));
        at = end + separator.size();
    }
    return result;
}

CellValue applySteps(const CellRule& rule, std::string text) {
    try {
        if (rule.only && !rule.only->find(text)) return {};
        if (rule.extract) {
            if (std::optional<std::string> group = rule.extract->find(text)) text = std::move(*group);
        }
    } catch (const std::runtime_error&) {
        return {State::broken, std::move(text), "pattern-too-slow"};
    }
    for (const std::string& part : rule.remove)
        removeAll(text, part);
    text = assets::trimmed(text);
    if (rule.fold == Fold::upper) text = upperCase(text);
    if (rule.fold == Fold::lower) text = foldCase(text);
    if (rule.fold == Fold::slug) text = slug(text);
    if (rule.translation && !text.empty()) return translated(*rule.translation, std::move(text));
    return textValue(std::move(text));
}

}  // namespace cadastre::importers
