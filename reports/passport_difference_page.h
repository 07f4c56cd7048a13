// One asset at two times: what is said of it at the page's own times beside what was said then, field by
// field, with the submissions that brought what is new. Also what both pages of an asset begin with.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "reports/page.h"
#include "reports/passport_store.h"
#include "reports/passport_words.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// Asked with `then` (YYYY-MM-DD: what was true on that day) and `then_known` (a day or a time: what the
/// register knew then; without it what it knows at the page's times; alone it is the day too). Nothing when
/// there is no such asset at the page's times; UsageError for times that are none. The transaction reads the
/// register at the other times when it is done.
std::optional<Page> passportDifferencePage(Transaction& transaction, const Reader& reader, const Asked& asked,
                                           const std::string& numberOrUid);

struct AssetDifferences {
    PassportAsset present;
    std::optional<PassportAsset> former;  ///< nothing where the register held none at those times
    Times then;
    std::vector<PassportField> fields;  ///< of the present state's class and stage
    std::vector<PassportVersion> versions;
    std::vector<PassportEvent> events;  ///< that were not there then, newest first
    struct Row {
        PassportDifference difference;
        std::optional<std::size_t> version;  ///< that brought what is new: a place in `versions`
        Date since{};
    };
    std::vector<Row> rows;  ///< in the order of the dictionary
    std::size_t same = 0;   ///< fields of which the same is said
};
/// What the page shows, as plain data for others too.
std::optional<AssetDifferences> assetDifferences(Transaction& transaction, const Reader& reader,
                                                 const Asked& asked, const std::string& numberOrUid);

/// Title, number, class, stage, holder, key, times of the state, and the form that asks for another time.
nlohmann::json passportHead(Transaction& transaction, const Reader& reader, const PassportAsset& asset,
                            PassportWords& words);

/// Who sent a version, from where and when.
nlohmann::json submissionRow(const Reader& reader, const PassportVersion& version);

}  // namespace cadastre::reports
