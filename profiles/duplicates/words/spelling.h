// How far two spellings of a word are apart.
#pragma once

#include <string_view>

namespace cadastre::duplicates {

/// 1 − edits ∕ longer length, where an edit also swaps neighbours (optimal string alignment), counted in
/// bytes of skeletons by Hyyrö's bit-parallel form of Myers' algorithm (Myers 1999, Hyyrö 2003). Returns 0
/// as soon as it can't reach `floor`. Texts longer than 64 bytes are compared by their first 64.
float spellingLikeness(std::string_view a, std::string_view b, float floor);

}  // namespace cadastre::duplicates
