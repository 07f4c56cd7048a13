// Since when the register knows of a record, and since when what it says of it is true: what a reader is told
// who asks for an earlier day.
#pragma once

#include <optional>
#include <string>

#include "schema/parameters.h"
#include "schema/transaction.h"

namespace cadastre::reports {

struct Beginning {
    Date trueFrom;      ///< the first day that any of its states is valid from
    Instant knownFrom;  ///< when the first of them came in
};

/// Of the record that the page PATH/KEY shows: an asset by number or uid, a body by its code, a programme or
/// project by its uid. Nothing where there is no such record, whatever times the transaction reads.
std::optional<Beginning> beginningOf(Transaction& transaction, const std::string& path,
                                     const std::string& key);

}  // namespace cadastre::reports
