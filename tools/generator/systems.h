// Information systems: what is true of one, how a copy of it comes out under another hand, and the record
// made of that. Everything follows from the seed and the slot, so a copy can look up its original.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "importers/record.h"
#include "tools/generator/life.h"
#include "tools/generator/naming.h"
#include "tools/generator/plan.h"

namespace cadastre::generator {

/// How often (of a hundred copies) each kind of noise comes upon a copy; docs/sample.md states them. A copy
/// that no noise of the name came upon gets one typo, so none is a plain copy of the name. (That another body
/// wrote it down is planned with the holder: 30.)
struct NoiseRates {
    static constexpr unsigned typos = 40;
    static constexpr unsigned reordering = 30;
    static constexpr unsigned reinflection = 25;
    static constexpr unsigned englishTransliteration = 10;
    static constexpr unsigned europeanTransliteration = 10;
    static constexpr unsigned abbreviation = 35;
    static constexpr unsigned missingPurpose = 25;
    static constexpr unsigned rewordedPurpose = 30;
    static constexpr unsigned otherFunctionCode = 15;
};

/// Which noise came upon a copy.
struct Noise {
    bool typos = false;
    bool reordering = false;
    bool reinflection = false;
    bool englishTransliteration = false;
    bool europeanTransliteration = false;
    bool abbreviation = false;
    bool missingPurpose = false;
    bool rewordedPurpose = false;
    bool otherFunctionCode = false;
    bool otherBody = false;
};

/// What is true of a system, before anybody writes it down.
struct SystemFacts {
    NameParts name;
    Hand hand;
    PurposeParts purpose;
    bool purposeStated = true;
    bool purposeInEnglish = false;
    Life life;
    std::size_t holder = 0;
    std::string classifier;
    std::string functionCode;
    std::string responsible;
    std::string legalBasis;
    std::string webAddress;         ///< empty: none
    std::string attestationNumber;  ///< empty: not stated
    Day attestationExpiresOn = 0;
    std::int64_t yearlyCost = 0;          ///< kopecks
    std::int64_t plannedDevelopment = 0;  ///< kopecks
    std::int64_t bookValue = 0;           ///< kopecks
    std::int64_t users = 0;
    Noise noise;
};

class Systems {
  public:
    Systems(const Settings& settings, const Subjects& subjects)
        : settings_(&settings), subjects_(&subjects) {}

    [[nodiscard]] SystemFacts facts(const BlockPlan& plan, std::size_t slot) const;
    [[nodiscard]] importers::Record record(const BlockPlan& plan, std::size_t slot) const;

  private:
    [[nodiscard]] SystemFacts ownFacts(const BlockPlan& plan, std::size_t slot) const;
    void nameSingle(SystemFacts& facts, const Slot& slot, std::uint64_t number, Random& random) const;
    void nameMember(SystemFacts& facts, const BlockPlan& plan, const Slot& slot) const;
    void distort(SystemFacts& facts, const Slot& slot, std::uint64_t place, Random& random) const;
    void describe(importers::Record& record, const SystemFacts& facts, const Random& typos,
                  Random& random) const;
    static void stateLife(importers::Record& record, const Life& life, Random& random);
    static void stateUse(importers::Record& record, const SystemFacts& facts);
    static void stateSecurity(importers::Record& record, const SystemFacts& facts, Random& random);

    const Settings* settings_;
    const Subjects* subjects_;
};

}  // namespace cadastre::generator
