// How a function is called where people read it.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace cadastre::duplicates {

/// A phrase where a name has it.
struct WrittenPhrase {
    std::string text;     ///< with capitals and without marks around; empty where the name doesn't have it
    std::string before;   ///< the word before it, where no mark stands between them
    bool begins = false;  ///< it begins the name, or a quotation in it, and so reads by itself
    bool beforeBegins = false;  ///< the word before it does
};

WrittenPhrase writtenIn(std::string_view name, std::string_view folded);

/// How these names write a phrase so that it reads by itself: as it stands where it begins a name or a
/// quotation; with the word before it, where two thirds of them have that one in some form and it begins one
/// of them; else as most of them have it.
/// @param stemOf  what the forms of a word have in common
std::string readingByItself(std::span<const WrittenPhrase> phrases,
                            const std::function<std::string(const std::string&)>& stemOf);

/// The words of a folded phrase as a name writes them, with capitals and without marks around; empty where
/// the name doesn't have them side by side. At most three words.
std::string asWritten(std::string_view name, std::string_view folded);

/// The wording that comes most often, of equals the one that got there first; empty ones don't count.
std::string commonest(std::span<const std::string> wordings);

}  // namespace cadastre::duplicates
