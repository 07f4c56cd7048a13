// What a system does, in the words it is described with: a short profile of key phrases for each unit (a
// system, or a whole typical solution). Functions are named by an object and an activity that stand together
// ("document" + "management"), so phrases of two words are taken beside single words.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "profiles/duplicates/corpus.h"
#include "profiles/duplicates/functions/function_stems.h"
#include "profiles/duplicates/functions/holder_names.h"

namespace cadastre::duplicates {

/// Where the words of the units stand, and who holds them.
struct UnitTexts {
    NumberRows rows;                     ///< by unit: its corpus rows
    std::vector<std::int64_t> subjects;  ///< by unit: its (first) holder
    NumberRows holdersOfRow;             ///< by corpus row: who holds its records, by place; may be empty
    std::span<const Holder> holders;     ///< by place; what is not known explains nothing
};

class FunctionProfiles {
  public:
    /// Weighs every word stem, and every pair of stems that stand together, by
    /// - its information, log2(units ∕ units that have it) (Spärck Jones 1972), half where so few have it
    /// that
    ///   it names a product or a slip of the pen;
    /// - how readily it *names* a system: the share of units that carry it in a name among those that carry
    ///   it at all, drawn to the register's mean where few do. Boilerplate ("with the aim to create") stands
    ///   in purposes and never in names;
    /// - how widely it is spread over holders against chance, counted in 64 bits a phrase (linear counting,
    ///   Whang, Vander-Zanden & Taylor 1990): a word of one city's systems names the city, not a function.
    /// - whether it speaks for itself where it stands in the name of the unit's own holder, or of a body
    ///   above: by the share of its carriers that there would be if holders' names had no say (what is left
    ///   when the attributable fraction is taken away, Levin 1953). A town and a ministry are named by their
    ///   own systems and by hardly anybody else; "archive" is said by many, so the archive's systems may
    ///   say it too;
    /// - whether purposes say it too of the units that bear it in a name and have a purpose: a product's name
    ///   stands in names alone, however often it is sold.
    /// - for a single word, how firmly it stands with its most frequent companion: a word that goes with
    /// anything
    ///   ("national", "electronic") says nothing of a function by itself.
    /// Words of a quarter of all units are template, pairs that meet no oftener than chance are no phrase,
    /// and a unit is told by its heaviest phrases only, so that a long text says no more than a short one.
    /// @param nameColumns  so many of the corpus's first columns are names
    FunctionProfiles(const Corpus& corpus, const UnitTexts& texts, std::size_t nameColumns, int threads);

    /// By unit: phrase numbers, ascending, below phraseCount().
    const NumberRows& phrases() const { return phrases_; }
    /// Beside the phrases of a unit: their weights, together a vector of length 1.
    std::span<const float> weights(std::uint32_t unit) const {
        return std::span(weights_).subspan(phrases_.offsets[unit], phrases_.row(unit).size());
    }
    /// Beside the phrases of a unit: whether it is named by each.
    bool isNamed(std::uint32_t unit, std::size_t place) const {
        return named_[phrases_.offsets[unit] + place];
    }
    std::size_t phraseCount() const { return hashes_.size(); }
    /// Whether a phrase is one of two words; their hashes are odd.
    bool isOfTwo(std::uint32_t phrase) const { return (hashes_[phrase] & 1U) != 0; }
    /// Whether at least two systems are named by it.
    bool namesSystems(std::uint32_t phrase) const { return namesSystems_[phrase]; }
    /// How many different names in a unit carry a phrase.
    std::size_t namesOf(std::uint32_t unit, std::uint32_t phrase) const;
    bool tells(std::uint32_t unit, std::uint32_t phrase) const;
    /// The cosine of two units' profiles, 0…1.
    float likeness(std::uint32_t left, std::uint32_t right) const;
    /// A phrase as this unit words it, with a word that stands within it ("applications for support"), in
    /// names rather than in texts; folded, and empty where the unit doesn't have it.
    std::string wording(std::uint32_t unit, std::uint32_t phrase) const;
    /// The same as the left one words it, where a word stands within it only if the right one has it there
    /// too.
    std::string wordingOfBoth(std::uint32_t left, std::uint32_t right, std::uint32_t phrase) const;

  private:
    static constexpr std::size_t rowsLookedAt = 200;  ///< a family's template is told by some of its members

    /// What is counted of a phrase.
    struct Slot {
        std::uint32_t units = 0, named = 0;
        std::uint64_t holders = 0;  ///< a bit for each holder, by hash
    };
    /// A phrase met in a unit; of single words, left and right are the same.
    struct Met {
        std::uint32_t phrase = 0;  ///< its hash
        std::uint32_t leftWord = 0, rightWord = 0;
        std::uint32_t between = 0;  ///< the word that stands between them; the left one where none does
        std::uint32_t leftStem = 0, rightStem = 0;
        bool inName = false;
        bool inText = false;  ///< it stands in a purpose
        bool owed = false;    ///< all of it stands in the holder's name wherever it was met
        float voice = 1;      ///< how far names of bodies leave it a voice where it speaks best, 0…1
    };
    /// Working memory of one thread.
    struct Reading {
        std::vector<Met> met;
        std::vector<std::uint32_t> holderStems;  ///< of the names of who holds the row at hand, ascending
        std::uint64_t holderBits = 0;            ///< a bit for each of them: most words are told by it alone
        /// Beside the words of the text at hand: how far the name of a body they stand in speaks for itself;
        /// inNoName where they stand in none.
        std::vector<float> nameVoices;
    };
    static constexpr float inNoName = 2;

    void countStems();
    void countPhrases(int threads);
    void countCompanions(int threads);
    void chooseProfiles(int threads);
    void numberPhrases();
    /// How a unit words a phrase; nothing where it doesn't have it.
    std::optional<Met> metIn(std::uint32_t unit, std::uint32_t phrase) const;
    std::string spoken(const Met& met, bool whole) const;
    void countNamesakes();
    std::span<const std::uint32_t> holdersOf(std::uint32_t row) const;
    void markHolders(std::uint32_t row, Reading& reading) const;
    void meetText(std::span<const std::uint32_t> words, bool inName, Reading& reading) const;
    /// Finds the names of bodies in a text: its holder's in any part of two words and more, others' whole.
    void markNames(std::span<const std::uint32_t> words, Reading& reading) const;
    static bool owed(std::uint32_t stem, const Reading& reading);
    /// Every phrase of a unit once, by phrase number.
    void meetUnit(std::uint32_t unit, Reading& reading) const;
    /// How far a phrase of bodies' names speaks for itself, 0…1.
    float voiceOf(std::uint32_t phrase, std::uint32_t leftStem, std::uint32_t rightStem) const;
    std::uint32_t hashOf(std::uint32_t leftStem, std::uint32_t rightStem) const;
    float weightOf(const Met& met) const;
    double spreadOf(const Slot& slot) const;
    bool hasText(std::uint32_t unit) const;
    /// How far what systems are called by is said of their work too, 0…1; a product's name is not.
    double echoOf(std::uint32_t phrase) const;

    const Corpus& corpus_;
    const UnitTexts& texts_;
    std::size_t nameColumns_;
    FunctionStems stems_;
    HolderNames holderNames_;
    std::vector<std::uint32_t> stemUnits_;  ///< by stem: how many units have it
    std::vector<std::uint32_t> namesakes_;  ///< by stem: units whose holders' names have it
    std::vector<std::uint32_t> companion_;  ///< by stem: units that have it with its most frequent companion
    std::uint64_t hashMask_ = 0;
    bool counted_ = false;     ///< while slots_, owed_ and namesakes_ say what there is
    std::vector<Slot> slots_;  ///< by hash of phrase; let go once the profiles are chosen
    /// By hash: units that bear it in a name and whose purpose doesn't say it; at most 65,535.
    std::vector<std::uint16_t> silent_;
    double meanEcho_ = 1;                  ///< share of namings that are not silent
    std::vector<std::uint32_t> owed_;      ///< by hash: units that have it in their holders' names only
    std::vector<std::uint32_t> hashes_;    ///< by phrase, ascending
    std::vector<bool> namesSystems_;       ///< by phrase
    std::vector<double> expectedHolders_;  ///< by number of units: bits that as many random units would set
    double meanNamed_ = 0;
    NumberRows phrases_;
    std::vector<float> weights_;
    std::vector<bool> named_;  ///< beside weights_
};

}  // namespace cadastre::duplicates
