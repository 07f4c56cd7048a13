// Nobody types a code: a field takes a code, a name or a part of one. What means one thing is taken for its
// code; what may mean several, or nothing, is asked about on a page of its own, without a script. Bodies
// (body_choice.h) and functions (function_choice.h) are looked up by it in the same manner.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/page.h"

namespace cadastre::reports {

/// One thing that the words may mean.
struct CalledSo {
    Asked asked;                ///< the question with its code in place of the words
    std::string name, besides;  ///< besides: what tells it from others of the name
    std::string code;           ///< as people read it
    bool exactly = false;       ///< the words are its whole name or its code
};

/// A field whose words have been looked up.
struct LookedUp {
    std::string_view path, field;
    std::string words;
    std::vector<CalledSo> called;  ///< those called so exactly first
    bool nearly = false;           ///< nothing is called so: these have words that begin alike
    bool cut = false;              ///< there are more
    std::string_view kind;         ///< of the messages "KIND.which", ".label", ".none", ".all", ".nearly"
    std::string allAddress;        ///< where all of the kind are found
};

/// What is asked, once the words are settled: nothing while they mean several things or none.
std::optional<Asked> settled(const LookedUp& lookedUp);

/// The page that asks which is meant.
Page choiceOf(const Reader& reader, const Asked& asked, const LookedUp& lookedUp);

}  // namespace cadastre::reports
