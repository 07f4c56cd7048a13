// What a list says of an asset.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "schema/transaction.h"

namespace cadastre::reports {

struct ListedAsset {
    std::string uid;
    std::int64_t registerNumber = 0;
    std::string assetClass;
    std::string name;
    std::string shortName;
    std::string holderCode;
    std::string holderName;
    std::string holderKey;
    std::string stage;  ///< empty: not stated
    std::string sensitivity;
    std::int64_t openFindings = 0;
    std::int64_t graveFindings = 0;  ///< of them errors: while there is one, the record is not reliable
    bool complete = true;            ///< nothing it owes is missing
    bool present = false;            ///< something outside the register confirms it
    std::string currency;
    std::optional<std::int64_t> yearlyCost, plannedDevelopmentCost;  ///< minor units
    std::string stageSince, commissionedOn, lastConfirmedOn, purpose;
};

/// The assets of these uids, in the order of uids; what the transaction's time does not know is left out.
std::vector<ListedAsset> listedAssets(Transaction& transaction, const std::vector<std::string>& uids);

}  // namespace cadastre::reports
