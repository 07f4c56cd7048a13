// The register kept warm: what is saved, imported or half typed is compared with everything registered in
// well under a millisecond, with the normalisation, weights and explanation of the search over the whole
// register, so that both say the same of a pair. Records come, change and go without a rebuild.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "profiles/duplicates/explanation.h"
#include "profiles/duplicates/live/fair_shared_mutex.h"
#include "profiles/duplicates/live/live_class.h"
#include "profiles/duplicates/register/register_duplicates.h"
#include "profiles/duplicates/scoring_model.h"

namespace cadastre::duplicates {

/// A registered record like the one that was asked about.
struct Similar {
    Uid uid{};
    std::string assetClass;
    double bits = 0;          ///< above the threshold from which two records are one thing; below zero: not
    double likeness = 0;      ///< the same between 0 and 1, one half at the threshold
    bool oneThing = false;    ///< as the search over the register would say
    bool sibling = false;     ///< a word stands against a word (Tver, Ryazan), whatever else they share
    Explanation explanation;  ///< left is what was asked; names as folded words, for want of the texts
};

struct LiveFigures {
    std::size_t records = 0;
    std::size_t rows = 0;      ///< records of equal words are one row
    std::size_t goneRows = 0;  ///< that still take memory: a rebuild lets go of them
};

/// Any number of threads may ask while one puts and retires. The same records put and retired in the same
/// order give the same answers.
class LiveIndex {
  public:
    explicit LiveIndex(ScoringModel model = {});

    /// Takes a record in, or what it says now: its uid, class, names and purpose; the rest isn't compared.
    void put(const RegisterRecord& record);
    /// False where there is no such record.
    bool retire(const Uid& uid);
    /// From now on scores with these weights.
    void setModel(ScoringModel model);

    /// The registered records most like this one, the likeliest first, siblings last; itself left out, where
    /// its uid is registered. A uid of zeros asks for something not registered yet, an empty class in all
    /// classes.
    std::vector<Similar> similar(const RegisterRecord& asked, std::size_t most) const;
    /// The same of a registered record; nothing where there is no such record.
    std::optional<std::vector<Similar>> similarTo(const Uid& uid, std::size_t most) const;

    LiveFigures figures() const;
    /// Memory held, in bytes; looks at every list, which takes milliseconds.
    std::size_t bytes() const;

  private:
    friend class LiveIndexBuilder;
    friend class LiveSnapshot;
    class Borrowed;
    using Classes = std::map<std::string, LiveClass, std::less<>>;

    static CutRecord cut(const RegisterRecord& record);
    static void judge(const Surroundings& found, const std::string& assetClass, const ScoringModel& model,
                      std::size_t most, std::vector<Similar>& answer);

    mutable FairSharedMutex guard_;  ///< of classes_ and model_
    Classes classes_;
    std::shared_ptr<const ScoringModel> model_;
    mutable std::mutex scratchGuard_;
    mutable std::vector<std::unique_ptr<LiveScratch>> scratch_;
};

/// Makes an index of a whole register: languages and terms are settled by all of it, as in a search.
class LiveIndexBuilder {
  public:
    LiveIndexBuilder();
    ~LiveIndexBuilder();
    LiveIndexBuilder(LiveIndexBuilder&&) noexcept;
    LiveIndexBuilder& operator=(LiveIndexBuilder&&) noexcept;

    /// Each uid once. The texts need to live only while this runs.
    void add(const RegisterRecord& record);
    /// Call once, after the last record.
    std::unique_ptr<LiveIndex> finish(ScoringModel model);

  private:
    struct ClassBeingBuilt;
    std::map<std::string, std::unique_ptr<ClassBeingBuilt>, std::less<>> classes_;
};

}  // namespace cadastre::duplicates
