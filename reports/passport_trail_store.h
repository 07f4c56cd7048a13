// What an asset left behind: its versions and events, the documents and outside evidence about it, and the
// money that names it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reports/passport_history.h"
#include "schema/transaction.h"

namespace cadastre::reports {

struct PassportEvent {
    std::string kind, stageBefore, stageAfter, happenedOn, note;
    Instant recordedAt{};
    std::string documentUid;     ///< the document it rests on; empty: none is named, or it is not registered
    std::string documentStated;  ///< the same as it was stated: key, or SUBJECT/key
    std::string actor, source;
};

struct PassportDocument {
    std::string uid, title, kind, number, datedOn, fileName;  ///< empty: not stated
};

/// What a feed or an inspection saw of the asset.
struct PassportEvidence {
    std::string source, kind, value, observedOn, place;
};

/// Cost lines that name the asset, added up by currency and year; minor units.
struct PassportYear {
    std::optional<std::int64_t> year;  ///< nothing where lines state none
    std::string currency;
    std::optional<std::int64_t> planned, contracted, paid;
    std::int64_t lines = 0;
};

/// A programme, project or contract for the asset; minor units.
struct PassportMoneyOwner {
    std::string kind, uid, name, key, currency;  ///< kind: programme, project, contract
    std::optional<std::int64_t> amount;
};

struct PassportTrail {
    std::vector<PassportVersion> versions;  ///< newest recorded first, with what each changed
    std::vector<PassportEvent> events;      ///< newest first
    std::vector<PassportDocument> documents;
    std::vector<PassportEvidence> evidence;
    std::vector<PassportYear> years;
    std::vector<PassportMoneyOwner> moneyOwners;
};

/// At the transaction's times. Lists end after 200 entries.
PassportTrail passportTrail(Transaction& transaction, const std::string& uid);

/// The versions alone.
std::vector<PassportVersion> passportVersions(Transaction& transaction, const std::string& uid);

/// The events alone.
std::vector<PassportEvent> passportEvents(Transaction& transaction, const std::string& uid);

}  // namespace cadastre::reports
