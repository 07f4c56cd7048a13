#include "tools/generator/plan.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "tools/generator/vocabulary.h"

namespace cadastre::generator {
namespace {

constexpr std::array<std::string_view, kAssetClasses> kClassCodes{
    "information_system", "software", "hardware_complex", "infrastructure",
    "data_resource",      "service",  "regulatory_act",   "financial_provision",
    "staff_competency"};
// Among the assets that are no information systems.
constexpr std::array<unsigned, kAssetClasses> kOtherWeights{0, 30, 20, 8, 14, 12, 8, 3, 5};

/// How many of the first `end` less the first `begin` a percentage makes, so that blocks add up exactly.
std::size_t share(std::uint64_t begin, std::uint64_t end, unsigned percent) {
    return static_cast<std::size_t>(end * percent / 100 - begin * percent / 100);
}

struct Topic {
    std::size_t object;
    std::size_t action;
    std::size_t lap;
};

/// The `number`th thing out of objects × actions, each once before any twice.
Topic topicAmong(const std::vector<std::size_t>& chosen, std::size_t offset, std::size_t number) {
    const std::size_t size = chosen.size() * actions().size();
    std::size_t step = 37;
    while (std::gcd(step, size) != 1)
        ++step;
    const std::size_t place = (offset + number * step) % size;
    return {chosen[place / actions().size()], place % actions().size(), number / size};
}

struct ObjectLists {
    std::vector<std::size_t> typical;
    std::vector<std::size_t> specific;
    std::vector<std::vector<std::size_t>> byArea;

    ObjectLists() : byArea(areas().size()) {
        for (std::size_t i = 0; i < objects().size(); ++i) {
            if (objects()[i].classifier == "typical") {
                typical.push_back(i);
            } else {
                specific.push_back(i);
                byArea[objects()[i].area].push_back(i);
            }
        }
    }
};

const ObjectLists& objectLists() {
    static const ObjectLists lists;
    return lists;
}

/// The `number`th system of a holder: of five, two for activities that every body has and three for its own.
Topic topicOf(const Subject& holder, std::size_t position, std::size_t number) {
    const ObjectLists& lists = objectLists();
    constexpr std::array<std::size_t, 5> kWhich{0, 0, 1, 1, 2};
    const std::size_t within = number % 5;
    if (within == 0 || within == 2) {
        return topicAmong(lists.typical, position * 101, number / 5 * 2 + kWhich[within]);
    }
    const std::vector<std::size_t>& own = lists.byArea[holder.area];
    const bool general = holder.kind == SubjectKind::region || holder.kind == SubjectKind::municipality;
    const std::size_t which = number / 5 * 3 + (within == 1 ? 0 : within - 2);
    return topicAmong(general || own.empty() ? lists.specific : own, position * 53, which);
}

constexpr std::size_t kSmallestFamily = 3;
constexpr std::size_t kLargestFamily = 30;

/// How many of the `left` slots the next family takes, when there are so many bodies for it: if possible so
/// that what remains can be a family as well.
std::size_t familySize(Random& random, std::size_t bodies, std::size_t left) {
    const std::size_t most = std::min({kLargestFamily, bodies, left});
    const auto drawn =
        static_cast<std::size_t>(random.between(kSmallestFamily, static_cast<std::int64_t>(most)));
    const std::size_t rest = left - drawn;
    if (rest == 0 || rest >= kSmallestFamily) return drawn;
    if (left <= most) return left;
    return left >= 2 * kSmallestFamily ? left - kSmallestFamily : drawn;
}

}  // namespace

std::string_view codeOf(AssetClass assetClass) {
    return kClassCodes[static_cast<std::size_t>(assetClass)];
}

BlockPlan::BlockPlan(const Settings& settings, const Subjects& subjects, std::uint64_t block)
    : first_(block * kSize) {
    slots_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kSize, settings.assets - first_)));
    Random random(settings.seed, "block", block);
    assignRoles(settings, random);
    std::vector<std::size_t> members;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        if (slots_[i].role == Role::member) members.push_back(i);
    }
    assignSingles(subjects);
    assignFamilies(subjects, random, std::move(members));
    assignCopies(subjects, random);
    assignMarks(subjects);
    relate(random);
}

void BlockPlan::assignRoles(const Settings& settings, Random& random) {
    const std::uint64_t end = first_ + slots_.size();
    const std::size_t members = share(first_, end, settings.familiesPercent);
    const std::size_t copies = share(first_, end, kCopiesPercent);
    const std::size_t systems = std::max(share(first_, end, kSystemsPercent), members + copies);
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        if (i < members) {
            slots_[i].role = Role::member;
        } else if (i < members + copies) {
            slots_[i].role = Role::copy;
        } else if (i >= systems) {
            slots_[i].assetClass = static_cast<AssetClass>(random.weighted(kOtherWeights));
        }
    }
    random.shuffle(slots_);
}

void BlockPlan::assignSingles(const Subjects& subjects) {
    const std::vector<std::size_t>& seats = subjects.seats();
    const auto start = static_cast<std::size_t>(first_ % seats.size());
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        // Seats of one holder stand side by side, so its systems are numbered by round and seat.
        const std::size_t seat = (start + i) % seats.size();
        std::size_t rank = 0;
        while (rank < seat && seats[seat - rank - 1] == seats[seat])
            ++rank;
        std::size_t width = rank + 1;
        while (seat + width - rank < seats.size() && seats[seat + width - rank] == seats[seat])
            ++width;
        const auto round = static_cast<std::size_t>((first_ + i) / seats.size());
        Slot& slot = slots_[i];
        slot.holder = seats[seat];
        const Topic topic = topicOf(subjects[slot.holder], slot.holder, round * width + rank);
        slot.object = topic.object;
        slot.action = topic.action;
        slot.lap = topic.lap;
    }
}

void BlockPlan::assignFamilies(const Subjects& subjects, Random& random, std::vector<std::size_t> slots) {
    // A typical solution is made for one kind of body: for regions, for towns, or for institutions.
    std::vector<const std::vector<std::size_t>*> kinds;
    for (const auto& holders : subjects.localHolders()) {
        if (holders.size() >= kSmallestFamily) kinds.push_back(&holders);
    }
    for (std::size_t next = 0; next < slots.size();) {
        const std::size_t left = slots.size() - next;
        if (kinds.empty() || left < kSmallestFamily) {
            // Too few bodies or assets for a family: what is left stays single.
            slots_[slots[next++]].role = Role::single;
            continue;
        }
        const std::vector<std::size_t>& locals = *random.pick(kinds);
        const std::size_t size = familySize(random, locals.size(), left);
        Family family;
        family.slots.assign(slots.begin() + static_cast<std::ptrdiff_t>(next),
                            slots.begin() + static_cast<std::ptrdiff_t>(next + size));
        next += size;
        const bool hasSolution = size >= 4 && !subjects.federalHolders().empty() && random.chance(40);
        const std::size_t start = random.below(locals.size());
        const std::size_t object = random.below(objects().size());
        const std::size_t action = random.below(actions().size());
        for (std::size_t member = 0; member < size; ++member) {
            Slot& slot = slots_[family.slots[member]];
            slot.family = families_.size();
            slot.object = object;
            slot.action = action;
            slot.lap = 0;
            slot.holder = locals[(start + member) % locals.size()];
        }
        if (hasSolution) {
            family.solution = family.slots.front();
            slots_[*family.solution].role = Role::solution;
            slots_[*family.solution].holder = random.pick(subjects.federalHolders());
        }
        families_.push_back(std::move(family));
    }
}

void BlockPlan::assignCopies(const Subjects& subjects, Random& random) {
    std::vector<std::size_t> singles;
    std::vector<std::size_t> members;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        if (slots_[i].assetClass != AssetClass::informationSystem) continue;
        if (slots_[i].role == Role::single) singles.push_back(i);
        if (slots_[i].role == Role::member) members.push_back(i);
    }
    std::vector<std::size_t> everyone = subjects.federalHolders();
    for (const auto& locals : subjects.localHolders()) {
        everyone.insert(everyone.end(), locals.begin(), locals.end());
    }
    std::size_t previous = 0;
    bool havePrevious = false;
    for (Slot& slot : slots_) {
        if (slot.role != Role::copy) continue;
        // One copy in ten is of a family's member, one in ten a second copy of the thing copied last.
        if (havePrevious && random.chance(10)) {
            slot.original = previous;
        } else if (!members.empty() && (singles.empty() || random.chance(10))) {
            slot.original = random.pick(members);
        } else if (!singles.empty()) {
            slot.original = random.pick(singles);
        } else {
            slot.role = Role::single;
            continue;
        }
        previous = slot.original;
        havePrevious = true;
        const Slot& original = slots_[slot.original];
        slot.object = original.object;
        slot.action = original.action;
        slot.lap = original.lap;
        slot.holder = original.holder;
        slot.family = original.family;
        slot.otherBody = random.chance(30);
        if (slot.otherBody) slot.holder = random.pick(everyone);
        slot.otherBody = slot.holder != original.holder;
    }
}

void BlockPlan::assignMarks(const Subjects& subjects) {
    std::size_t rank = first_ % 5;
    for (Slot& slot : slots_) {
        if (slot.assetClass != AssetClass::informationSystem) continue;
        const SubjectKind kind = subjects[slot.holder].kind;
        if (kind == SubjectKind::municipality) {
            slot.mark = "municipal";
        } else if (kind == SubjectKind::subordinate || objects()[slot.object].classifier == "typical") {
            slot.mark = "departmental";
        } else {
            slot.mark = "state";
            slot.stateRank = rank++;
        }
    }
}

void BlockPlan::relate(Random& random) {
    std::vector<std::size_t> singles;
    std::array<std::vector<std::size_t>, kAssetClasses> others;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        if (slots_[i].role != Role::single) continue;
        if (slots_[i].assetClass == AssetClass::informationSystem) singles.push_back(i);
        others[static_cast<std::size_t>(slots_[i].assetClass)].push_back(i);
    }
    const auto of = [&](AssetClass which) -> const std::vector<std::size_t>& {
        return others[static_cast<std::size_t>(which)];
    };
    for (std::size_t i = 0; i + 1 < singles.size(); i += 2) {
        if (!random.chance(24)) continue;
        slots_[singles[i]].integratesWith = singles[i + 1];
        slots_[singles[i + 1]].integratesWith = singles[i];
    }
    for (std::size_t i = 0; i < singles.size(); ++i) {
        Slot& slot = slots_[singles[i]];
        // A part points to an earlier single, so no thing can end up inside itself.
        if (i > 0 && random.chance(6)) slot.partOf = singles[random.below(i)];
        const std::size_t used = random.pick(singles);
        if (random.chance(15) && used != singles[i]) slot.uses = used;
        const auto perhaps = [&](unsigned percent, AssetClass which) -> std::optional<std::size_t> {
            if (of(which).empty() || !random.chance(percent)) return std::nullopt;
            return random.pick(of(which));
        };
        slot.runsOn = perhaps(12, AssetClass::infrastructure);
        slot.licensedBy = perhaps(10, AssetClass::software);
        slot.mandatedBy = perhaps(20, AssetClass::regulatoryAct);
    }
    for (const std::size_t slot : of(AssetClass::infrastructure)) {
        if (!singles.empty()) slots_[slot].hosts = random.pick(singles);
    }
}

std::vector<std::size_t> BlockPlan::copiesOf(std::size_t slot) const {
    std::vector<std::size_t> copies;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        if (slots_[i].role == Role::copy && slots_[i].original == slot) copies.push_back(i);
    }
    return copies;
}

std::string BlockPlan::keyOf(std::size_t slot) const {
    constexpr std::array<std::string_view, kAssetClasses> kLetters{"ИС",  "ПО",  "ПАК", "ИНФ", "ИР",
                                                                   "УСЛ", "НПА", "ФО",  "КОМП"};
    const std::uint64_t number = first_ + slot + 1;
    const auto which = static_cast<std::size_t>(slots_[slot].assetClass);
    switch (slots_[slot].holder % 3) {
        case 0:
            return std::string(kLetters[which]) + '-' + padded(number, 6);
        case 1:
            return "101." + padded(which + 10, 2) + '.' + padded(number, 7);
        default:
            return "IT" + padded(number, 7);
    }
}

std::string BlockPlan::uidOf(const Subjects& subjects, std::size_t slot) const {
    return generator::uidOf(subjects[slots_[slot].holder], keyOf(slot));
}

}  // namespace cadastre::generator
