// What others saw of the state's systems: a feed of domains, most of them of registered systems, some of
// none. It lives beside the assets because it answers to what they state.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tools/generator/record_fields.h"

namespace cadastre::generator {

/// Where a system says that it answers.
struct Site {
    std::string subject;
    std::string address;  ///< https://host/
};

/// At most so many sites are kept in mind, so that memory stays flat.
constexpr std::size_t kMostSites = 1000;

/// Two sites of three are seen by the feed; beside every eighth of those stands a domain that no system
/// states.
std::vector<Record> evidenceRecords(std::uint64_t seed, const std::vector<Site>& sites);

}  // namespace cadastre::generator
