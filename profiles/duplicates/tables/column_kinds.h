// What the columns of a strange table are, told from their content.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "profiles/duplicates/corpus.h"
#include "profiles/duplicates/tables/column_reader.h"

namespace cadastre::duplicates {

/// What a column holds. Persons' names are many made of few words; places are few, each met again and again.
enum class Content : std::uint8_t { name, person, place, text, number, date, code };

/// The kind of a column, or of two that belong together, judged by cells of theirs (ColumnReader::sample);
/// dates are the caller's to know.
Content contentOf(const std::vector<std::string>& cells, const std::vector<std::string>& others);

/// How the engine compares such a column.
ColumnKind kindOf(Content content);

/// How many digits tell the telephone numbers of these cells apart, country codes left aside; 0 where the
/// cells hold no such numbers.
std::size_t telephoneDigits(const std::vector<std::string>& cells, const std::vector<std::string>& others);

}  // namespace cadastre::duplicates
