// Cyrillic in Latin letters by the two habits met most in registers, for English names and for noise.
#pragma once

#include <string>
#include <string_view>

namespace cadastre::generator {

enum class Habit {
    english,   ///< kh, ts, shch, yu, ya, y: as passports and maps do (BGN/PCGN)
    european,  ///< h, c, sch, ju, ja, j: as file names and older systems do
};

/// Letters without a Latin counterpart stay; the first letter of a capital's digraph is capital.
std::string transliterated(std::string_view text, Habit habit);

/// The code points of a UTF-8 text, each as its bytes.
std::string_view firstLetter(std::string_view text);

}  // namespace cadastre::generator
