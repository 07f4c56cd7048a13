// Summing what overlaps, without a floating point in sight.
#include "profiles/duplicates/register/price.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

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

/// The systems that are priced in one currency.
struct Counted {
    std::vector<std::size_t> members;
    std::vector<Wide> amounts;  ///< by member: the part of its system's cost that it answers for
    std::string terms;
    std::vector<CostTerm> steps;
    std::vector<Wide> solutions;  ///< what each costs
    std::vector<CountedOnce> copies, instances;
    int systems = 0;

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

/// `part`, split in proportion to the amounts so that the pieces add up to it exactly: every piece is what
/// the amounts up to it deserve together, less what was given before.
template <typename Amount>
std::vector<Amount> split(Amount part, std::span<const Wide> amounts) {
    using Long = long double;
    Wide whole = 0, before = 0;
    for (const Wide amount : amounts)
        whole += amount;
    std::vector<Amount> pieces;
    Amount given = 0;
    for (const Wide amount : amounts) {
        before += amount;
        const Amount due = whole == 0 ? Amount{0}
                           : before == whole
                               ? part
                               : static_cast<Amount>(static_cast<Long>(part) * static_cast<Long>(before) /
                                                     static_cast<Long>(whole));
        pieces.push_back(due - given);
        given = due;
    }
    return pieces;
}

/// What a sum is made of, system by system.
class CostSum {
  public:
    CostSum(std::span<const MemberCost> members, Price& price) : members_(members), price_(price) {
        price.shares.resize(members.size());
    }

    /// Takes the members of which `atStake` says that their money is counted.
    template <typename AtStake>
    std::map<std::string, Counted> of(const AtStake& atStake) {
        std::vector<std::vector<std::size_t>> systems;
        std::map<std::uint32_t, std::size_t> places;
        for (std::size_t i = 0; i < members_.size(); ++i) {
            if (!atStake(i)) continue;
            if (!isKnown(i)) {
                ++price_.membersWithUnknownCost;
                continue;
            }
            ++price_.membersWithKnownCost;
            const std::uint32_t system = members_[i].one.system;
            const auto [place, fresh] = places.try_emplace(system, systems.size());
            if (fresh || system == 0) {
                systems.push_back({i});
            } else if (members_[systems[place->second].front()].currency == members_[i].currency) {
                systems[place->second].push_back(i);  // of several currencies the first one's holds
            }
        }
        for (const auto& records : systems)
            addSystem(records);
        for (auto& [currency, counted] : byCurrency_)
            sumSolutions(counted);
        return std::move(byCurrency_);
    }

  private:
    static constexpr std::size_t mostSteps = 100, mostTold = 20;

    bool isKnown(std::size_t member) const {
        return members_[member].yearlyRunningCost || members_[member].plannedDevelopment;
    }
    Wide amountOf(std::size_t member) const {
        const MemberCost& cost = members_[member];
        return share(
            static_cast<Wide>(cost.yearlyRunningCost.value_or(0)) + cost.plannedDevelopment.value_or(0),
            cost.allocationPermille);
    }

    void addSystem(const std::vector<std::size_t>& records) {
        Counted& counted = byCurrency_[members_[records.front()].currency];
        ++counted.systems;
        std::vector<Wide> amounts;
        for (const std::size_t record : records)
            amounts.push_back(amountOf(record));
        const auto dearest = std::max_element(amounts.begin(), amounts.end());
        const std::size_t best = records[static_cast<std::size_t>(dearest - amounts.begin())];
        const auto parts = split(*dearest, std::span<const Wide>(amounts));
        std::string term;
        for (std::size_t i = 0; i < records.size(); ++i) {
            const MemberCost& cost = members_[records[i]];
            const std::int64_t running = cost.yearlyRunningCost.value_or(0),
                               development = cost.plannedDevelopment.value_or(0);
            counted.members.push_back(records[i]);
            counted.amounts.push_back(parts[i]);
            if (counted.steps.size() < mostSteps) {
                counted.steps.push_back({cost.uid, running, development, cost.allocationPermille,
                                         records[i] == best ? shown(amounts[i]) : 0});
            }
            term += fmt::format("{}({} + {}) × {}", term.empty() ? "" : ", ", running, development,
                                permille(cost.allocationPermille));
        }
        if (!counted.terms.empty()) counted.terms += " + ";
        counted.terms += records.size() > 1 ? fmt::format("max({})", term) : term;
        if (records.size() > 1 && counted.copies.size() < mostTold)
            counted.copies.push_back({members_[best].uid, records.size(), shown(*dearest)});
    }

    /// Systems of one solution stay or go together.
    void sumSolutions(Counted& counted) const {
        struct Solution {
            Wide cost = 0;
            std::size_t first = 0;
            std::vector<std::uint32_t> systems;  // those of several records, by number
            std::size_t others = 0;
        };
        std::vector<Solution> solutions;
        std::map<std::uint32_t, std::size_t> places;
        for (std::size_t i = 0; i < counted.members.size(); ++i) {
            const auto [system, number] = members_[counted.members[i]].one;
            const auto [place, fresh] = places.try_emplace(number, solutions.size());
            if (fresh || number == 0) solutions.push_back({0, counted.members[i], {}, 0});
            Solution& own = number != 0 ? solutions[place->second] : solutions.back();
            own.cost += counted.amounts[i];
            if (system == 0) {
                ++own.others;
            } else if (std::find(own.systems.begin(), own.systems.end(), system) == own.systems.end()) {
                own.systems.push_back(system);
            }
        }
        for (const Solution& own : solutions) {
            counted.solutions.push_back(own.cost);
            const std::size_t systems = own.systems.size() + own.others;
            if (systems > 1 && counted.instances.size() < mostTold)
                counted.instances.push_back({members_[own.first].uid, systems, shown(own.cost)});
        }
    }

    std::span<const MemberCost> members_;
    Price& price_;
    std::map<std::string, Counted> byCurrency_;
};

/// How many of the members' solutions are told apart.
std::size_t solutionsAmong(std::span<const MemberCost> members) {
    std::set<std::uint32_t> shared;
    std::size_t alone = 0;
    for (const MemberCost& member : members) {
        if (member.one.solution == 0) {
            ++alone;
        } else {
            shared.insert(member.one.solution);
        }
    }
    return alone + shared.size();
}

void addRange(Price& price, MoneyRange range, const Counted& counted) {
    range.total = shown(counted.total());
    range.systemsCounted = counted.systems;
    range.terms = counted.steps;
    range.copies = counted.copies;
    range.solutions = counted.instances;
    const std::span<const Wide> amounts(counted.amounts);
    const auto lows = split(range.low, amounts), above = split(range.high - range.low, amounts);
    for (std::size_t i = 0; i < counted.members.size(); ++i)
        price.shares[counted.members[i]] = MoneyShare{lows[i], lows[i] + above[i]};
    price.ranges.push_back(std::move(range));
}

}  // namespace

Price priceOverlap(std::span<const MemberCost> members, int overlapLowPermille, int overlapHighPermille) {
    Price price;
    price.overlapLowPermille = overlapLowPermille;
    price.overlapHighPermille = overlapHighPermille;
    const std::size_t solutions = solutionsAmong(members);
    for (const auto& [currency, counted] : CostSum(members, price).of([](std::size_t) { return true; })) {
        const Wide total = counted.total();
        const auto [least, most] = std::minmax_element(counted.solutions.begin(), counted.solutions.end());
        const bool anotherMayStay = counted.solutions.size() < solutions;
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
    for (const auto& [currency, counted] :
         CostSum(members, price).of([&](std::size_t i) { return isPlan[i]; })) {
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

namespace {

nlohmann::json toJson(const std::vector<CountedOnce>& counted) {
    nlohmann::json list = nlohmann::json::array();
    for (const CountedOnce& each : counted)
        list.push_back({{"uid", each.uid}, {"members", each.members}, {"counted", each.counted}});
    return list;
}

}  // namespace

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
                            {"members", range.systemsCounted},
                            {"stays_low", range.staysLow},
                            {"stays_high", range.staysHigh},
                            {"overlap_low", price.overlapLowPermille},
                            {"overlap_high", price.overlapHighPermille},
                            {"terms", std::move(terms)},
                            {"copies", toJson(range.copies)},
                            {"solutions", toJson(range.solutions)}}}});
    }
    return {{"prices", std::move(ranges)}, {"members_with_known_cost", price.membersWithKnownCost}};
}

}  // namespace cadastre::duplicates
