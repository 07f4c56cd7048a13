// Keeps a live index up with the register: reads it whole, follows its changes by transaction, and tells what
// people want to read of the records it names.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "profiles/duplicates/live/live_index.h"
#include "schema/transaction.h"

namespace cadastre::duplicates {

/// The channel on which the database tells that there is something new to read.
constexpr const char* registerChangeChannel = "cadastre_register_change";

/// Up to where a follower has read: everything that `snapshot` (a pg_snapshot) saw. Following means to ask
/// for the transactions it did not see. Neither a time nor a sequence could be asked so: both are given when
/// a transaction writes, and one that began earlier may commit later, behind the reader's back.
struct RegisterPosition {
    std::string origin;    ///< which database, and which of its lives: elsewhere the snapshot means nothing
    std::string snapshot;  ///< empty: nothing read yet
};

struct Warmed {
    std::unique_ptr<LiveIndex> index;
    RegisterPosition position;
    std::string weightsOf;  ///< run that learnt the weights; empty: none did, they were learnt from a sample
};

/// Reads all assets in one snapshot. Where no search has kept its weights yet, they are learnt from as many
/// assets as take some seconds.
Warmed readRegister(Database& database, int threads);

struct CaughtUp {
    std::size_t changed = 0;       ///< records put or retired
    bool worthRebuilding = false;  ///< nothing was done: more is new than is held, or it is another database
};

/// Takes over what was committed since the position and the weights of a newer search, and moves both.
CaughtUp catchUp(Database& database, LiveIndex& index, RegisterPosition& position, std::string& weightsOf);

/// Which database this is, and which of its lives; fit for a file name.
std::string originOf(Transaction& transaction);

/// A registered record like the one asked about, with what people read of it.
struct SimilarAsset {
    Similar similar;
    std::int64_t registerNumber = 0;
    std::string uid, name, holderCode, holderName, holderKey, stage;
    bool related = false;  ///< by what the register states: instance or part of it or of the same
};

/// What is asked about, as it is stated.
struct AskedRecord {
    std::string uid;  ///< empty: not registered yet
    std::string assetClass, name, shortName, purpose;

    RegisterRecord pointed() const;  ///< valid while this stays
};

/// The stated texts of the asset of that register number or uid; nothing where there is no such asset. A
/// cancelled one has no class.
std::optional<AskedRecord> askedRecord(Transaction& transaction, const std::string& numberOrUid);

/// Asks the index and reads what it names. Records that are gone since are left out.
std::vector<SimilarAsset> similarAssets(Transaction& transaction, const LiveIndex& index,
                                        const AskedRecord& asked, std::size_t most);

}  // namespace cadastre::duplicates
