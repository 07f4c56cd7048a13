// Places of a country that isn't on the map: regions, towns, districts, settlements, with the Russian forms
// and the English name that names of systems need.
#pragma once

#include <cstdint>
#include <string>

namespace cadastre::generator {

struct Place {
    std::string nominative;   ///< «город Белогорск»
    std::string genitive;     ///< «города Белогорска»
    std::string abbreviated;  ///< genitive as people shorten it: «г. Белогорска»
    std::string english;      ///< "Belogorsk"
    std::string domain;       ///< letters for an address: "belogorsk"
};

/// Region `number`, from 0; different numbers have different names.
Place region(std::uint64_t number);
/// Town, district, urban or rural settlement `number`, from 0.
Place municipality(std::uint64_t number);

}  // namespace cadastre::generator
