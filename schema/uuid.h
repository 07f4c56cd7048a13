// Identifiers of the register: UUID version 7 (RFC 9562), ordered by time, so that what comes in together
// stands together in the indexes. It lives on the ground floor because every room that makes something names
// it so.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace cadastre {

/// Makes identifiers that grow strictly within one source; several sources differ in 62 random bits.
/// Not for use by several threads at once.
class UuidSource {
  public:
    UuidSource();
    /// The next identifier, 36 characters in lower case.
    std::string next();

  private:
    std::uint64_t milliseconds_ = 0;
    std::uint32_t counter_ = 0;     // 12 bits, the field rand_a of the RFC, as a counter
    std::uint64_t randomSeed_ = 0;  // state of splitmix64, seeded by the system
};

/// One identifier, for those who need no series.
std::string makeUuid();

}  // namespace cadastre
