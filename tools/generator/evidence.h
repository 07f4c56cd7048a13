// What speaks for the state's systems beside their holders' word: a feed of domains, most of them of
// registered systems, some of none, and acts of commissioning. It lives beside the assets because it answers
// to what they state.
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
    std::string asset;    ///< the holder's key of the system; empty: the feed does not know whose it is
};

/// At most so many sites are kept in mind, so that memory stays flat.
constexpr std::size_t kMostSites = 1000;

/// An act by which a system was taken into use.
struct Act {
    std::string subject;
    std::string asset;
    std::string key;
    std::string signedOn;  ///< YYYY-MM-DD
};

/// At most so many acts are kept in mind.
constexpr std::size_t kMostActs = 1000;

/// Two sites of three are seen by the feed; beside every eighth of those stands a domain that no system
/// states.
std::vector<Record> evidenceRecords(std::uint64_t seed, const std::vector<Site>& sites);
Record actRecord(const Act& act);

}  // namespace cadastre::generator
