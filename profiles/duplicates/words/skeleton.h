// One Latin skeleton for words of both scripts, so that Тверской, Tverskoy and Tverskoj meet.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cadastre::duplicates {

/// One spelling for the many habits of transliteration (kh/h, ts/c, yu/ju/u, ya/ja/a, shch/sch, doubles):
/// Cyrillic becomes Latin, marks are dropped, habits collapse. Each ICU transliterator knows one standard
/// only (GOST, BGN, ISO 9); this is the union of what people do. Other alphabets (Greek, Georgian, Arabic)
/// and letters such as ł and æ go by ICU's. Takes a folded word.
std::string skeletonOf(std::string_view folded);

/// The letters in which a folded word's first letter begins its skeleton, before habits collapse: ш → sh.
std::string_view firstLetterOf(std::string_view folded);

/// A Latin word as it was before somebody transliterated it from Russian, as far as one can tell: the way
/// back from the common habits, for stemming. Letters that Russian lacks stay.
std::string cyrillicOf(std::string_view latin);

/// What script a folded word is in, as far as stemming cares.
enum class Script : std::uint8_t { latin, cyrillic, other };
Script scriptOf(std::string_view folded);

}  // namespace cadastre::duplicates
