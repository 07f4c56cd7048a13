// Money as it is kept: whole minor units of a currency, added exactly or not at all.
// Pure arithmetic; how many digits a currency has is the dictionary's business (ISO 4217).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace cadastre::money {

struct Amount {
    std::int64_t minor = 0;  ///< minor units
    std::string currency;    ///< ISO 4217

    bool operator==(const Amount&) const = default;
};

/// The amount in major units with as many decimals as the currency has: -5 with 2 digits is "-0.05".
/// @param minorDigits  0…4
std::string majorText(std::int64_t minor, int minorDigits);

/// What majorText writes (fewer decimals are taken too), as minor units; nothing when the text is no such
/// number, has more decimals than the currency, or leaves 64 bits.
std::optional<std::int64_t> minorUnits(std::string_view major, int minorDigits);

/// The sum; throws std::overflow_error when it leaves 64 bits.
std::int64_t add(std::int64_t left, std::int64_t right);

/// part / whole in ten-thousandths, rounded half away from zero; nothing when the whole is not positive.
std::optional<std::int64_t> shareInTenThousandths(std::int64_t part, std::int64_t whole);

/// Sums of amounts, a sum for each currency: currencies are never added to each other.
class Sums {
  public:
    void add(const Amount& amount);
    [[nodiscard]] const std::map<std::string, std::int64_t>& byCurrency() const { return sums_; }

  private:
    std::map<std::string, std::int64_t> sums_;
};

}  // namespace cadastre::money
