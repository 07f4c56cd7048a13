// What the engine knows of languages: which one a collection speaks, and which words only say "some system".
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace cadastre::duplicates {

/// True for words that only say "this is some system" (АИС, information, süsteem…) in the register's
/// languages.
bool isSystemKindWord(std::string_view folded);

/// The Snowball language (Porter 2001) of a collection's Latin words, judged by its function words; empty
/// where none of the known languages speaks clearly, or where its language has no stemmer (Estonian).
/// `countOf` gives how often a folded word occurs.
std::string latinLanguage(const std::function<std::uint64_t(std::string_view)>& countOf);

}  // namespace cadastre::duplicates
