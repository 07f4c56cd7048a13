// What is done to a cell's text, step by step, before it becomes a typed value.
// It lives apart from row_values because it needs no row: text and rule in, value out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "importers/column_map.h"

namespace cadastre::importers {

/// What a cell yields. `text` is the value, the words of withholding, or what could not be read.
struct CellValue {
    enum class State : std::uint8_t { nothing, text, unknown, withheld, broken };
    State state = State::nothing;
    std::string text;
    std::string_view rule;  ///< of a broken value

    [[nodiscard]] bool isText() const { return state == State::text; }
};

/// The text, or nothing when it is empty.
CellValue textValue(std::string text);

/// The trimmed pieces between the separators.
std::vector<std::string> splitPieces(std::string_view text, std::string_view separator);

/// The steps from `only` to `translate`, in the order that docs/maps.md states.
CellValue applySteps(const CellRule& rule, std::string text);

}  // namespace cadastre::importers
