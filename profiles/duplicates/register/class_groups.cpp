// Relations, scope, price and order of members.
#include "profiles/duplicates/register/class_groups.h"

#include <algorithm>
#include <numeric>

#include "profiles/duplicates/explain.h"

namespace cadastre::duplicates {

ClassGroups::ClassGroups(const RegisterClass& assets, const RegisterOptions& options,
                         RegisterFindings& findings)
    : assets_(assets),
      options_(options),
      findings_(findings),
      scope_(options.scope.begin(), options.scope.end()) {
    for (const SaidApart& said : options.saidApart) {
        const auto record = assets.recordWith(said.uid);
        if (!record) continue;
        (said.aboutIdentity ? identitySides_ : functionSides_)[*record].push_back({said.decision, said.side});
    }
}

std::string ClassGroups::nameOf(std::uint32_t record) const {
    return readable(assets_.nameOf(record));
}

bool ClassGroups::related(std::uint32_t a, std::uint32_t b) const {
    const auto solutionA = assets_.solutionOf(a), solutionB = assets_.solutionOf(b);
    const Uid &uidA = assets_.records()[a].uid, &uidB = assets_.records()[b].uid;
    return (solutionA && solutionA == solutionB) || solutionA == uidB || solutionB == uidA ||
           assets_.parentOf(a) == uidB || assets_.parentOf(b) == uidA;
}

Numbers ClassGroups::recordsOf(const Numbers& rows) const {
    Numbers records;
    for (const std::uint32_t row : rows) {
        const auto own = assets_.recordsOf(row);
        records.insert(records.end(), own.begin(), own.end());
    }
    return records;
}

std::size_t ClassGroups::subjectsAmong(const Numbers& records) const {
    std::set<std::int64_t> subjects;
    for (const std::uint32_t record : records)
        subjects.insert(assets_.records()[record].subject);
    return subjects.size();
}

void ClassGroups::dropRelated(Numbers& records) const {
    constexpr std::size_t enoughOthers = 256;
    const Numbers all = records;
    std::erase_if(records, [&](std::uint32_t record) {
        const std::size_t others = std::min(all.size(), enoughOthers);
        return std::all_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(others),
                           [&](std::uint32_t other) { return other == record || related(record, other); });
    });
}

bool ClassGroups::apart(const Sides& sides, std::uint32_t a, std::uint32_t b) {
    const auto one = sides.find(a), other = sides.find(b);
    if (one == sides.end() || other == sides.end()) return false;
    return std::any_of(one->second.begin(), one->second.end(), [&](const Side& mine) {
        return std::any_of(other->second.begin(), other->second.end(), [&](const Side& its) {
            return mine.decision == its.decision && mine.side != its.side;
        });
    });
}

std::vector<Numbers> ClassGroups::partsOf(const Numbers& records, bool aboutIdentity) const {
    const Sides& sides = aboutIdentity ? identitySides_ : functionSides_;
    if (sides.empty()) return {records};
    // Those of whom people spoke come first; newcomers join the largest part that takes them, so that one who
    // was dropped draws nobody away from the group.
    Numbers order(records.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_partition(order.begin(), order.end(),
                          [&](std::uint32_t place) { return sides.contains(records[place]); });
    std::vector<Numbers> places;
    for (const std::uint32_t place : order) {
        Numbers* best = nullptr;
        for (Numbers& part : places) {
            const bool takesIt = std::none_of(part.begin(), part.end(), [&](std::uint32_t other) {
                return apart(sides, records[place], records[other]);
            });
            if (takesIt && (best == nullptr || part.size() > best->size())) best = &part;
        }
        if (best == nullptr) best = &places.emplace_back();
        best->push_back(place);
    }
    std::vector<Numbers> parts;
    for (Numbers& part : places) {
        std::sort(part.begin(), part.end());
        for (std::uint32_t& place : part)
            place = records[place];
        parts.push_back(std::move(part));
    }
    return parts;
}

bool ClassGroups::wanted(const Numbers& records) const {
    const auto inScope = [&](std::uint32_t r) { return scope_.contains(assets_.records()[r].subject); };
    const auto recent = [&](std::uint32_t r) { return assets_.records()[r].recordedAt >= *options_.since; };
    return (scope_.empty() || std::any_of(records.begin(), records.end(), inScope)) &&
           (!options_.since || std::any_of(records.begin(), records.end(), recent));
}

bool ClassGroups::plannedBesideExisting(const Numbers& records) const {
    const auto planned = [&](std::uint32_t r) { return assets_.records()[r].planned; };
    return std::any_of(records.begin(), records.end(), planned) &&
           !std::all_of(records.begin(), records.end(), planned);
}

std::vector<FoundMember> ClassGroups::membersOf(const Numbers& records,
                                                const std::map<std::uint32_t, double>& scores,
                                                double otherwise, const std::vector<int>& allocations) const {
    std::vector<FoundMember> members(records.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
        const KeptRecord& record = assets_.records()[records[i]];
        FoundMember& member = members[i];
        const auto score = scores.find(records[i]);
        member.uid = record.uid;
        member.score = score == scores.end() ? otherwise : score->second;
        if (!allocations.empty()) member.allocationPermille = allocations[i];
        member.recordedAt = record.recordedAt;
        if (record.runningKnown) member.yearlyRunningCost = record.runningCost;
        if (record.developmentKnown) member.plannedDevelopment = record.development;
        member.currency = assets_.currency(record.currency);
        member.planned = record.planned;
    }
    return members;
}

}  // namespace cadastre::duplicates
