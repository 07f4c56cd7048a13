// How a function is called where people read it.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace cadastre::duplicates {

/// The words of a folded phrase as a name writes them, with capitals and without marks around; empty where
/// the name doesn't have them side by side. At most three words.
std::string asWritten(std::string_view name, std::string_view folded);

/// The wording that comes most often, of equals the one that got there first; empty ones don't count.
std::string commonest(std::span<const std::string> wordings);

}  // namespace cadastre::duplicates
