// Packing field by field; what a price is made of is packed in its place.
#include "profiles/duplicates/register/kept_clusters.h"

#include <algorithm>

#include "profiles/duplicates/register/packing.h"

namespace cadastre::duplicates {
namespace {

constexpr std::size_t chunkBytes = std::size_t{1} << 20U;

template <typename Item, typename Pack>
void packEach(Packer& pack, const std::vector<Item>& items, const Pack& packItem) {
    pack.number(items.size());
    for (const Item& item : items)
        packItem(item);
}

template <typename Item, typename Read>
std::vector<Item> readEach(Unpacker& read, const Read& readItem) {
    std::vector<Item> items(read.number());
    for (Item& item : items)
        readItem(item);
    return items;
}

void packTexts(Packer& pack, const std::vector<std::string>& texts) {
    packEach(pack, texts, [&](const std::string& text) { pack.text(text); });
}

std::vector<std::string> readTexts(Unpacker& read) {
    return readEach<std::string>(read, [&](std::string& text) { text = read.text(); });
}

void packSentence(Packer& pack, const Sentence& sentence) {
    pack.text(sentence.key);
    packEach(pack, sentence.arguments, [&](const auto& argument) {
        pack.text(argument.first);
        pack.text(argument.second);
    });
}

Sentence readSentence(Unpacker& read) {
    Sentence sentence;
    sentence.key = read.text();
    sentence.arguments = readEach<std::pair<std::string, std::string>>(read, [&](auto& argument) {
        argument.first = read.text();
        argument.second = read.text();
    });
    return sentence;
}

void packWords(Packer& pack, const std::vector<WordPair>& words) {
    packEach(pack, words, [&](const WordPair& pair) {
        pack.text(pair.left);
        pack.text(pair.right);
        pack.real(pair.bits);
    });
}

std::vector<WordPair> readWords(Unpacker& read) {
    return readEach<WordPair>(read, [&](WordPair& pair) {
        pair.left = read.text();
        pair.right = read.text();
        pair.bits = read.real();
    });
}

void packExplanation(Packer& pack, const Explanation& why) {
    for (const std::string* text : {&why.left, &why.right, &why.unit, &why.rival, &why.rivalName})
        pack.text(*text);
    for (const double value :
         {why.priorBits, why.score, why.margin, why.falseAlarmRate, why.bitsAboveThreshold})
        pack.real(value);
    packEach(pack, why.parts, [&](const ScorePart& part) {
        for (const std::string* text : {&part.field, &part.left, &part.right})
            pack.text(*text);
        for (const double value : {part.agreement, part.bits, part.frequencyBits, part.leastBits})
            pack.real(value);
    });
    packTexts(pack, why.matched);
    packWords(pack, why.fuzzy);
    packWords(pack, why.conflict);
    packEach(pack, why.codes, [&](const SharedCode& code) {
        pack.text(code.code);
        pack.real(code.rarityBits);
    });
    packTexts(pack, why.wouldHaveToDiffer);
    packSentence(pack, why.sentence);
    packSentence(pack, why.wouldNotBeFlagged);
}

Explanation readExplanation(Unpacker& read) {
    Explanation why;
    for (std::string* text : {&why.left, &why.right, &why.unit, &why.rival, &why.rivalName})
        *text = read.text();
    for (double* value :
         {&why.priorBits, &why.score, &why.margin, &why.falseAlarmRate, &why.bitsAboveThreshold})
        *value = read.real();
    why.parts = readEach<ScorePart>(read, [&](ScorePart& part) {
        for (std::string* text : {&part.field, &part.left, &part.right})
            *text = read.text();
        for (double* value : {&part.agreement, &part.bits, &part.frequencyBits, &part.leastBits})
            *value = read.real();
    });
    why.matched = readTexts(read);
    why.fuzzy = readWords(read);
    why.conflict = readWords(read);
    why.codes = readEach<SharedCode>(read, [&](SharedCode& code) {
        code.code = read.text();
        code.rarityBits = read.real();
    });
    why.wouldHaveToDiffer = readTexts(read);
    why.sentence = readSentence(read);
    why.wouldNotBeFlagged = readSentence(read);
    return why;
}

constexpr unsigned isPlanned = 1, runs = 2, isDeveloped = 4;

void packMembers(Packer& pack, const FoundCluster& cluster) {
    // The uids stand together at the front, where sorting reads them.
    packEach(pack, cluster.members, [&](const FoundMember& member) { pack.uid(member.uid); });
    std::int64_t before = 0;
    for (const FoundMember& member : cluster.members) {
        pack.real(member.score);
        pack.number(static_cast<std::uint64_t>(member.allocationPermille));
        pack.distance(member.recordedAt - before);
        before = member.recordedAt;
        if (cluster.pricing.how == Pricing::How::unpriced) continue;
        pack.number(member.one.system);
        pack.number(member.one.solution);
        pack.number((member.planned ? isPlanned : 0U) | (member.yearlyRunningCost ? runs : 0U) |
                    (member.plannedDevelopment ? isDeveloped : 0U));
        if (member.yearlyRunningCost) pack.distance(*member.yearlyRunningCost);
        if (member.plannedDevelopment) pack.distance(*member.plannedDevelopment);
        pack.text(member.currency);
    }
}

/// What members cost, in the order in which the sum names them.
struct Costs {
    std::vector<MemberCost> members;
    std::vector<bool> isPlan;
};

void readMembers(Unpacker& read, Pricing::How how, std::vector<ClusterMember>& members, Costs& costs) {
    members = readEach<ClusterMember>(read, [&](ClusterMember& member) { member.uid = read.uid(); });
    std::int64_t before = 0;
    for (ClusterMember& member : members) {
        member.score = read.real();
        member.allocationPermille = read.number<int>();
        before = member.recordedAt = before + read.distance();
        if (how == Pricing::How::unpriced) continue;
        member.one.system = read.number<std::uint32_t>();
        member.one.solution = read.number<std::uint32_t>();
        const auto flags = read.number<unsigned>();
        MemberCost& cost = costs.members.emplace_back();
        if ((flags & runs) != 0) cost.yearlyRunningCost = read.distance();
        if ((flags & isDeveloped) != 0) cost.plannedDevelopment = read.distance();
        cost.currency = read.text();
        cost.allocationPermille = member.allocationPermille;
        cost.uid = spell(member.uid);
        cost.one = member.one;
        costs.isPlan.push_back((flags & isPlanned) != 0);
    }
}

Price priceOf(const Pricing& pricing, const Costs& costs) {
    switch (pricing.how) {
        case Pricing::How::unpriced:
            return {};
        case Pricing::How::shared: {
            Price price = priceOverlap(costs.members, 0, 0);
            price.ranges.clear();
            price.shares.clear();
            return price;
        }
        case Pricing::How::overlap:
            return priceOverlap(costs.members, pricing.lowPermille, pricing.highPermille);
        case Pricing::How::plans:
            return pricePlans(costs.members, costs.isPlan, pricing.lowPermille, pricing.highPermille);
    }
    return {};
}

/// Gives every member its part of the price, and puts them in the order of uids.
void shareOut(const Price& price, const Costs& costs, std::vector<ClusterMember>& members) {
    for (std::size_t i = 0; i < price.shares.size(); ++i) {
        members[i].money = price.shares[i];
        if (members[i].money) members[i].currency = costs.members[i].currency;
    }
    std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.uid < b.uid; });
}

}  // namespace

void KeptClusters::add(const FoundCluster& cluster) {
    packed_.clear();
    Packer pack(words_, packed_);
    packMembers(pack, cluster);
    packExplanation(pack, cluster.explanation);
    for (const auto& score : {cluster.identityScore, cluster.functionalScore}) {
        pack.number(score ? 1 : 0);
        pack.real(score.value_or(0));
    }
    pack.number(cluster.proposedCode ? 1 : 0);
    pack.text(cluster.proposedCode.value_or(""));
    packTexts(pack, cluster.sharedFunctions);
    if (chunks_.empty() || chunks_.back().size() + packed_.size() > chunks_.back().capacity())
        chunks_.emplace_back().reserve(std::max(chunkBytes, packed_.size()));
    Place place{static_cast<std::uint32_t>(chunks_.size() - 1),
                static_cast<std::uint32_t>(chunks_.back().size()),
                cluster.kind,
                cluster.pricing,
                {}};
    chunks_.back() += packed_;
    const auto first = std::min_element(cluster.members.begin(), cluster.members.end(),
                                        [](const auto& a, const auto& b) { return a.uid < b.uid; });
    if (first != cluster.members.end()) place.first = first->uid;
    places_.push_back(place);
}

DuplicateCluster KeptClusters::operator[](std::size_t number) const {
    const Place& place = places_[number];
    Unpacker read(words_, at(place));
    DuplicateCluster cluster;
    cluster.kind = place.kind;
    Costs costs;
    readMembers(read, place.pricing.how, cluster.members, costs);
    cluster.explanation = readExplanation(read);
    for (auto* score : {&cluster.identityScore, &cluster.functionalScore}) {
        const bool known = read.number() == 1;
        const double value = read.real();
        if (known) *score = value;
    }
    const bool proposes = read.number() == 1;
    std::string code = read.text();
    if (proposes) cluster.proposedCode = std::move(code);
    cluster.sharedFunctions = readTexts(read);
    cluster.price = priceOf(place.pricing, costs);
    shareOut(cluster.price, costs, cluster.members);
    return cluster;
}

std::vector<ClusterMember> KeptClusters::membersOf(std::size_t number) const {
    const Place& place = places_[number];
    Unpacker read(words_, at(place));
    std::vector<ClusterMember> members;
    Costs costs;
    readMembers(read, place.pricing.how, members, costs);
    shareOut(priceOf(place.pricing, costs), costs, members);
    return members;
}

std::vector<Uid> KeptClusters::uidsOf(const Place& place) const {
    Unpacker read(words_, at(place));
    auto uids = readEach<Uid>(read, [&](Uid& uid) { uid = read.uid(); });
    std::sort(uids.begin(), uids.end());
    return uids;
}

void KeptClusters::sort() {
    std::sort(places_.begin(), places_.end(), [&](const Place& a, const Place& b) {
        if (a.kind != b.kind) return a.kind < b.kind;
        if (a.first != b.first) return a.first < b.first;
        return uidsOf(a) < uidsOf(b);
    });
}

}  // namespace cadastre::duplicates
