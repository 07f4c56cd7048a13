// Money that no indicator answers for, kept with the counts of the pages: home counts what this list shows.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

struct UntiedMoney {
    std::string kind, uid, holderName, holderKey, name, currency;
    std::int64_t amount = 0;
    /// The programme or project it counts for, or itself where it is one; empty for a line of none, and for
    /// lines of another day.
    std::string ownerUid = {}, ownerName = {};
};
struct UntiedQuestion {
    std::string kind;
    std::string currency;  ///< of the last row shown; empty at the beginning
    std::int64_t amount = 0;
    std::string uid;
};
/// By currency, then the largest first; one more than a page holds where there are more. Throws NotCounted as
/// needPicture does.
std::vector<UntiedMoney> untiedMoney(Transaction& transaction, const Reader& reader,
                                     const UntiedQuestion& question);

/// Part of a recount (count_store.h): keeps the list of the transaction's time; only rows that differ are
/// written.
void keepUntied(WriteTransaction& transaction);

}  // namespace cadastre::reports
