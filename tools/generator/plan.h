// Who is who among the assets: which belong to a template family, which is a copy of which, who holds what
// and what they are related to. Planned a thousand at a time, each block from its number alone, so that the
// generator needs no memory of what it wrote.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/generator/subjects.h"

namespace cadastre::generator {

/// What is asked for. Percentages are of all assets.
struct Settings {
    std::size_t subjects = 40;
    std::uint64_t assets = 1000;
    std::uint64_t projects = 0;  ///< beside those with the published figures; 0: one or two a programme
    std::uint64_t seed = 1;
    unsigned familiesPercent = 30;
    unsigned errorsPercent = 0;
    bool blockingErrors = true;  ///< among the errors, those that keep a record out
};

/// Copies among the assets: records of a thing that another record stands for already.
inline constexpr unsigned kCopiesPercent = 5;
/// Information systems among the assets, families and copies included, as far as these leave room.
inline constexpr unsigned kSystemsPercent = 75;

enum class AssetClass : std::uint8_t {
    informationSystem,
    software,
    hardwareComplex,
    infrastructure,
    dataResource,
    service,
    regulatoryAct,
    financialProvision,
    staffCompetency,
};
inline constexpr std::size_t kAssetClasses = 9;
std::string_view codeOf(AssetClass assetClass);

enum class Role : std::uint8_t {
    single,    ///< a thing of its own
    solution,  ///< the standard solution that a family's members are instances of
    member,    ///< of a template family
    copy,      ///< the same thing as another slot's, written down once more
};

/// One asset of a block.
struct Slot {
    AssetClass assetClass = AssetClass::informationSystem;
    Role role = Role::single;
    std::size_t holder = 0;  ///< into Subjects
    std::size_t object = 0;  ///< what it is for: into objects()
    std::size_t action = 0;  ///< into actions()
    /// Distinguishes a holder's systems for the same object and action; 0 for the first.
    std::size_t lap = 0;
    std::size_t family = 0;                     ///< into BlockPlan::families, for solution and member
    std::size_t original = 0;                   ///< slot of the same block, for copy
    bool otherBody = false;                     ///< a copy that another body wrote down
    std::string_view mark;                      ///< code list system_mark, for information systems
    std::size_t stateRank = 0;                  ///< counts the systems marked "state", for shares of them
    std::optional<std::size_t> integratesWith;  ///< slot; the relation is mutual
    std::optional<std::size_t> partOf;
    std::optional<std::size_t> uses;
    std::optional<std::size_t> runsOn;
    std::optional<std::size_t> licensedBy;
    std::optional<std::size_t> mandatedBy;
    std::optional<std::size_t> hosts;
};

/// A template family: the same system in many places. Only the place tells its members apart.
struct Family {
    std::vector<std::size_t> slots;       ///< the solution first where there is one
    std::optional<std::size_t> solution;  ///< slot
};

class BlockPlan {
  public:
    static constexpr std::uint64_t kSize = 1000;

    BlockPlan(const Settings& settings, const Subjects& subjects, std::uint64_t block);

    [[nodiscard]] std::uint64_t first() const { return first_; }
    [[nodiscard]] const std::vector<Slot>& slots() const { return slots_; }
    [[nodiscard]] const std::vector<Family>& families() const { return families_; }
    /// The copies of a slot, for the key.
    [[nodiscard]] std::vector<std::size_t> copiesOf(std::size_t slot) const;

    /// The holder's own key of an asset: tells class and running number in the holder's way of writing.
    [[nodiscard]] std::string keyOf(std::size_t slot) const;
    [[nodiscard]] std::string uidOf(const Subjects& subjects, std::size_t slot) const;

  private:
    void assignRoles(const Settings& settings, Random& random);
    void assignFamilies(const Subjects& subjects, Random& random, std::vector<std::size_t> slots);
    void assignSingles(const Subjects& subjects);
    void assignCopies(const Subjects& subjects, Random& random);
    void assignMarks(const Subjects& subjects);
    void relate(Random& random);

    std::uint64_t first_;
    std::vector<Slot> slots_;
    std::vector<Family> families_;
};

}  // namespace cadastre::generator
