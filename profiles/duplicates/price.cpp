// Summing what overlaps, without a floating point in sight.
#include "profiles/duplicates/price.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

namespace cadastre::duplicates {
namespace {

__extension__ using Wide = __int128;

/// Sums are exact; only what is shown is held to 64 bits, so that one absurd cost can't stop a whole run.
std::int64_t shown(Wide amount) {
    constexpr Wide most = std::numeric_limits<std::int64_t>::max(),
                   least = std::numeric_limits<std::int64_t>::min();
    return static_cast<std::int64_t>(std::clamp(amount, least, most));
}

/// amount × permille ∕ 1000, rounded half away from zero.
Wide share(Wide amount, int permille) {
    const Wide product = amount * permille;
    return (product + (product >= 0 ? 500 : -500)) / 1000;
}

struct Counted {
    std::vector<Wide> amounts;
    std::string terms;
};

std::string permille(int value) {
    return fmt::format("{}.{:03}", value / 1000, value % 1000);
}

}  // namespace

Price priceOverlap(std::span<const MemberCost> members, int overlapLowPermille, int overlapHighPermille) {
    Price price;
    price.overlapLowPermille = overlapLowPermille;
    price.overlapHighPermille = overlapHighPermille;
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
        counted.amounts.push_back(share(static_cast<Wide>(running) + development, member.allocationPermille));
        counted.terms += fmt::format("{}({} + {}) × {}", counted.terms.empty() ? "" : " + ", running,
                                     development, permille(member.allocationPermille));
    }
    for (const auto& [currency, counted] : byCurrency) {
        Wide total = 0;
        for (const Wide amount : counted.amounts)
            total += amount;
        const auto [least, most] = std::minmax_element(counted.amounts.begin(), counted.amounts.end());
        const bool anotherMayStay = counted.amounts.size() < members.size();
        const Wide staysHigh = anotherMayStay ? 0 : *least;
        MoneyRange range;
        range.currency = currency;
        range.low = shown(share(total - *most, overlapLowPermille));
        range.high = shown(share(total - staysHigh, overlapHighPermille));
        range.formula =
            fmt::format("[{}] − {} … {} stays, × {} … {}", counted.terms, shown(*most), shown(staysHigh),
                        permille(overlapLowPermille), permille(overlapHighPermille));
        price.ranges.push_back(std::move(range));
    }
    return price;
}

nlohmann::json toJson(const Price& price) {
    nlohmann::json ranges = nlohmann::json::array();
    for (const MoneyRange& range : price.ranges) {
        ranges.push_back({{"currency", range.currency},
                          {"low", range.low},
                          {"high", range.high},
                          {"formula", range.formula}});
    }
    return {{"prices", std::move(ranges)}, {"members_with_known_cost", price.membersWithKnownCost}};
}

}  // namespace cadastre::duplicates
