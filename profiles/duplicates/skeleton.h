// One Latin skeleton for words of both scripts, so that Тверской, Tverskoy and Tverskoj meet.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cadastre::duplicates {

/// One spelling for the many habits of transliteration (kh/h, ts/c, yu/ju/u, ya/ja/a, shch/sch, doubles):
/// Cyrillic becomes Latin, marks are dropped, habits collapse. Each ICU transliterator knows one standard
/// only (GOST, BGN, ISO 9); this is the union of what people do. Takes a folded word.
std::string skeletonOf(std::string_view folded);

/// What script a folded word is in, as far as stemming cares.
enum class Script : std::uint8_t { latin, cyrillic, other };
Script scriptOf(std::string_view folded);

}  // namespace cadastre::duplicates
