// The bodies of the sample government: a tree of federal bodies, regions, municipalities and subordinate
// institutions, each with a number of seats that says how many systems it holds beside the others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "importers/record.h"
#include "tools/generator/numbers.h"
#include "tools/generator/places.h"

namespace cadastre::generator {

enum class SubjectKind : std::uint8_t { federalBody, fund, region, municipality, subordinate };

struct Subject {
    std::string code;
    SubjectKind kind = SubjectKind::federalBody;
    std::string name;
    std::string genitive;  ///< «Министерства здравоохранения»
    std::string shortName;
    std::string english;
    std::optional<std::size_t> parent;
    std::string level;     ///< code list government_level
    std::size_t area = 0;  ///< its field, into areas()
    Place place;           ///< where it has a territory; empty names for the whole country
    std::string taxNumber;
    std::string registrationNumber;
    Day foundedOn = 0;
    bool silent = false;                   ///< owes a report and files nothing
    bool nilReturn = false;                ///< files that it has nothing
    std::optional<std::size_t> successor;  ///< dissolved; its functions went there
};

/// How a record's key and another's reference to it are written: "SUBJECT/key".
std::string uidOf(const Subject& subject, std::string_view key);

class Subjects {
  public:
    /// `count` ≥ 5 bodies. Of those without systems there are one silent and one with a nil return for every
    /// 25 (at least one each), and one dissolved body for every 100 (at least one).
    Subjects(std::uint64_t seed, std::size_t count);

    [[nodiscard]] const std::vector<Subject>& all() const { return all_; }
    [[nodiscard]] const Subject& operator[](std::size_t position) const { return all_[position]; }
    /// Positions of those that hold systems; a federal body stands here several times.
    [[nodiscard]] const std::vector<std::size_t>& seats() const { return seats_; }
    /// Positions of the holders below the federal level, each once, in one list for each of regions,
    /// municipalities and subordinate institutions that has any: whom a template family can serve.
    [[nodiscard]] const std::vector<std::vector<std::size_t>>& localHolders() const { return localHolders_; }
    /// Positions of the federal bodies and funds that hold systems.
    [[nodiscard]] const std::vector<std::size_t>& federalHolders() const { return federalHolders_; }

    [[nodiscard]] importers::Record record(std::size_t position) const;

  private:
    void addFederal(std::size_t count, std::uint64_t seed);
    void addLocal(std::size_t regions, std::size_t municipalities);
    void addSubordinates(std::size_t count, std::uint64_t seed);
    void numberAll(std::uint64_t seed);
    void chooseWithoutSystems();

    std::vector<Subject> all_;
    std::vector<std::size_t> seats_;
    std::vector<std::vector<std::size_t>> localHolders_;
    std::vector<std::size_t> federalHolders_;
};

}  // namespace cadastre::generator
