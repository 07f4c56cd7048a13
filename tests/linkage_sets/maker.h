// What the makers of the sets share: a repeatable source of chance, the slips people make, and a builder that
// remembers which row is which thing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/linkage_sets/linkage_sets.h"

namespace cadastre::tests {

/// SplitMix64 (Steele, Lea & Flood 2014): the same numbers on every machine.
class Chance {
  public:
    explicit Chance(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next();
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(next() % limit); }
    int between(int low, int high) {
        return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1)));
    }
    bool percent(int share) { return static_cast<int>(below(100)) < share; }
    std::string_view oneOf(std::span<const std::string_view> words) { return words[below(words.size())]; }
    /// Early words far more often than late ones (Zipf 1949).
    std::string_view oftenFirst(std::span<const std::string_view> words);
    /// A word nobody has heard of, two to four syllables.
    std::string inventedWord();

  private:
    std::uint64_t state_;
};

using Cells = std::vector<std::string>;

/// One slip of the pen anywhere in the text: a letter lost, doubled, swapped or wrong. Never inside a
/// character.
std::string withSlip(Chance& chance, std::string_view text);
std::string withSlips(Chance& chance, std::string text, int percentEach, int most);
std::vector<std::string> wordsIn(std::string_view text);
std::string joined(const std::vector<std::string>& words, std::string_view separator = " ");
std::string withoutOneWord(Chance& chance, std::string_view text);
std::string shuffledWords(Chance& chance, std::string_view text);
std::string initialsOf(std::string_view text);
std::string capitalised(std::string_view text);
std::string padded(int number, std::size_t width);

/// Ways to write a day: 2014-05-24, May 24, 2014, 24-May-14, 24 May 2014, 24 мая 2014 г., 24.05.2014.
enum class DayStyle : std::uint8_t { iso, american, dashed, english, russian, dotted };
std::string dayOf(int day, int month, int year, DayStyle style);

/// Collects rows by side and thing, shuffles them and writes down the truths.
class SetBuilder {
  public:
    SetBuilder(std::string name, Cells leftColumns)
        : name_(std::move(name)), columns_{std::move(leftColumns), {}} {}
    SetBuilder(std::string name, Cells leftColumns, Cells rightColumns)
        : name_(std::move(name)), columns_{std::move(leftColumns), std::move(rightColumns)}, two_(true) {}

    void addLeft(std::size_t thing, Cells cells) { rows_[0].push_back({thing, std::move(cells)}); }
    void addRight(std::size_t thing, Cells cells) { rows_[1].push_back({thing, std::move(cells)}); }
    LinkageSet build(Chance& chance);

  private:
    struct Row {
        std::size_t thing;
        Cells cells;
    };
    std::string name_;
    Cells columns_[2];
    bool two_ = false;
    std::vector<Row> rows_[2];
};

/// The makers, one a kind of data; `overlap` is the share in percent of things known to both tables.
LinkageSet makeProducts(std::string name, Chance& chance, std::size_t things, int overlap,
                        bool strangeColumns);
LinkageSet makeContracts(std::string name, Chance& chance, std::size_t things);
LinkageSet makeParts(std::string name, Chance& chance, std::size_t things);
LinkageSet makeSongs(std::string name, Chance& chance, std::size_t things);
LinkageSet makePapers(std::string name, Chance& chance, std::size_t things, bool manyCopies);
LinkageSet makeCitations(std::string name, Chance& chance, std::size_t things);
LinkageSet makeReports(std::string name, Chance& chance, std::size_t things);
LinkageSet makeRestaurants(std::string name, Chance& chance, std::size_t things, int overlap);
LinkageSet makeRussianBodies(std::string name, Chance& chance, std::size_t things, bool transliterated);
LinkageSet makeEuropeanBodies(std::string name, Chance& chance, std::size_t things);
LinkageSet makePersons(std::string name, Chance& chance, std::size_t things, int overlap,
                       bool strangeColumns);
/// With `twoTables` the copies of a person are dealt to two tables, so that both hold some twice.
LinkageSet makePersonClusters(std::string name, Chance& chance, std::size_t things, bool twoTables);
LinkageSet makeSoftware(std::string name, Chance& chance, std::size_t things);
LinkageSet makeModelNumbers(std::string name, Chance& chance, std::size_t things);
LinkageSet makeCameraOffers(std::string name, Chance& chance, std::size_t things);
LinkageSet makeBeers(std::string name, Chance& chance, std::size_t things);
LinkageSet makeTracks(std::string name, Chance& chance, std::size_t things);
/// A catalogue of papers, and what a harvest of the web made of them among four times as many others.
LinkageSet makeHarvest(std::string name, Chance& chance, std::size_t things);
LinkageSet makeOrganisations(std::string name, Chance& chance, std::size_t things);
LinkageSet makeScripts(std::string name, Chance& chance, std::size_t things);
LinkageSet makeSparse(std::string name, Chance& chance, std::size_t things);
LinkageSet makeCustomers(std::string name, Chance& chance, std::size_t things, int overlap);
/// Names in three columns and full against names in one, often by initials.
LinkageSet makeInitials(std::string name, Chance& chance, std::size_t things);
/// Addresses in six columns against addresses in one.
LinkageSet makeAddresses(std::string name, Chance& chance, std::size_t things);
LinkageSet makeBooks(std::string name, Chance& chance, std::size_t things);
/// What tells one from the next is the day, written by each table in its own way or in any way at all.
LinkageSet makeEvents(std::string name, Chance& chance, std::size_t things, bool oneStyleATable);
LinkageSet makeVoters(std::string name, Chance& chance, std::size_t things);
LinkageSet makeInvoices(std::string name, Chance& chance, std::size_t things);
LinkageSet makeMinistries(std::string name, Chance& chance, std::size_t things, bool twoTables);
LinkageSet makeCompanies(std::string name, Chance& chance, std::size_t things, bool latinOnly);
LinkageSet makeSettlements(std::string name, Chance& chance, std::size_t things);
/// One table of systems, a third of them cut from templates for one office each.
LinkageSet makeOfficeSystems(std::string name, Chance& chance, std::size_t things);
LinkageSet makeRecordings(std::string name, Chance& chance, std::size_t things);
LinkageSet makeReferenceLines(std::string name, Chance& chance, std::size_t things);
/// Every second value of a row moved to the end of its first column.
LinkageSet spilt(LinkageSet set, Chance& chance);

}  // namespace cadastre::tests
