// The words of the sample government, Russian and English: what bodies do, to what, with which systems.
// All of it is of our own making; the function codes are those of schema/codes/function_code.csv.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace cadastre::generator {

/// A field of government that bodies are made for.
struct Area {
    std::string_view genitive;  ///< «здравоохранения»
    std::string_view english;   ///< "Health"
    std::string_view cofog;     ///< division of its powers
};

/// What a system does, in the three shapes that the same name takes from hand to hand.
struct Action {
    std::string_view nominative;  ///< «учёт»
    std::string_view genitive;    ///< «учёта»
    std::string_view dative;      ///< «учёту»
    std::string_view english;     ///< "accounting"
};

/// What it does it to.
struct Object {
    std::string_view genitive;    ///< «лесных участков»
    std::string_view english;     ///< "forest plots"
    std::string_view classifier;  ///< "cofog" or "typical"
    std::string_view code;
    std::size_t area;  ///< into areas(); of no meaning for typical activities
};

/// What a system is called before its name begins.
struct SystemKind {
    std::string_view abbreviation;  ///< «АИС»
    std::string_view expansion;  ///< «Автоматизированная информационная система»
    std::string_view english;
};

/// One thing that a purpose says the system is for; genitive after «для».
struct Duty {
    std::string_view genitive;
    std::string_view english;
};

/// Whom a system serves.
struct Beneficiary {
    std::string_view dative;      ///< after «результаты доступны»
    std::string_view nominative;  ///< by itself
    std::string_view english;
};

std::span<const Area> areas();
std::span<const Action> actions();
std::span<const Object> objects();
std::span<const Duty> duties();
std::span<const Beneficiary> beneficiaries();
std::span<const SystemKind> federalKinds();
std::span<const SystemKind> regionalKinds();
std::span<const SystemKind> municipalKinds();
std::span<const SystemKind> departmentalKinds();
std::span<const std::string_view> surnames();  ///< of a person who answers for a system
std::span<const std::string_view> posts();     ///< that person's post
std::span<const std::string_view> vendors();

/// The proper name number `number`; different numbers have different names. The first are words
/// («Вектор»), the rest are made of syllables («Карвеломи»).
std::string brandName(std::uint64_t number);

}  // namespace cadastre::generator
