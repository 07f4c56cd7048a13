// Staged light, told by digest, written only where something differs.
#include "profiles/duplicates/register/found_group_store.h"

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
#include "profiles/duplicates/register/group_digest.h"
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

/// What is staged of a group beside its members.
struct StagedGroup {
    FindingKind kind = FindingKind::object;
    double score = 0;
    std::optional<std::int64_t> low, high;  ///< of its price, where it has one currency
    std::string currency;
    int unknownCosts = 0, overlapLow = 0, overlapHigh = 0;
    std::optional<std::string> proposedCode;
    std::optional<std::string> digest;  ///< nothing where it is to be written in any case
};

StagedGroup stagedOf(const DuplicateCluster& cluster) {
    StagedGroup staged;
    staged.kind = cluster.kind;
    staged.score = scoreOf(cluster);
    if (cluster.price.ranges.size() == 1) {
        const MoneyRange& range = cluster.price.ranges.front();
        staged.low = range.low;
        staged.high = range.high;
        staged.currency = range.currency;
    }
    staged.unknownCosts = cluster.price.membersWithUnknownCost;
    staged.overlapLow = cluster.price.overlapLowPermille;
    staged.overlapHigh = cluster.price.overlapHighPermille;
    staged.proposedCode = cluster.proposedCode;
    return staged;
}

constexpr std::size_t pieceClusters = 64;

/// @param modelVersion  nothing for an experiment: what it wrote is written again
std::vector<StagedGroup> stagedOf(const KeptClusters& clusters,
                                  const std::optional<std::string>& modelVersion, int threads) {
    std::vector<StagedGroup> staged(clusters.size());
    inParallel((clusters.size() + pieceClusters - 1) / pieceClusters, threads, [&]() {
        return [&](std::size_t piece) {
            const std::size_t end = std::min(clusters.size(), (piece + 1) * pieceClusters);
            for (std::size_t number = piece * pieceClusters; number < end; ++number) {
                const DuplicateCluster cluster = clusters[number];
                staged[number] = stagedOf(cluster);
                if (modelVersion) staged[number].digest = spell(digestOf(cluster, *modelVersion));
            }
        };
    });
    return staged;
}

void addMoney(CopyIn& copy, const StagedGroup& group) {
    if (group.low) {
        copy.add(group.low).add(group.high).add(group.currency);
    } else {
        copy.add(std::nullopt).add(std::nullopt).add(std::nullopt);
    }
    copy.add(group.unknownCosts);
}

void stage(WriteTransaction& transaction, const KeptClusters& clusters,
           const std::vector<StagedGroup>& staged) {
    for (const Query& query : {makeFoundGroups, makeFoundMembers, makeExplanations})
        transaction.run(query);
    CopyIn groups(transaction, copyGroups);
    for (std::size_t number = 0; number < staged.size(); ++number) {
        const StagedGroup& group = staged[number];
        groups.add(number).add(codeOf(group.kind)).add(group.score);
        addMoney(groups, group);
        groups.add(group.proposedCode).add(group.overlapLow).add(group.overlapHigh).add(group.digest);
        groups.endRow();
    }
    groups.finish();
    CopyIn members(transaction, copyMembers);
    for (std::size_t number = 0; number < clusters.size(); ++number) {
        for (const ClusterMember& member : clusters.membersOf(number)) {
            members.add(number)
                .add(spell(member.uid))
                .add(std::clamp(member.score, 0.0, 1.0))
                .add(member.allocationPermille)
                .add(member.one.system)
                .add(member.one.solution);
            if (member.money) {
                members.add(member.money->low).add(member.money->high).add(member.currency);
            } else {
                members.add(std::nullopt).add(std::nullopt).add(std::nullopt);
            }
            members.endRow();
        }
    }
    members.finish();
    for (const Query& query : {indexMembers, analyseFound, dropEnded, hashMembers, dropTwice, dropOrphans})
        transaction.run(query);
}

/// A group that is to be written.
struct Written {
    std::size_t number = 0;
    std::string clusterId, memberHash, comparedHash;
    bool fresh = false;
};

/// Puts the texts that were compared beside each other into the explanations: the engine keeps no texts.
void addTexts(WriteTransaction& transaction, std::span<DuplicateCluster> clusters) {
    std::vector<std::string> uids;
    for (const DuplicateCluster& cluster : clusters) {
        for (const std::string& uid : {cluster.explanation.left, cluster.explanation.right}) {
            if (!uid.empty()) uids.push_back(uid);
        }
    }
    std::map<std::string, std::map<std::string, std::string>> texts;
    for (const Row row : transaction.run(readExplainedTexts, uids)) {
        auto& own = texts[row.get<std::string>("uid")];
        for (const char* field : {"short_name", "purpose"})
            own[field] = readable(row.get<std::string>(field));
    }
    for (DuplicateCluster& cluster : clusters) {
        Explanation& explanation = cluster.explanation;
        for (ScorePart& part : explanation.parts) {
            if (part.field != "short_name" && part.field != "purpose") continue;
            part.left = texts[explanation.left][part.field];
            part.right = texts[explanation.right][part.field];
        }
    }
}

/// Explanations are made into words in batches, so that they never stand in memory together.
class ExplainedBatches {
  public:
    ExplainedBatches(WriteTransaction& transaction, const KeptClusters& clusters, int threads)
        : transaction_(transaction), clusters_(clusters), threads_(threads) {}

    /// `addRow(copy, group, explanation)` for each of the groups.
    template <typename AddRow>
    void write(std::span<const Written> groups, const Query& statement, const AddRow& addRow) {
        constexpr std::size_t batch = 4'096;
        for (std::size_t first = 0; first < groups.size(); first += batch) {
            const auto some = groups.subspan(first, std::min(batch, groups.size() - first));
            std::vector<DuplicateCluster> explained(some.size());
            inPieces(some.size(),
                     [&](std::size_t place) { explained[place] = clusters_[some[place].number]; });
            addTexts(transaction_, explained);
            std::vector<std::string> texts(some.size());
            inPieces(some.size(), [&](std::size_t place) { texts[place] = textOf(explained[place]); });
            CopyIn copy(transaction_, statement);
            for (std::size_t place = 0; place < some.size(); ++place) {
                addRow(copy, some[place], texts[place]);
                copy.endRow();
            }
            copy.finish();
        }
    }

  private:
    static std::string textOf(const DuplicateCluster& cluster) {
        return explanationOf(cluster).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    }

    template <typename Work>
    void inPieces(std::size_t count, const Work& work) const {
        inParallel((count + pieceClusters - 1) / pieceClusters, threads_, [&]() {
            return [&](std::size_t piece) {
                for (std::size_t i = piece * pieceClusters; i < std::min(count, (piece + 1) * pieceClusters);
                     ++i)
                    work(i);
            };
        });
    }

    WriteTransaction& transaction_;
    const KeptClusters& clusters_;
    int threads_;
};

/// New groups go straight where they stay, known ones beside what they replace.
void writeGroups(WriteTransaction& transaction, const KeptClusters& clusters,
                 const std::vector<StagedGroup>& staged, int threads, SearchSummary& summary) {
    std::vector<Written> written;
    for (const Row row : transaction.run(readWritten)) {
        written.push_back({static_cast<std::size_t>(row.get<std::int64_t>("number")),
                           row.get<std::string>("cluster_id"), row.get<std::string>("member_hash"),
                           row.get<std::string>("compared_hash"), row.get<bool>("fresh")});
    }
    const auto known = std::stable_partition(written.begin(), written.end(),
                                             [](const Written& group) { return group.fresh; });
    summary.fresh += known - written.begin();
    ExplainedBatches batches(transaction, clusters, threads);
    batches.write(std::span(written.begin(), known), copyFresh,
                  [&](CopyIn& copy, const Written& group, const std::string& explanation) {
                      const StagedGroup& found = staged[group.number];
                      copy.add(group.clusterId).add(codeOf(found.kind)).add(summary.runId).add("candidate");
                      copy.add(found.score);
                      addMoney(copy, found);
                      copy.add(explanation)
                          .add(group.memberHash)
                          .add(group.comparedHash)
                          .add(found.overlapLow)
                          .add(found.overlapHigh)
                          .add(found.digest);
                  });
    batches.write(std::span(known, written.end()), copyExplanations,
                  [](CopyIn& copy, const Written& group, const std::string& explanation) {
                      copy.add(group.clusterId).add(explanation);
                  });
}

void keepGroups(WriteTransaction& transaction, const KeptClusters& clusters,
                const std::vector<StagedGroup>& staged, const SearchOptions& options,
                SearchSummary& summary) {
    summary.lapsed = transaction.run(noteLapses, summary.runId).affected();
    transaction.run(recogniseGroups, duplicateRules());
    for (const Query& query : {dropAnswered, dropOrphans, nameFresh, hashCompared})
        transaction.run(query);
    writeGroups(transaction, clusters, staged, options.threads, summary);
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

void keepFound(WriteTransaction& transaction, const KeptClusters& clusters, const std::string& modelVersion,
               const SearchOptions& options, SearchSummary& summary) {
    const auto staged =
        stagedOf(clusters, summary.experiment ? std::nullopt : std::optional(modelVersion), options.threads);
    transaction.run(giveRoom);
    stage(transaction, clusters, staged);
    keepGroups(transaction, clusters, staged, options, summary);
    if (!summary.experiment) keepFindings(transaction, summary);
    countGroups(transaction, summary);
}

}  // namespace cadastre::duplicates
