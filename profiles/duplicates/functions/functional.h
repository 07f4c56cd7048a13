// Same function, other system: a question of its own, answered by function codes where they are right and by
// the words of purpose where they are not. A typical solution enters as one unit, so that one described
// instance speaks for all of them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "profiles/duplicates/corpus.h"
#include "profiles/duplicates/functions/function_profile.h"
#include "profiles/duplicates/index.h"

namespace cadastre::duplicates {

/// The function codes of what is compared: systems, or whole families of them.
struct UnitCodes {
    NumberRows codes;                         ///< by unit: numbers of function codes, ascending
    std::vector<std::uint32_t> classifierOf;  ///< by code
    NumberRows members;                       ///< by unit: its records, of which the first stand for all
    NumberRows codesOfMember;                 ///< by record, ascending
};

/// What two units have in common, in points: from one point on they are said to do the same work.
struct FunctionalPair {
    std::uint32_t left = 0, right = 0;  ///< units, left < right
    float byText = 0, byCodes = 0;      ///< what each sense says alone, 0…1
    float textPoints = 0, codePoints = 0;

    float points() const { return textPoints + codePoints; }
    /// 0…1, one half at one point: the points are odds.
    double confidence() const { return static_cast<double>(points() / (1 + points())); }
};
constexpr float sameFunctionFrom = 1;
/// What is that much alike needs no name for its function.
constexpr float unmistakablyFrom = 2.5;

/// Scores pairs of units. Texts count by the cosine of their profiles; codes by containment (a system whose
/// whole function lies inside another's is its duplicate, however much else the other does), weighed by
/// rarity and by how far they can be trusted in this register: by how much oftener than chance a system and
/// its nearest in text are filed under one code (Cohen's κ, 1960). A code of "everything else" is carried by
/// systems that are not alike, and so comes out as saying nothing. Codes alone never suffice, and wrong ones,
/// which hide duplicates, never speak against a pair.
class FunctionComparer {
  public:
    FunctionComparer(const UnitCodes& units, const FunctionProfiles& profiles, int threads);

    FunctionalPair compare(std::uint32_t left, std::uint32_t right) const;
    /// Whether two units of so many points can say which function they share: a phrase of two words that
    /// systems are named by. A single word ("smart", "analytics") is seldom a function.
    bool saysWhich(std::uint32_t left, std::uint32_t right, float points) const;
    const FunctionProfiles& profiles() const { return profiles_; }
    const UnitCodes& units() const { return units_; }
    const InvertedIndex& index() const { return index_; }
    /// Rarity of a code in bits × its reliability.
    float codeBits(std::uint32_t code) const { return codeBits_[code]; }
    /// Agreement of nearest neighbours about a code beyond chance, 0…1.
    float reliability(std::uint32_t code) const { return reliability_[code]; }

  private:
    void learnReliability(int threads);

    const UnitCodes& units_;
    const FunctionProfiles& profiles_;
    InvertedIndex index_;
    std::vector<float> codeBits_, reliability_;
};

/// The units most like one in text, working memory of one thread.
class FunctionNeighbours {
  public:
    explicit FunctionNeighbours(const FunctionComparer& comparer)
        : comparer_(comparer), search_(comparer.index()) {}
    /// Best first, at most twenty; valid until the next call.
    const std::vector<FunctionalPair>& of(std::uint32_t unit);

  private:
    const FunctionComparer& comparer_;
    InvertedIndex::Search search_;
    std::vector<FunctionalPair> pairs_;
};

/// Two units and their points, small enough to keep a million of.
struct ScoredPair {
    std::uint32_t left = 0, right = 0;
    float points = 0;
};

/// A code that those most like a record carry and it does not.
struct ProposedCode {
    std::uint32_t unit = 0;
    std::uint32_t member = 0;  ///< the record, as UnitCodes numbers members
    std::uint32_t code = 0;
    float support = 0;          ///< share of the votes
    std::uint32_t witness = 0;  ///< the nearest member that carries it, and its unit
    std::uint32_t witnessUnit = 0;
    int votes = 0, voters = 0;  ///< how many carry it, of how many that carry any code
};

struct FunctionalFindings {
    std::vector<ScoredPair> pairs;       ///< of sameFunctionFrom and more, strongest first
    std::vector<ProposedCode> proposed;  ///< by unit
};

/// Finds pairs of units that do the same work, and units filed under a function their text does not speak of.
FunctionalFindings compareFunctions(const FunctionComparer& comparer, int threads);

/// What the nearest in text say about the codes of a unit's members (the rule of k nearest neighbours, Cover
/// & Hart 1967, with votes weighed by likeness): a code that a clear majority of at least four records
/// carries while nobody backs the member's own. A member's fellows are the nearest there are; after them come
/// the members of other units. `nearest` are the unit's pairs, best first.
std::vector<ProposedCode> voteOnCodes(const FunctionComparer& comparer, std::uint32_t unit,
                                      std::span<const FunctionalPair> nearest);

}  // namespace cadastre::duplicates
