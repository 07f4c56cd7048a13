// Summing what overlaps, without a floating point in sight.
#include "profiles/duplicates/price.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>

namespace cadastre::duplicates {
namespace {

std::int64_t added(std::int64_t a, std::int64_t b) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) throw std::overflow_error("money in overlap leaves 64 bits");
    return sum;
}

/// amount × permille ∕ 1000, rounded half up, exact on the way.
std::int64_t share(std::int64_t amount, int permille) {
    __extension__ using Wide = __int128;
    const Wide product = static_cast<Wide>(amount) * permille;
    return static_cast<std::int64_t>((product + (product >= 0 ? 500 : -500)) / 1000);
}

struct Counted {
    std::vector<std::int64_t> amounts;
    std::string terms;
};

std::string permille(int value) {
    return fmt::format("{}.{:03}", value / 1000, value % 1000);
}

}  // namespace

Price priceOverlap(std::span<const MemberCost> members, int overlapLowPermille, int overlapHighPermille) {
    Price price;
    std::map<std::string, Counted> byCurrency;
    for (const MemberCost& member : members) {
        if (!member.yearlyRunningCost && !member.plannedDevelopment) {
            ++price.membersWithUnknownCost;
            continue;
        }
        ++price.membersWithKnownCost;
        Counted& counted = byCurrency[member.currency];
        const std::int64_t running = member.yearlyRunningCost.value_or(0);
        const std::int64_t development = member.plannedDevelopment.value_or(0);
        counted.amounts.push_back(share(added(running, development), member.allocationPermille));
        counted.terms += fmt::format("{}({} + {}) × {}", counted.terms.empty() ? "" : " + ", running,
                                     development, permille(member.allocationPermille));
    }
    for (const auto& [currency, counted] : byCurrency) {
        std::int64_t total = 0;
        for (const std::int64_t amount : counted.amounts)
            total = added(total, amount);
        const auto [least, most] = std::minmax_element(counted.amounts.begin(), counted.amounts.end());
        const bool anotherMayStay = counted.amounts.size() < members.size();
        const std::int64_t staysHigh = anotherMayStay ? 0 : *least;
        MoneyRange range;
        range.currency = currency;
        range.low = share(total - *most, overlapLowPermille);
        range.high = share(total - staysHigh, overlapHighPermille);
        range.formula = fmt::format("[{}] − {} … {} stays, × {} … {}", counted.terms, *most, staysHigh,
                                    permille(overlapLowPermille), permille(overlapHighPermille));
        price.ranges.push_back(std::move(range));
    }
    return price;
}

}  // namespace cadastre::duplicates
