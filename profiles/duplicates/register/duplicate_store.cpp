// Assets in, groups and findings out; what is compared and how is the engine's.
#include "profiles/duplicates/register/duplicate_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>

#include "profiles/duplicates/register/duplicate_queries.h"
#include "profiles/duplicates/register/found_group_store.h"
#include "profiles/duplicates/register/register_class.h"
#include "profiles/duplicates/register/register_duplicates.h"
#include "schema/copied_rows.h"
#include "schema/copy.h"
#include "schema/errors.h"

namespace cadastre::duplicates {

namespace {

using namespace queries;

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
        record.ended = text(endedPlace) == "t";
        record.standardSolution = uid(solutionPlace);
        record.partOf = uid(wholePlace);
        record.yearlyRunningCost = number(runningPlace);
        record.plannedDevelopment = number(developmentPlace);
        record.currency = text(currencyPlace);
        record.recordedAt = number(recordedAtPlace).value_or(0);
        record.product = text(productPlace);
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
        endedPlace,
        solutionPlace,
        wholePlace,
        runningPlace,
        developmentPlace,
        currencyPlace,
        recordedAtPlace,
        productPlace,
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
    std::map<std::string, std::int64_t, std::less<>> subjects;
    for (const Row row : transaction.run(readSubjects)) {
        const auto number = row.get<std::int64_t>("number");
        subjects.emplace(row.get<std::string>("uid"), number);
        asked.holders.push_back({number, row.get<std::string>("name"), row.get<std::int64_t>("above")});
    }
    RegisterComparison comparison(std::move(asked));
    transaction.run(walkInOrder);
    AssetRows assets(std::move(subjects), comparison);
    CopiedRows rows(AssetRows::places, [&](std::span<const Cell> row) { assets.take(row); });
    copyOut(transaction, copyAssets, {}, [&](std::string_view piece) { rows(piece); });
    return {std::move(comparison), std::move(model)};
}

namespace {

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
    keepFound(transaction, found.clusters, read.model.version, options, summary);
    nlohmann::json counts = nlohmann::json::object();
    for (const auto& [kind, count] : summary.kinds)
        counts[kind] = count.groups;
    transaction.run(finishRun, summary.runId, counts.dump());
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
