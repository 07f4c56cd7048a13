// Rounds of labelling: a sample of pairs that two people label each alone, what they said, and what holds of
// each pair. What is shown to whoever labels holds neither the score nor the register's verdict nor the
// other's answer.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "profiles/duplicates/labels/label_quality.h"
#include "profiles/duplicates/register/duplicate_store.h"
#include "schema/transaction.h"

namespace cadastre::duplicates {

struct NewRound {
    std::int64_t seed = 1;
    std::size_t pairs = 200;
    std::string note = {};
    std::string actor;
};

struct LabelRound {
    std::string id, modelVersion, note, actor;
    std::int64_t seed = 0;
    Instant startedAt{};
    std::int64_t pairs = 0, open = 0, agreed = 0, disputed = 0, settled = 0;
};

/// Compares the register as a search does, draws the pairs and keeps them; groups and findings stay as they
/// are. Returns the round's identifier. Throws InputError where the register holds no two assets of a class.
std::string startRound(Database& database, const NewRound& round, const SearchOptions& options);

/// Newest first.
std::vector<LabelRound> labelRounds(Transaction& transaction);
/// The round of this identifier, the newest where it is empty; nothing when there is none.
std::optional<LabelRound> labelRound(Transaction& transaction, const std::string& roundId);

/// A pair as whoever labels sees it: fields by name, as they stood when the round was drawn.
struct ShownPair {
    std::string id, roundId;
    std::int64_t place = 0, of = 0;
    nlohmann::json one, other;
};

/// The first pair of the round that this person has not answered and that wants an answer.
std::optional<ShownPair> nextPairFor(Transaction& transaction, const std::string& roundId,
                                     const std::string& actor);
std::optional<ShownPair> shownPair(Transaction& transaction, const std::string& pairId);

struct PairAnswer {
    std::string pairId, answer, reason, actor;
    bool byAgreement = false;  ///< of a settlement: the two came to agree
};

/// Throws UsageError for no such pair or answer; RuleViolation (constraint label_answer_once, label_by_two,
/// label_settles_disagreement, label_third_person, label_agreement_of_both) for what the database refuses.
void keepAnswer(WriteTransaction& transaction, const PairAnswer& answer);
void keepSettlement(WriteTransaction& transaction, const PairAnswer& settlement);

/// A pair about which two people disagreed, and how that was settled, where it was.
struct Disagreement {
    ShownPair pair;
    struct Said {
        std::string actor, answer, reason;
    };
    std::vector<Said> said;
    std::optional<Said> settled;
    bool byAgreement = false;
};

/// The unsettled ones first.
std::vector<Disagreement> disagreements(Transaction& transaction, const std::string& roundId);

/// What a round's labels are measured by.
LabelledRound labelledRound(Transaction& transaction, const std::string& roundId);

}  // namespace cadastre::duplicates
