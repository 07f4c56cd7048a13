// Everything the register holds about one asset, as its passport shows it.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "reports/passport_history.h"
#include "reports/passport_trail_store.h"
#include "schema/transaction.h"

namespace cadastre::reports {

struct PassportAsset {
    std::string uid;
    std::int64_t registerNumber = 0;
    std::string assetClass, stage, holderCode, holderName, holderKey, name, shortName, sensitivity, currency;
    Date validFrom{};
    Instant recordedAt{};
    nlohmann::json content;
};

/// A field of the dictionary for the asset's class; `owed` when its class and stage owe it.
struct PassportField {
    std::string code, type, codeList, section, nameEnglish, nameRussian;
    bool owed = false;
};

struct PassportFunction {
    std::string classifierEnglish, classifierRussian, classifier, code, nameEnglish, nameRussian, share;
};

struct PassportRelation {
    std::string kind;
    bool outgoing = true;  ///< stated by this asset; else by the other
    std::string otherKey;  ///< "SUBJECT/key" as stated
    std::string otherName;
    std::optional<std::int64_t> otherNumber;  ///< nothing when the other end is not registered
    std::string otherHolder, otherStage;      ///< empty: not known
};

struct PassportFinding {
    std::string rule, severity, field, arguments;
    std::string remedyEnglish, remedyRussian;
    Instant firstFoundAt{};
};

struct PassportCluster {
    std::string clusterId, kind, state;
    std::int64_t members = 0;
};

struct Passport {
    PassportAsset asset;
    std::vector<PassportField> fields;
    std::vector<PassportFunction> functions;
    std::vector<PassportRelation> relations;
    std::vector<PassportFinding> findings;
    std::vector<PassportCluster> clusters;
    PassportTrail trail;
};

/// By register number or uid; nothing when there is no such asset now. Long lists end after 200 entries.
std::optional<Passport> passport(Transaction& transaction, const std::string& numberOrUid);

/// The asset alone, in the state of the transaction's times.
std::optional<PassportAsset> passportAsset(Transaction& transaction, const std::string& numberOrUid);

/// The fields of the dictionary for a class, and what it owes at a stage.
std::vector<PassportField> passportFields(Transaction& transaction, const std::string& assetClass,
                                          const std::string& stage);

}  // namespace cadastre::reports
