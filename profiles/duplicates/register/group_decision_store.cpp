// One decision, one submission; the decision first, while its members are still members, then what it does.
#include "profiles/duplicates/register/group_decision_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "profiles/checks/disposition_store.h"
#include "profiles/duplicates/register/duplicate_queries.h"
#include "profiles/duplicates/register/group_decision_queries.h"
#include "profiles/duplicates/register/price.h"
#include "schema/errors.h"

namespace cadastre::duplicates {

namespace {

using namespace queries;

using Uids = std::vector<std::string>;

struct Group {
    std::string id, kind, state, question;
    Uids members;
    std::map<std::string, std::string> named;  ///< every name of a member, and its uid
};

Group readGroupFor(WriteTransaction& transaction, const std::string& id) {
    const auto row = transaction.run(readGroup, id).oneOrNone();
    if (!row) {
        throw UsageError(fmt::format(
            "there is no group of duplicates \"{}\"; `cadastre export duplicates` lists them", id));
    }
    Group group{row->get<std::string>("cluster_id"),
                row->get<std::string>("kind"),
                row->get<std::string>("state"),
                row->get<std::string>("question"),
                {},
                {}};
    if (group.state == "superseded") {
        throw UsageError(
            fmt::format("the last search no longer finds the group {}; there is nothing to decide", id));
    }
    for (const Row member : transaction.run(readGroupMembers, group.id)) {
        const auto uid = member.get<std::string>("uid");
        group.members.push_back(uid);
        for (const char* name : {"uid", "register_number", "key"})
            group.named[member.get<std::string>(name)] = uid;
    }
    return group;
}

/// The side of every member: 0 stays, 1 … are the parts that go. Empty parts are none.
std::map<std::string, int> sidesOf(const Group& group, const GroupDecision& decision) {
    std::map<std::string, int> sides;
    for (const std::string& member : group.members)
        sides[member] = 0;
    int side = 0;
    std::set<std::string> placed;
    for (const auto& part : decision.parts) {
        if (part.empty()) continue;
        ++side;
        for (const std::string& name : part) {
            const auto known = group.named.find(name);
            if (name.empty() || known == group.named.end()) {
                throw UsageError(fmt::format("\"{}\" is no member of the group {}", name, group.id));
            }
            if (!placed.insert(known->second).second) {
                throw UsageError(fmt::format("\"{}\" is named for two parts", name));
            }
            sides[known->second] = side;
        }
    }
    if (side == 0) throw UsageError("say which members: none was named");
    return sides;
}

Uids membersOn(const std::map<std::string, int>& sides, int side) {
    Uids members;
    for (const auto& [uid, own] : sides) {
        if (own == side) members.push_back(uid);
    }
    return members;
}

class Deciding {
  public:
    Deciding(WriteTransaction& transaction, const GroupDecision& decision)
        : transaction_(transaction), decision_(decision), group_(readGroupFor(transaction, decision.group)) {
        decided_.groups.push_back(group_.id);
        decided_.state = group_.state;
    }

    DecidedGroup done() {
        if (decision_.decision == "drop") {
            drop();
        } else if (decision_.decision == "split") {
            split();
        } else if (decision_.decision == "same_function") {
            sayFunction();
        } else if (decision_.decision == "confirm") {
            keepForAll();
            enter("confirmed", "");
        } else if (decision_.decision == "dismiss") {
            keepForAll();
            enter("dismissed", "dismissed");
        } else if (decision_.decision == "reopen") {
            keepForAll();
            transaction_.run(takeBack, group_.id, decided_.decisionId);
            enter("candidate", "open");
        } else {
            throw UsageError(fmt::format(
                "\"{}\" is no decision about a group; they are drop, split, same_function, confirm, dismiss "
                "and reopen",
                decision_.decision));
        }
        return std::move(decided_);
    }

  private:
    void keep(const std::map<std::string, int>& sides) {
        decided_.submissionId =
            transaction_.run(addGroupSubmission, decision_.actor, decision_.reason).one().get<std::string>(0);
        std::string document;
        if (!decision_.attachmentName.empty()) {
            document = checks::keepDocument(transaction_, decision_.attachment);
        }
        decided_.decisionId =
            transaction_
                .run(addGroupDecision, group_.id, decision_.decision, group_.question, decision_.reason,
                     decision_.evidence, document, decision_.attachmentName, decision_.actor,
                     decided_.submissionId, decision_.evidenceDatedOn)
                .one()
                .get<std::string>(0);
        Uids uids;
        std::vector<std::int64_t> numbers;
        for (const auto& [uid, side] : sides) {
            uids.push_back(uid);
            numbers.push_back(side);
        }
        transaction_.run(addDecisionMembers, decided_.decisionId, uids, numbers);
    }

    void keepForAll() {
        std::map<std::string, int> sides;
        for (const std::string& member : group_.members)
            sides[member] = 0;
        keep(sides);
    }

    std::string note() const { return decision_.decision + ": " + decision_.reason; }

    void enter(const std::string& state, const std::string& findings) {
        transaction_.run(setGroupState, group_.id, state);
        transaction_.run(noteFindings, group_.id, findings, decision_.actor, note());
        decided_.state = state;
    }

    /// Hashes, money and findings of a group whose members are other ones now.
    std::string settle(const std::string& groupId) {
        const auto state = transaction_.run(rehashGroup, groupId).one().get<std::string>(0);
        priceGroup(transaction_, groupId);
        transaction_.run(noteFindings, groupId, "", decision_.actor, note());
        transaction_.run(retellFindings, groupId);
        return state;
    }

    void leave(const Uids& members) {
        transaction_.run(closeFindings, group_.id, members, decision_.actor, note());
        transaction_.run(dropMembers, group_.id, members);
    }

    void checkEditable() const {
        if (group_.kind == "reuse") {
            throw UsageError(
                "tenants of a standard solution stand together by the relation that the register states: "
                "change the relation");
        }
        if (group_.kind == "misclassified") {
            throw UsageError("the group holds one record: confirm or dismiss it");
        }
    }

    void drop() {
        checkEditable();
        GroupDecision whole = decision_;
        for (std::size_t i = 1; i < whole.parts.size(); ++i) {
            auto& first = whole.parts.front();
            first.insert(first.end(), whole.parts[i].begin(), whole.parts[i].end());
        }
        if (!whole.parts.empty()) whole.parts.resize(1);
        const auto sides = sidesOf(group_, whole);
        if (membersOn(sides, 0).size() < 2) {
            throw UsageError(
                "that leaves no group of two: dismiss the group, or say that it is one function");
        }
        keep(sides);
        leave(membersOn(sides, 1));
        decided_.state = settle(group_.id);
    }

    void split() {
        checkEditable();
        const auto sides = sidesOf(group_, decision_);
        const int last = std::max_element(sides.begin(), sides.end(), [](const auto& a, const auto& b) {
                             return a.second < b.second;
                         })->second;
        int staying = -1;
        for (int side = 0; side <= last && staying < 0; ++side) {
            if (membersOn(sides, side).size() > 1) staying = side;
        }
        if (staying < 0) throw UsageError("that leaves no group of two: dismiss the group");
        keep(sides);
        for (int side = 0; side <= last; ++side) {
            const Uids members = membersOn(sides, side);
            if (side == staying || members.empty()) continue;
            if (members.size() == 1) {
                leave(members);
                continue;
            }
            const auto part = transaction_.run(splitOff, group_.id).one().get<std::string>(0);
            transaction_.run(moveMembers, group_.id, part, members);
            transaction_.run(moveFindings, group_.id, part, members);
            settle(part);
            decided_.groups.push_back(part);
        }
        decided_.state = settle(group_.id);
    }

    void sayFunction() {
        if (group_.question != "identity" || group_.kind == "reuse") {
            throw UsageError("only of a group that looks like one thing can be said that it is one function");
        }
        std::map<std::string, int> sides;
        int side = 0;
        for (const std::string& member : group_.members)
            sides[member] = side++;
        keep(sides);
        transaction_.run(makeFunctional, group_.id);
        transaction_.run(makeFindingsFunctional, group_.id);
        decided_.state = settle(group_.id);
    }

    WriteTransaction& transaction_;
    const GroupDecision& decision_;
    Group group_;
    DecidedGroup decided_;
};

}  // namespace

DecidedGroup decideGroup(WriteTransaction& transaction, const GroupDecision& decision) {
    // A search that is writing its groups is waited for.
    transaction.run(waitForOtherRuns);
    return Deciding(transaction, decision).done();
}

void priceGroup(WriteTransaction& transaction, const std::string& groupId) {
    const Row overlap = transaction.run(readOverlap, groupId).one();
    if (overlap.get<bool>("free")) return;
    const Result rows = transaction.run(readGroupCosts, groupId);
    std::vector<std::string> currencies;
    for (const Row row : rows)
        currencies.push_back(row.get<std::string>("currency"));
    std::vector<MemberCost> costs;
    for (const Row row : rows) {
        costs.push_back({row.get<std::optional<std::int64_t>>("running"),
                         row.get<std::optional<std::int64_t>>("development"),
                         currencies[costs.size()],
                         row.get<std::int32_t>("allocation"),
                         row.get<std::string>("uid"),
                         {static_cast<std::uint32_t>(row.get<std::int32_t>("system")),
                          static_cast<std::uint32_t>(row.get<std::int32_t>("solution"))}});
    }
    std::vector<bool> plans;
    for (const Row row : rows)
        plans.push_back(row.get<bool>("planned"));
    const auto low = overlap.get<std::int32_t>("low"), high = overlap.get<std::int32_t>("high");
    const Price price =
        overlap.get<bool>("planned") ? pricePlans(costs, plans, low, high) : priceOverlap(costs, low, high);
    std::size_t member = 0;
    for (const Row row : rows) {
        const auto uid = row.get<std::string>("uid");
        const auto& share = price.shares[member];
        if (share) {
            transaction.run(keepShare, groupId, uid, share->low, share->high, currencies[member]);
        } else {
            transaction.run(keepShare, groupId, uid, std::nullopt, std::nullopt, std::nullopt);
        }
        ++member;
    }
    const std::string told = toJson(price).dump();
    if (price.ranges.size() == 1) {
        const MoneyRange& range = price.ranges.front();
        transaction.run(keepPrice, groupId, range.low, range.high, range.currency,
                        price.membersWithUnknownCost, told);
    } else {
        transaction.run(keepPrice, groupId, std::nullopt, std::nullopt, std::nullopt,
                        price.membersWithUnknownCost, told);
    }
}

}  // namespace cadastre::duplicates
