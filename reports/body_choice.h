// Filters take a body by its code or by its name: a name that means one body is taken for its code, and one
// that may mean several is asked about, without a script.
#pragma once

#include <optional>
#include <string_view>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

struct KnownBodies {
    Asked asked;                 ///< with codes for names
    std::optional<Page> choice;  ///< which body is meant? Shown instead of the page that was asked for
};

/// Reads the fields `subject`, `holder` and `with` of what is asked at `path`. `with` stays as it is where
/// nothing is called so: its page says that.
KnownBodies knownBodies(Transaction& transaction, const Reader& reader, Asked asked, std::string_view path);

/// Gives a page whose form asks for a body the bodies to choose from, where a list of them is short enough,
/// and the name of the one that it is narrowed to (`of_body`, shown beside its files).
void offerBodies(Page& page, Transaction& transaction, const Reader& reader);

}  // namespace cadastre::reports
