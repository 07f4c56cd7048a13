// Same function, other system: a question of its own, answered by function codes where they are right and by
// the words of purpose where they are not. A typical solution enters as one unit, so that one described
// instance speaks for all of them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "profiles/duplicates/corpus.h"
#include "profiles/duplicates/function_profile.h"
#include "profiles/duplicates/index.h"

namespace cadastre::duplicates {

/// The function codes of what is compared: systems, or whole families of them.
struct UnitCodes {
    NumberRows codes;                         ///< by unit: numbers of function codes, ascending
    std::vector<std::uint32_t> classifierOf;  ///< by code: only codes of one classifier contradict each other
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

/// A code that a unit's neighbours in text carry and it does not.
struct ProposedCode {
    std::uint32_t unit = 0;
    std::uint32_t code = 0;
    float support = 0;          ///< share of the neighbours' votes
    std::uint32_t witness = 0;  ///< the nearest unit that carries it
    int votes = 0, voters = 0;  ///< how many neighbours carry it, of how many that carry any of its classifier
};

struct FunctionalFindings {
    std::vector<ScoredPair> pairs;       ///< of sameFunctionFrom and more, strongest first
    std::vector<ProposedCode> proposed;  ///< by unit
};

/// Finds pairs of units that do the same work, and units filed under a function their text does not speak of.
FunctionalFindings compareFunctions(const FunctionComparer& comparer, int threads);

/// What the nearest in text say about a unit's codes (the rule of k nearest neighbours, Cover & Hart 1967,
/// with votes weighed by likeness): a code that a clear majority of at least four carries while nobody backs
/// the unit's own. `nearest` are its pairs, best first.
std::vector<ProposedCode> voteOnCodes(const FunctionComparer& comparer, std::uint32_t unit,
                                      std::span<const FunctionalPair> nearest);

/// A member of a unit that is filed otherwise than its fellows.
struct MisfiledMember {
    std::uint32_t member = 0;
    std::uint32_t code = 0;     ///< what its fellows carry
    float support = 0;          ///< share of those that carry any code of the classifier
    std::uint32_t witness = 0;  ///< the first that carries it
    int votes = 0, voters = 0;  ///< how many carry it, of how many that carry any of its classifier
};

/// The same vote inside a unit, where all are alike: instances of one solution do one work.
/// @param codes  by member: its codes, ascending
std::vector<MisfiledMember> voteAmongMembers(std::span<const std::span<const std::uint32_t>> codes,
                                             const std::vector<std::uint32_t>& classifierOf);

}  // namespace cadastre::duplicates
