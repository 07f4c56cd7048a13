// The months by name, in the languages of Europe, as the CLDR spells them.
#pragma once

#include <string_view>

namespace cadastre::duplicates {

/// 1…12 for a folded month name or abbreviation without its dot ("may", «мая», "märz", "sept"); 0 for any
/// other word. Where languages disagree on a word the more widely spoken one has its way.
int monthNamed(std::string_view folded);

}  // namespace cadastre::duplicates
