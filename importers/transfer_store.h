// Mass transfer: a body was dissolved, and all that it held goes to its successor. It lives with the
// importers because it is an import whose records are the register's own: one submission, checked like any
// other, that can be undone whole.
#pragma once

#include <string>

#include "importers/import_store.h"

namespace cadastre::importers {

/// Which body gives and which takes over, by their codes.
struct Transfer {
    std::string from;
    std::string successor = {};  ///< empty: the one body that `from` names as its successor
    std::string on = {};         ///< YYYY-MM-DD; empty: the day of the succession, else the current day
};

/// Gives every asset of one subject to another: the uid stays, an event "transferred" tells from whom, the
/// state holds from the day of the transfer (or from its own first day, where that is later). A key that the
/// successor uses already gets the former holder's code before it. `request` as for an import; its files are
/// not used. Throws UsageError when a body is unknown, nothing is held, or the successor isn't one.
Verdict transferAssets(Database& database, const assets::FieldDictionary& dictionary, ImportRequest request,
                       const Transfer& transfer, const ImportWatch& watch = {});

}  // namespace cadastre::importers
