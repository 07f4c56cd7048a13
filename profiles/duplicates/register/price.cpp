// Summing what overlaps, without a floating point in sight.
#include "profiles/duplicates/register/price.h"

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

/// The members that are priced in one currency.
struct Counted {
    std::vector<std::size_t> members;
    std::vector<Wide> amounts;
    std::string terms;
    std::vector<CostTerm> steps;

    Wide total() const {
        Wide sum = 0;
        for (const Wide amount : amounts)
            sum += amount;
        return sum;
    }
};

std::string permille(int value) {
    return fmt::format("{}.{:03}", value / 1000, value % 1000);
}

std::string percent(int permille) {
    return permille % 10 == 0 ? std::to_string(permille / 10)
                              : fmt::format("{}.{}", permille / 10, permille % 10);
}

/// Takes the members one by one; `atStake` says whose money is counted.
template <typename AtStake>
std::map<std::string, Counted> countCosts(std::span<const MemberCost> members, const AtStake& atStake,
                                          Price& price) {
    std::map<std::string, Counted> byCurrency;
    for (std::size_t i = 0; i < members.size(); ++i) {
        const MemberCost& member = members[i];
        if (!atStake(i)) continue;
        if (!member.yearlyRunningCost && !member.plannedDevelopment) {
            ++price.membersWithUnknownCost;
            continue;
        }
        ++price.membersWithKnownCost;
        Counted& counted = byCurrency[member.currency];
        const std::int64_t running = member.yearlyRunningCost.value_or(0);
        const std::int64_t development = member.plannedDevelopment.value_or(0);
        counted.members.push_back(i);
        counted.amounts.push_back(share(static_cast<Wide>(running) + development, member.allocationPermille));
        constexpr std::size_t mostSteps = 100;
        if (counted.steps.size() < mostSteps) {
            counted.steps.push_back(
                {member.uid, running, development, member.allocationPermille, shown(counted.amounts.back())});
        }
        counted.terms += fmt::format("{}({} + {}) × {}", counted.terms.empty() ? "" : " + ", running,
                                     development, permille(member.allocationPermille));
    }
    price.shares.resize(members.size());
    return byCurrency;
}

/// `part` of `whole`, split in proportion to the amounts so that the pieces add up to it exactly: every piece
/// is what the amounts up to it deserve together, less what was given before.
std::vector<std::int64_t> split(std::int64_t part, const Counted& counted) {
    using Long = long double;
    const Wide whole = counted.total();
    std::vector<std::int64_t> pieces;
    Wide before = 0;
    std::int64_t given = 0;
    for (const Wide amount : counted.amounts) {
        before += amount;
        const std::int64_t due = whole == 0        ? 0
                                 : before == whole ? part
                                                   : static_cast<std::int64_t>(static_cast<Long>(part) *
                                                                               static_cast<Long>(before) /
                                                                               static_cast<Long>(whole));
        pieces.push_back(due - given);
        given = due;
    }
    return pieces;
}

void addRange(Price& price, MoneyRange range, const Counted& counted) {
    range.total = shown(counted.total());
    range.membersCounted = static_cast<int>(counted.members.size());
    range.terms = counted.steps;
    const auto lows = split(range.low, counted), above = split(range.high - range.low, counted);
    for (std::size_t i = 0; i < counted.members.size(); ++i)
        price.shares[counted.members[i]] = MoneyShare{lows[i], lows[i] + above[i]};
    price.ranges.push_back(std::move(range));
}

}  // namespace

Price priceOverlap(std::span<const MemberCost> members, int overlapLowPermille, int overlapHighPermille) {
    Price price;
    price.overlapLowPermille = overlapLowPermille;
    price.overlapHighPermille = overlapHighPermille;
    for (const auto& [currency, counted] : countCosts(
             members, [](std::size_t) { return true; }, price)) {
        const Wide total = counted.total();
        const auto [least, most] = std::minmax_element(counted.amounts.begin(), counted.amounts.end());
        const bool anotherMayStay = counted.amounts.size() < members.size();
        const Wide staysHigh = anotherMayStay ? 0 : *least;
        MoneyRange range;
        range.currency = currency;
        range.low = shown(share(total - *most, overlapLowPermille));
        range.high = shown(share(total - staysHigh, overlapHighPermille));
        range.staysLow = shown(*most);
        range.staysHigh = shown(staysHigh);
        range.formula =
            fmt::format("([{}] − {} … {}) × {} … {}", counted.terms, range.staysLow, range.staysHigh,
                        permille(overlapLowPermille), permille(overlapHighPermille));
        range.words = {anotherMayStay ? "duplicates.price.overlap_with_unknown" : "duplicates.price.overlap",
                       {{"low", percent(overlapLowPermille)}, {"high", percent(overlapHighPermille)}}};
        addRange(price, std::move(range), counted);
    }
    return price;
}

Price pricePlans(std::span<const MemberCost> members, const std::vector<bool>& isPlan, int overlapLowPermille,
                 int overlapHighPermille) {
    Price price;
    price.overlapLowPermille = overlapLowPermille;
    price.overlapHighPermille = overlapHighPermille;
    for (const auto& [currency, counted] : countCosts(
             members, [&](std::size_t i) { return isPlan[i]; }, price)) {
        MoneyRange range;
        range.currency = currency;
        range.low = shown(share(counted.total(), overlapLowPermille));
        range.high = shown(share(counted.total(), overlapHighPermille));
        range.formula = fmt::format("[{}] × {} … {}", counted.terms, permille(overlapLowPermille),
                                    permille(overlapHighPermille));
        range.words = {"duplicates.price.plans",
                       {{"low", percent(overlapLowPermille)}, {"high", percent(overlapHighPermille)}}};
        addRange(price, std::move(range), counted);
    }
    return price;
}

nlohmann::json toJson(const Price& price) {
    nlohmann::json ranges = nlohmann::json::array();
    for (const MoneyRange& range : price.ranges) {
        nlohmann::json terms = nlohmann::json::array();
        for (const CostTerm& term : range.terms) {
            terms.push_back({{"uid", term.uid},
                             {"running", term.running},
                             {"development", term.development},
                             {"allocation", term.allocationPermille},
                             {"counted", term.counted}});
        }
        ranges.push_back({{"currency", range.currency},
                          {"low", range.low},
                          {"high", range.high},
                          {"formula", range.formula},
                          {"words", toJson(range.words)},
                          {"steps",
                           {{"total", range.total},
                            {"members", range.membersCounted},
                            {"stays_low", range.staysLow},
                            {"stays_high", range.staysHigh},
                            {"overlap_low", price.overlapLowPermille},
                            {"overlap_high", price.overlapHighPermille},
                            {"terms", std::move(terms)}}}});
    }
    return {{"prices", std::move(ranges)}, {"members_with_known_cost", price.membersWithKnownCost}};
}

}  // namespace cadastre::duplicates
