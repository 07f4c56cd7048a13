// What a system is called and what it is said to be for: the parts of a name, and the habits by which
// different hands write the same parts differently. Duplicates are the same parts in another hand.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "tools/generator/random.h"
#include "tools/generator/vocabulary.h"

namespace cadastre::generator {

/// What a name is made of. The parts that tell this system from its siblings are `place` and `brand`.
struct NameParts {
    const SystemKind* kind = nullptr;
    const Action* action = nullptr;
    const Object* object = nullptr;
    std::string place;             ///< genitive, of a territory or a body; may be empty
    std::string placeAbbreviated;  ///< the same as people shorten it
    std::string placeEnglish;
    std::string brand;  ///< proper name without quotation marks; may be empty
};

/// A hand: how one person writes the parts down.
struct Hand {
    enum class Inflection : std::uint8_t {
        genitive,    ///< «система учёта дорог»
        dative,      ///< «система по учёту дорог»
        nominative,  ///< «система «Учёт дорог»»
    };
    /// Where the brand stands; a name without one begins with the place when the brand should come first.
    enum class Order : std::uint8_t { brandLast, brandBeforePlace, brandFirst };
    enum class Script : std::uint8_t { cyrillic, englishHabit, europeanHabit };

    Inflection inflection = Inflection::genitive;
    Order order = Order::brandLast;
    Script script = Script::cyrillic;
    bool abbreviates = false;  ///< the kind: «АИС» for «Автоматизированная информационная система»
    bool abbreviatesPlace = false;  ///< «г.» for «города»
    unsigned typos = 0;             ///< slips of the finger in words that don't tell siblings apart
};

/// The name as this hand writes it. `random` decides where the slips are, nothing else.
std::string nameOf(const NameParts& parts, const Hand& hand, Random random);
std::string englishNameOf(const NameParts& parts);

/// What a system is said to be for.
struct PurposeParts {
    std::array<std::size_t, 3> duties{};  ///< into duties()
    std::size_t beneficiary = 0;
    std::size_t opening = 0;    ///< which way of beginning
    std::uint64_t objects = 0;  ///< how many records it holds
    std::uint64_t offices = 0;  ///< how many offices use it
};

inline constexpr std::size_t kOpenings = 5;

std::string purposeOf(const NameParts& name, const PurposeParts& parts);
std::string englishPurposeOf(const NameParts& name, const PurposeParts& parts);

/// `slips` typing slips (letters swapped, doubled, dropped or replaced by a neighbour) in words of six
/// letters and more that don't stand in `spared`.
std::string withTypos(std::string text, unsigned slips, const std::string& spared, Random& random);

/// «учёт» → «Учёт»: the first Cyrillic or Latin letter as a capital.
std::string capitalised(std::string text);

}  // namespace cadastre::generator
