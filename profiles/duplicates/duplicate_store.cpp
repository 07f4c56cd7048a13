// Assets in, groups and findings out; what is compared and how is the engine's.
#include "profiles/duplicates/duplicate_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>

#include "profiles/checks/finding_store.h"
#include "profiles/duplicates/duplicate_queries.h"
#include "profiles/duplicates/explain.h"
#include "profiles/duplicates/group_decision_store.h"
#include "profiles/duplicates/register_class.h"
#include "profiles/duplicates/register_duplicates.h"
#include "schema/copied_rows.h"
#include "schema/copy.h"
#include "schema/errors.h"

namespace cadastre::duplicates {

namespace {

using namespace queries;

const std::vector<std::string>& duplicateRules() {
    static const std::vector<std::string> rules = {"duplicate-object", "duplicate-functional",
                                                   "duplicate-planned", "misclassified"};
    return rules;
}

std::string textOf(const Uid& uid) {
    std::string text;
    for (std::size_t byte = 0; byte < uid.size(); ++byte) {
        if (byte == 4 || byte == 6 || byte == 8 || byte == 10) text += '-';
        text += fmt::format("{:02x}", uid[byte]);
    }
    return text;
}

/// Turns the rows of copyAssets into records, whose texts live as long as the row.
class AssetRows {
  public:
    AssetRows(std::map<std::string, std::int64_t, std::less<>> subjects, RegisterComparison& comparison)
        : subjects_(std::move(subjects)), comparison_(comparison) {}

    void take(std::span<const Cell> row) {
        const auto text = [&](Place place) { return row[place].value_or(std::string_view()); };
        const auto number = [&](Place place) -> std::optional<std::int64_t> {
            if (!row[place]) return std::nullopt;
            std::int64_t value = 0;
            std::from_chars(row[place]->data(), row[place]->data() + row[place]->size(), value);
            return value;
        };
        const auto uid = [&](Place place) -> std::optional<Uid> {
            return row[place] ? std::optional(uidFrom(*row[place])) : std::nullopt;
        };
        RegisterRecord record;
        record.uid = uidFrom(text(uidPlace));
        record.assetClass = text(classPlace);
        record.subject = subjects_.find(text(holderPlace))->second;
        record.name = text(namePlace);
        record.shortName = text(shortNamePlace);
        record.purpose = text(purposePlace);
        splitFunctions(text(functionsPlace));
        record.functions = functions_;
        record.planned = text(plannedPlace) == "t";
        record.standardSolution = uid(solutionPlace);
        record.partOf = uid(wholePlace);
        record.yearlyRunningCost = number(runningPlace);
        record.plannedDevelopment = number(developmentPlace);
        record.currency = text(currencyPlace);
        record.recordedAt = number(recordedAtPlace).value_or(0);
        comparison_.add({&record, 1});
    }

    enum Place : std::size_t {
        uidPlace,
        classPlace,
        holderPlace,
        namePlace,
        shortNamePlace,
        purposePlace,
        functionsPlace,
        plannedPlace,
        solutionPlace,
        wholePlace,
        runningPlace,
        developmentPlace,
        currencyPlace,
        recordedAtPlace,
        places
    };

  private:
    void splitFunctions(std::string_view joined) {
        constexpr char unitSeparator = '\x1f';
        functions_.clear();
        while (!joined.empty()) {
            const std::size_t end = std::min(joined.find(unitSeparator), joined.size());
            functions_.push_back(joined.substr(0, end));
            joined.remove_prefix(std::min(end + 1, joined.size()));
        }
    }

    std::map<std::string, std::int64_t, std::less<>> subjects_;
    RegisterComparison& comparison_;
    std::vector<std::string_view> functions_;
};

}  // namespace

/// The snapshot is let go before the comparison begins.
ReadForSearch readForSearch(Database& database, const SearchOptions& options, PairSampler* sampler) {
    ReadTransaction transaction(database);
    SearchModel model = searchModel(transaction);
    RegisterOptions asked;
    asked.thresholdShift = model.thresholdShift;
    asked.sampler = sampler;
    asked.withholdRelations = options.withholdRelations;
    asked.hiddenFields = options.hide;
    asked.threads = options.threads;
    asked.progress = options.progress;
    if (!options.scope.empty()) {
        for (const Row row : transaction.run(readScope, options.scope)) {
            asked.scope.push_back(row.get<std::int64_t>(0));
        }
        if (asked.scope.empty())
            throw UsageError(fmt::format("no subject has the code \"{}\"", options.scope));
    }
    for (const std::string& field : options.hide) {
        if (transaction.run(knownField, field).one().get<bool>(0)) continue;
        throw UsageError(
            fmt::format("\"{}\" can't be hidden: it is none of name, short_name, purpose, functions, and "
                        "no classifier has this code",
                        field));
    }
    for (const Row row : transaction.run(readSaidApart)) {
        asked.saidApart.push_back({uidFrom(row.get<std::string_view>("uid")), row.get<std::int64_t>("number"),
                                   row.get<std::int32_t>("side"), row.get<bool>("about_identity")});
    }
    if (!options.since.empty()) {
        asked.since = transaction.run(readSince, options.since).one().get<std::int64_t>(0);
    }
    RegisterComparison comparison(std::move(asked));
    std::map<std::string, std::int64_t, std::less<>> subjects;
    for (const Row row : transaction.run(readSubjects))
        subjects.emplace(row.get<std::string>(0), row.get<std::int64_t>(1));
    transaction.run(walkInOrder);
    AssetRows assets(std::move(subjects), comparison);
    CopiedRows rows(AssetRows::places, [&](std::span<const Cell> row) { assets.take(row); });
    copyOut(transaction, copyAssets, {}, [&](std::string_view piece) { rows(piece); });
    return {std::move(comparison), std::move(model)};
}

namespace {

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
        for (ScorePart& part : cluster.explanation.parts) {
            if (part.field != "short_name" && part.field != "purpose") continue;
            part.left = texts[cluster.explanation.left][part.field];
            part.right = texts[cluster.explanation.right][part.field];
        }
    }
}

void stage(WriteTransaction& transaction, std::vector<DuplicateCluster>& clusters) {
    constexpr std::size_t batch = 10'000;
    for (std::size_t first = 0; first < clusters.size(); first += batch) {
        addTexts(transaction, std::span(clusters).subspan(first, std::min(batch, clusters.size() - first)));
    }
    transaction.run(makeFoundGroups);
    transaction.run(makeFoundMembers);
    CopyIn groups(transaction, copyGroups);
    for (std::size_t number = 0; number < clusters.size(); ++number) {
        const DuplicateCluster& cluster = clusters[number];
        const bool priced = cluster.price.ranges.size() == 1;
        groups.add(number).add(codeOf(cluster.kind)).add(scoreOf(cluster));
        if (priced) {
            const MoneyRange& range = cluster.price.ranges.front();
            groups.add(range.low).add(range.high).add(range.currency);
        } else {
            groups.add(std::nullopt).add(std::nullopt).add(std::nullopt);
        }
        groups.add(cluster.price.membersWithUnknownCost)
            .add(explanationOf(cluster).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace))
            .add(cluster.proposedCode)
            .add(cluster.price.overlapLowPermille)
            .add(cluster.price.overlapHighPermille);
        groups.endRow();
    }
    groups.finish();
    CopyIn members(transaction, copyMembers);
    for (std::size_t number = 0; number < clusters.size(); ++number) {
        for (const ClusterMember& member : clusters[number].members) {
            members.add(number)
                .add(textOf(member.uid))
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
         {indexMembers, analyseFound, dropEndedExisting, dropEnded, hashGroups, dropTwice, dropOrphans})
        transaction.run(query);
}

void keepFindings(WriteTransaction& transaction, SearchSummary& summary) {
    checks::openHitTables(transaction, "");
    transaction.run(checkMembers, summary.runId);
    transaction.run(hitMembers, summary.runId);
    for (const checks::RuleOutcome& rule : checks::keepHits(transaction, duplicateRules(), "")) {
        summary.findingsOpened += rule.opened;
        summary.findingsClosed += rule.closed;
    }
}

void countGroups(WriteTransaction& transaction, SearchSummary& summary) {
    nlohmann::json counts = nlohmann::json::object();
    for (const Row row : transaction.run(countKinds, summary.runId)) {
        KindSummary& kind = summary.kinds[row.get<std::string>("kind")];
        kind.groups += row.get<std::int64_t>("groups");
        kind.members += row.get<std::int64_t>("members");
        kind.unknownCosts += row.get<std::int64_t>("unknown_costs");
        kind.systems += row.get<std::int64_t>("systems");
        counts[row.get<std::string>("kind")] = kind.groups;
    }
    const auto sumOf = [](const Row& row) {
        return MoneySum{row.get<std::int64_t>("low"), row.get<std::int64_t>("high"),
                        row.get<int>("minor_digits")};
    };
    for (const Row row : transaction.run(sumKinds, summary.runId))
        summary.kinds[row.get<std::string>("kind")].money[row.get<std::string>("currency")] = sumOf(row);
    for (const Row row : transaction.run(sumAll))
        summary.money[row.get<std::string>("currency")] = sumOf(row);
    transaction.run(finishRun, summary.runId, counts.dump());
}

void keepGroups(WriteTransaction& transaction, const SearchOptions& options, SearchSummary& summary) {
    summary.lapsed = transaction.run(noteLapses, summary.runId).affected();
    transaction.run(recogniseGroups);
    transaction.run(dropAnswered);
    transaction.run(dropOrphans);
    summary.reopened = transaction.run(keepKnown, summary.runId).one().get<std::int64_t>(0);
    transaction.run(nameFresh);
    summary.fresh = transaction.run(addFresh, summary.runId).affected();
    transaction.run(forgetMembers);
    transaction.run(addMembers);
    transaction.run(findLost, summary.runId, options.scope, options.since);
    for (const Row row : transaction.run(keepSaid, summary.runId))
        priceGroup(transaction, row.get<std::string>(0));
    summary.superseded = transaction.run(supersede).one().get<std::int64_t>(0);
}

/// Nothing when somebody decided about a group between the reading and the writing: what was found would
/// undo it.
std::optional<SearchSummary> searchOnce(Database& database, const Authorship& authorship,
                                        const SearchOptions& options) {
    std::string started, lastDecision;
    {
        ReadTransaction transaction(database);
        started = transaction.run(readClock).one().get<std::string>(0);
        lastDecision = transaction.run(readLastDecision).one().get<std::string>(0);
    }
    ReadForSearch read = readForSearch(database, options);
    RegisterFindings found = read.comparison.find();

    SearchSummary summary;
    summary.compared = static_cast<std::int64_t>(found.summary.records);
    summary.thresholdBits = found.summary.thresholdBits;
    summary.estimatedPrecision = found.summary.estimatedPrecision;
    summary.experiment = options.withholdRelations || !options.hide.empty();
    const nlohmann::json asked = {{"scope", options.scope},
                                  {"since", options.since},
                                  {"withhold_relations", options.withholdRelations},
                                  {"hide", options.hide},
                                  {"experiment", summary.experiment}};

    WriteTransaction transaction(database, authorship, Isolation::ReadCommitted);
    transaction.run(waitForOtherRuns);
    if (transaction.run(readLastDecision).one().get<std::string>(0) != lastDecision) return std::nullopt;
    summary.runId =
        transaction
            .run(addRun, started, read.model.version, asked.dump(), summary.compared, summary.thresholdBits)
            .one()
            .get<std::string>(0);
    if (!summary.experiment) transaction.run(keepWeights, summary.runId, toJson(found.summary.model).dump());
    stage(transaction, found.clusters);
    keepGroups(transaction, options, summary);
    if (!summary.experiment) keepFindings(transaction, summary);
    countGroups(transaction, summary);
    transaction.commit();
    return summary;
}

}  // namespace

SearchSummary searchDuplicates(Database& database, const Authorship& authorship,
                               const SearchOptions& options) {
    constexpr int mostAttempts = 5;
    for (int attempt = 1; attempt < mostAttempts; ++attempt) {
        if (auto summary = searchOnce(database, authorship, options)) return *summary;
    }
    throw UnavailableError("people keep deciding about groups while they are searched for; try again later");
}

}  // namespace cadastre::duplicates
