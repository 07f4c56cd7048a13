// Where a long Russian word may break: browsers know it for English, and few of them for Russian.
#pragma once

#include <string>
#include <string_view>

namespace cadastre::reports {

/// The text with a soft hyphen (U+00AD) where a word of nine Cyrillic letters or more may break at the end of
/// a line, two letters at least on either side; all else as it is. By the rules of syllables of P. Khristov.
std::string withBreaks(std::string_view text);

}  // namespace cadastre::reports
