// Staged light, told by digest, written only where something differs.
#include "profiles/duplicates/register/found_group_store.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>

#include "profiles/checks/finding_store.h"
#include "profiles/duplicates/explain.h"
#include "profiles/duplicates/parallel.h"
#include "profiles/duplicates/register/found_group_queries.h"
#include "profiles/duplicates/register/group_decision_store.h"
#include "profiles/duplicates/register/register_class.h"
#include "schema/copy.h"

namespace cadastre::duplicates {

namespace {

using namespace queries;

const std::vector<std::string>& duplicateRules() {
    static const std::vector<std::string> rules = {"duplicate-object", "duplicate-functional",
                                                   "duplicate-planned", "misclassified"};
    return rules;
}

double scoreOf(const DuplicateCluster& cluster) {
    const double score = std::max(cluster.identityScore.value_or(0), cluster.functionalScore.value_or(0));
    return std::clamp(score > 0 || cluster.members.empty() ? score : cluster.members.front().score, 0.0, 1.0);
}

nlohmann::json explanationOf(const DuplicateCluster& cluster) {
    nlohmann::json json = toJson(cluster.explanation);
    json.update(toJson(cluster.price));
    json["shared_functions"] = cluster.sharedFunctions;
    if (cluster.identityScore) json["identity_score"] = *cluster.identityScore;
    if (cluster.functionalScore) json["functional_score"] = *cluster.functionalScore;
    if (cluster.proposedCode) json["proposed_code"] = *cluster.proposedCode;
    return json;
}

/// BLAKE2b (RFC 7693) over what is written of a group. Numbers count to the third decimal: rarities move
/// behind it whenever anything enters the register, and no reader could tell.
class Digest {
  public:
    Digest() { crypto_generichash_init(&state_, nullptr, 0, std::tuple_size_v<Uid>); }

    void add(std::string_view text) {
        crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
        crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>("\x1f"), 1);
    }
    void add(double number) { add(std::string_view(fmt::format("{:.3f}", number))); }
    void add(std::int64_t number) { add(std::string_view(fmt::format_int(number).str())); }
    void add(const nlohmann::json& json) {
        if (json.is_number_float()) {
            add(json.get<double>());
        } else if (json.is_string()) {
            add(std::string_view(json.get_ref<const std::string&>()));
        } else if (json.is_structured()) {
            for (const auto& [key, value] : json.items()) {
                add(std::string_view(key));
                add(value);
            }
        } else {
            add(std::string_view(json.dump()));
        }
    }
    Uid finish() {
        Uid digest{};
        crypto_generichash_final(&state_, digest.data(), digest.size());
        return digest;
    }

  private:
    crypto_generichash_state state_{};
};

Uid digestOf(const DuplicateCluster& cluster, const std::string& modelVersion) {
    Digest digest;
    digest.add(std::string_view(modelVersion));
    digest.add(codeOf(cluster.kind));
    digest.add(scoreOf(cluster));
    digest.add(explanationOf(cluster));
    for (const int number : {cluster.price.membersWithUnknownCost, cluster.price.overlapLowPermille,
                             cluster.price.overlapHighPermille})
        digest.add(std::int64_t{number});
    for (const ClusterMember& member : cluster.members) {
        digest.add(std::string_view(reinterpret_cast<const char*>(member.uid.data()), member.uid.size()));
        digest.add(member.recordedAt);
        digest.add(member.score);
        digest.add(std::int64_t{member.allocationPermille});
        if (!member.money) continue;
        digest.add(member.money->low);
        digest.add(member.money->high);
        digest.add(std::string_view(member.currency));
    }
    return digest.finish();
}

std::vector<Uid> digestsOf(const std::vector<DuplicateCluster>& clusters, const std::string& modelVersion,
                           int threads) {
    std::vector<Uid> digests(clusters.size());
    constexpr std::size_t pieceClusters = 512;
    inParallel((clusters.size() + pieceClusters - 1) / pieceClusters, threads, [&]() {
        return [&](std::size_t piece) {
            const std::size_t end = std::min(clusters.size(), (piece + 1) * pieceClusters);
            for (std::size_t number = piece * pieceClusters; number < end; ++number)
                digests[number] = digestOf(clusters[number], modelVersion);
        };
    });
    return digests;
}

void addMoney(CopyIn& copy, const DuplicateCluster& cluster) {
    if (cluster.price.ranges.size() == 1) {
        const MoneyRange& range = cluster.price.ranges.front();
        copy.add(range.low).add(range.high).add(range.currency);
    } else {
        copy.add(std::nullopt).add(std::nullopt).add(std::nullopt);
    }
    copy.add(cluster.price.membersWithUnknownCost);
}

void stage(WriteTransaction& transaction, const std::vector<DuplicateCluster>& clusters,
           const std::vector<std::optional<std::string>>& digests) {
    for (const Query& query : {makeFoundGroups, makeFoundMembers, makeExplanations})
        transaction.run(query);
    CopyIn groups(transaction, copyGroups);
    for (std::size_t number = 0; number < clusters.size(); ++number) {
        const DuplicateCluster& cluster = clusters[number];
        groups.add(number).add(codeOf(cluster.kind)).add(scoreOf(cluster));
        addMoney(groups, cluster);
        groups.add(cluster.proposedCode)
            .add(cluster.price.overlapLowPermille)
            .add(cluster.price.overlapHighPermille)
            .add(digests[number]);
        groups.endRow();
    }
    groups.finish();
    CopyIn members(transaction, copyMembers);
    for (std::size_t number = 0; number < clusters.size(); ++number) {
        for (const ClusterMember& member : clusters[number].members) {
            members.add(number)
                .add(spell(member.uid))
                .add(std::clamp(member.score, 0.0, 1.0))
                .add(member.allocationPermille);
            if (member.money) {
                members.add(member.money->low).add(member.money->high).add(member.currency);
            } else {
                members.add(std::nullopt).add(std::nullopt).add(std::nullopt);
            }
            members.endRow();
        }
    }
    members.finish();
    for (const Query& query :
         {indexMembers, analyseFound, dropEndedExisting, dropEnded, hashMembers, dropTwice, dropOrphans})
        transaction.run(query);
}

/// A group that is to be written.
struct Written {
    DuplicateCluster* cluster = nullptr;
    std::size_t number = 0;
    std::string clusterId, memberHash, comparedHash;
    bool fresh = false;
};

/// Puts the texts that were compared beside each other into the explanations: the engine keeps no texts.
void addTexts(WriteTransaction& transaction, std::span<const Written> groups) {
    std::vector<std::string> uids;
    for (const Written& group : groups) {
        for (const std::string& uid : {group.cluster->explanation.left, group.cluster->explanation.right}) {
            if (!uid.empty()) uids.push_back(uid);
        }
    }
    std::map<std::string, std::map<std::string, std::string>> texts;
    for (const Row row : transaction.run(readExplainedTexts, uids)) {
        auto& own = texts[row.get<std::string>("uid")];
        for (const char* field : {"short_name", "purpose"})
            own[field] = readable(row.get<std::string>(field));
    }
    for (const Written& group : groups) {
        Explanation& explanation = group.cluster->explanation;
        for (ScorePart& part : explanation.parts) {
            if (part.field != "short_name" && part.field != "purpose") continue;
            part.left = texts[explanation.left][part.field];
            part.right = texts[explanation.right][part.field];
        }
    }
}

std::string textOf(const DuplicateCluster& cluster) {
    return explanationOf(cluster).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// New groups go straight where they stay, known ones beside what they replace; in batches, so that the texts
/// of a million records never stand in memory together.
void writeExplained(WriteTransaction& transaction, std::vector<Written>& written, const std::string& runId,
                    const std::vector<std::optional<std::string>>& digests) {
    const auto known = std::stable_partition(written.begin(), written.end(),
                                             [](const Written& group) { return group.fresh; });
    constexpr std::size_t batch = 10'000;
    const auto inBatches = [&](std::span<Written> groups, const Query& statement, const auto& addRow) {
        for (std::size_t first = 0; first < groups.size(); first += batch) {
            const auto some = groups.subspan(first, std::min(batch, groups.size() - first));
            addTexts(transaction, some);
            CopyIn copy(transaction, statement);
            for (const Written& group : some) {
                addRow(copy, group);
                copy.endRow();
                group.cluster->explanation = {};
            }
            copy.finish();
        }
    };
    inBatches(std::span(written.begin(), known), copyFresh, [&](CopyIn& copy, const Written& group) {
        const DuplicateCluster& cluster = *group.cluster;
        copy.add(group.clusterId).add(codeOf(cluster.kind)).add(runId).add("candidate").add(scoreOf(cluster));
        addMoney(copy, cluster);
        copy.add(textOf(cluster))
            .add(group.memberHash)
            .add(group.comparedHash)
            .add(cluster.price.overlapLowPermille)
            .add(cluster.price.overlapHighPermille)
            .add(digests[group.number]);
    });
    inBatches(std::span(known, written.end()), copyExplanations, [&](CopyIn& copy, const Written& group) {
        copy.add(group.clusterId).add(textOf(*group.cluster));
    });
}

void writeGroups(WriteTransaction& transaction, std::vector<DuplicateCluster>& clusters,
                 const std::vector<std::optional<std::string>>& digests, SearchSummary& summary) {
    std::vector<Written> written;
    for (const Row row : transaction.run(readWritten)) {
        Written group;
        group.number = static_cast<std::size_t>(row.get<std::int64_t>("number"));
        group.cluster = &clusters[group.number];
        group.clusterId = row.get<std::string>("cluster_id");
        group.memberHash = row.get<std::string>("member_hash");
        group.comparedHash = row.get<std::string>("compared_hash");
        group.fresh = row.get<bool>("fresh");
        summary.fresh += group.fresh ? 1 : 0;
        written.push_back(std::move(group));
    }
    writeExplained(transaction, written, summary.runId, digests);
}

void keepGroups(WriteTransaction& transaction, std::vector<DuplicateCluster>& clusters,
                const std::vector<std::optional<std::string>>& digests, const SearchOptions& options,
                SearchSummary& summary) {
    summary.lapsed = transaction.run(noteLapses, summary.runId).affected();
    transaction.run(recogniseGroups, duplicateRules());
    for (const Query& query : {dropAnswered, dropOrphans, nameFresh, hashCompared})
        transaction.run(query);
    writeGroups(transaction, clusters, digests, summary);
    summary.reopened = transaction.run(keepKnown, summary.runId).one().get<std::int64_t>(0);
    transaction.run(forgetMembers);
    transaction.run(addMembers);
    transaction.run(findLost, options.scope, options.since);
    for (const Row row : transaction.run(keepSaid, summary.runId))
        priceGroup(transaction, row.get<std::string>(0));
    summary.superseded = transaction.run(supersede).one().get<std::int64_t>(0);
    transaction.run(makeStanding);
    transaction.run(analyseStanding);
}

void keepFindings(WriteTransaction& transaction, SearchSummary& summary) {
    checks::openHitTables(transaction, "");
    transaction.run(checkGroups);
    transaction.run(hitMembers);
    for (const checks::RuleOutcome& rule : checks::keepGroupHits(transaction, duplicateRules())) {
        summary.findingsOpened += rule.opened;
        summary.findingsClosed += rule.closed;
    }
}

void countGroups(WriteTransaction& transaction, SearchSummary& summary) {
    for (const Row row : transaction.run(countKinds)) {
        KindSummary& kind = summary.kinds[row.get<std::string>("kind")];
        kind.groups += row.get<std::int64_t>("groups");
        kind.members += row.get<std::int64_t>("members");
        kind.unknownCosts += row.get<std::int64_t>("unknown_costs");
        kind.systems += row.get<std::int64_t>("systems");
    }
    const auto sumOf = [](const Row& row) {
        return MoneySum{row.get<std::int64_t>("low"), row.get<std::int64_t>("high"),
                        row.get<int>("minor_digits")};
    };
    for (const Row row : transaction.run(sumKinds))
        summary.kinds[row.get<std::string>("kind")].money[row.get<std::string>("currency")] = sumOf(row);
    for (const Row row : transaction.run(sumAll))
        summary.money[row.get<std::string>("currency")] = sumOf(row);
}

}  // namespace

void keepFound(WriteTransaction& transaction, std::vector<DuplicateCluster>& clusters,
               const std::string& modelVersion, const SearchOptions& options, SearchSummary& summary) {
    std::vector<std::optional<std::string>> digests(clusters.size());
    if (!summary.experiment) {  // what an experiment wrote is written again
        const std::vector<Uid> found = digestsOf(clusters, modelVersion, options.threads);
        std::transform(found.begin(), found.end(), digests.begin(), spell);
    }
    transaction.run(giveRoom);
    stage(transaction, clusters, digests);
    keepGroups(transaction, clusters, digests, options, summary);
    if (!summary.experiment) keepFindings(transaction, summary);
    countGroups(transaction, summary);
}

}  // namespace cadastre::duplicates
