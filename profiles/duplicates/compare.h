// How alike two records are, feature by feature, before anybody says what that is worth: one agreement for
// each column, one for the whole text, one for the codes, and the conflict between the names.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "profiles/duplicates/corpus.h"
#include "profiles/duplicates/leftovers.h"

namespace cadastre::duplicates {

/// An agreement in hundredths, 0 … 100, or `missingLevel`.
using Level = std::uint8_t;
constexpr Level missingLevel = 255;
constexpr std::size_t levelCount = 101;
/// Agreements beyond 0…1 count as the nearer end.
Level levelOf(double agreement);

/// What a comparison saw, for explanations.
struct WordEvidence {
    std::vector<AlignedWords> matched, fuzzy, conflict;
};

/// Compares rows of one corpus. It remembers the left row, so pairs ordered by left row are cheapest; one
/// comparer serves one thread.
class PairComparer {
  public:
    explicit PairComparer(const Corpus& corpus);

    /// The columns' names, then "whole_record", "codes", "conflict".
    static std::vector<std::string> featureNames(const Corpus& corpus);
    std::size_t features() const { return corpus_.columns().size() + 3; }

    /// Writes features() levels. Conflict is an agreement too: 100 where no name word stands against another.
    void compare(std::uint32_t left, std::uint32_t right, Level* levels, WordEvidence* evidence = nullptr);

    /// After compare(): how many name words that lead a life of their own, or are numbers, stand unmatched
    /// against such words of the other side ("2020" against "2023", Tver against Ryazan).
    int contradictions() const { return contradictions_; }

    /// After compare(): whether a name word of either side that hardly any other record has, or more than one
    /// such word's worth, has nothing beside it in the other: siblings of one office, described from one
    /// template.
    bool namesDisagree() const { return conflict_ >= disagreeFrom_; }

  private:
    /// A term of the left row and what the pair at hand makes of it.
    struct LeftTerm {
        std::uint32_t term;
        float rarity;
        TermMark mark;        ///< where the left row has it
        TermMark shared;      ///< columns in which both rows have it, if the right one was met at `metAt`
        TermMark right;       ///< where the right row has it, if it was met at `metAt`
        std::uint32_t metAt;  ///< number of the pair whose right row has it, too
    };
    /// A word of the left row's column, the first of its term.
    struct LeftWord {
        Leftover leftover;
        std::size_t slot = 0;  ///< among leftTerms_; none for the weak term
    };
    struct TextLikeness {
        float agreement = 0;
        float conflict = 0;      ///< bits of rarity unmatched on both sides
        int contradictions = 0;  ///< words with a life of their own, or numbers, set against each other
        bool missing = false;
    };

    void lookAtLeft(std::uint32_t left);
    void meetRight(std::uint32_t right);
    std::size_t slotOf(std::uint32_t term) const;
    /// The left row's term, or nullptr.
    const LeftTerm* leftTerm(std::uint32_t term) const;
    TextLikeness compareTexts(std::size_t column, std::uint32_t right, WordEvidence* evidence);
    bool weakIsShared(std::size_t column, std::uint32_t right) const;
    void readLeftWords(std::size_t column);
    void gatherLeftovers(std::size_t column, std::uint32_t right);
    void tellMatched(std::size_t column, std::uint32_t right, WordEvidence& evidence) const;
    float strayed(const Leftovers& words) const;
    void weighConflict(TextLikeness& likeness, WordEvidence* evidence) const;
    Level compareWholes(std::uint32_t right) const;
    std::string runTogether(std::uint32_t row) const;
    bool mayBeSpeltIn(std::string_view code, std::uint16_t digits, std::uint32_t row) const;
    float codeLikeness(std::uint32_t term, std::uint32_t otherRow, std::string& otherText) const;
    Level compareCodes(std::uint32_t right);
    Level compareValues(const Column& column, std::uint32_t right) const;

    const Corpus& corpus_;
    const Vocabulary& vocabulary_;
    TermMark nameColumns_ = 0;
    std::uint32_t left_ = 0xFFFFFFFFU;
    std::vector<LeftTerm> leftTerms_;  ///< open addressing, at most half full: within the nearest cache
    unsigned shift_ = 32;
    std::vector<std::uint32_t> leftSlots_;  ///< in use
    std::string leftText_;                  ///< run together when first asked for
    std::uint32_t pair_ = 0;
    float sharedSquares_ = 0;
    std::vector<float> matched_;             ///< by marked column: rarity of the terms both rows have there
    std::vector<std::uint32_t> rightCodes_;  ///< the right row's codes
    int contradictions_ = 0;
    std::vector<std::vector<LeftWord>> leftWords_;  ///< by column; only of names
    std::vector<std::uint32_t> leftCodes_;          ///< slots
    Leftovers leftLeft_, leftRight_;
    LeftoverAligner aligner_;
    float conflict_ = 0;      ///< bits of name words unmatched on both sides
    float disagreeFrom_ = 0;  ///< bits
};

}  // namespace cadastre::duplicates
