// The register's own question to the duplicate engine: which assets are one thing entered twice, which do
// the same work, which are one typical solution, which are filed under the wrong function. Pure: records
// in, findings out; whoever reads them from a database or writes them back stands elsewhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "profiles/duplicates/register/duplicate_cluster.h"
#include "profiles/duplicates/register/kept_clusters.h"
#include "profiles/duplicates/scoring_model.h"

namespace cadastre::duplicates {

/// One asset as the engine sees it. The texts need to live only while add() runs.
struct RegisterRecord {
    Uid uid{};
    std::string_view assetClass;  ///< class code; records of different classes are never compared
    std::int64_t subject = 0;     ///< the holder
    std::string_view name;
    std::string_view shortName;
    std::string_view purpose;
    std::string_view ownKey;  ///< the holder's own key: unique to one holder, so it is not compared
    std::span<const std::string_view> functions;     ///< "classifier:code", e.g. "cofog:01.3.1"
    bool planned = false;                            ///< stage planned (or creating): money not yet committed
    bool ended = false;                              ///< its stage is one of what works no more
    std::optional<Uid> standardSolution;             ///< instance of this record or of this outside solution
    std::optional<Uid> partOf;                       ///< its parent
    std::string_view product;                        ///< bought software: vendor and product as stated
    std::optional<std::int64_t> yearlyRunningCost;   ///< minor units; missing is unknown
    std::optional<std::int64_t> plannedDevelopment;  ///< minor units; missing is unknown
    std::string_view currency;                       ///< ISO 4217
    std::int64_t recordedAt = 0;                     ///< microseconds since 1970, compared with `since`
};

/// What a person said about a group: members on different sides of one decision stay apart (cannot-link
/// constraints after Wagstaff & Cardie 2000), in questions of identity or in those of function.
struct SaidApart {
    Uid uid{};
    std::int64_t decision = 0;  ///< numbers the decision
    int side = 0;
    bool aboutIdentity = true;
};

/// A body that holds assets. Its name explains words of their names that say whose they are.
struct Holder {
    std::int64_t subject = 0;
    std::string name;        ///< where it has several, a line each
    std::int64_t above = 0;  ///< the subject above it; none where nobody has that number
};

class PairSampler;

struct RegisterOptions {
    bool withholdRelations = false;  ///< look without standardSolution and partOf
    std::vector<std::string>
        hiddenFields;                   ///< name, short_name, purpose, own_key, functions, or a classifier
    std::vector<SaidApart> saidApart;   ///< decisions that hold
    std::vector<Holder> holders;        ///< who holds the assets; may be left out
    std::vector<std::int64_t> scope;    ///< report only clusters with a member of these subjects; empty: all
    std::optional<std::int64_t> since;  ///< report only clusters with a member recorded at or after this
    int threads = 1;
    std::function<void(double)> progress;  ///< called with 0…1 from the calling thread; may be empty
    double thresholdShift = 0;             ///< bits by which people's labels moved the threshold
    PairSampler* sampler = nullptr;        ///< draws pairs for people to label, where there is one
};

/// What a run saw, for the command's summary.
struct RegisterSummary {
    std::size_t records = 0;
    std::size_t pairsCompared = 0;
    double thresholdBits = 0;
    double estimatedPrecision = 0;  ///< an estimate, too rosy where templates abound: say so when shown
    ScoringModel model;             ///< what it learnt, for scoring single records later
};

struct RegisterFindings {
    KeptClusters clusters;  ///< ordered by kind, then first member
    RegisterSummary summary;
};

/// Collects the register in batches, then compares it with itself. Deterministic: the same records in
/// the same order (say, by uid) give the same findings in the same order with any number of threads.
class RegisterComparison {
  public:
    explicit RegisterComparison(RegisterOptions options);
    ~RegisterComparison();
    RegisterComparison(RegisterComparison&&) noexcept;
    RegisterComparison& operator=(RegisterComparison&&) noexcept;

    /// Takes one batch; texts are copied into compact form. Throws std::invalid_argument naming a uid met
    /// twice.
    void add(std::span<const RegisterRecord> batch);

    /// Compares everything taken so far and releases it: call once, after the last batch. Throws
    /// std::invalid_argument naming a uid that was met twice.
    RegisterFindings find();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace cadastre::duplicates
