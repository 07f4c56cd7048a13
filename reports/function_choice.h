// Filters take a function by its code or by its name, as they take a body (body_choice.h).
#pragma once

#include <optional>
#include <string_view>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

struct KnownFunction {
    Asked asked;                 ///< with a code for a name
    std::optional<Page> choice;  ///< which function is meant? Shown instead of the page that was asked for
};

/// Reads the field `function` of what is asked at `path`: CLASSIFIER:CODE where assets are listed; a code of
/// the tree in the field `tree` where pairs of bodies and functions are, which a name sets both of.
KnownFunction knownFunction(Transaction& transaction, const Reader& reader, Asked asked,
                            std::string_view path);

/// Gives a page whose form asks for a function the functions to choose from, where a list of them is short
/// enough.
void offerFunctions(Page& page, Transaction& transaction, const Reader& reader);

}  // namespace cadastre::reports
