// Rows to records, changes to the index, uids to names.
#include "profiles/duplicates/live/live_store.h"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "profiles/duplicates/explain.h"
#include "profiles/duplicates/live/live_queries.h"
#include "profiles/duplicates/register/register_class.h"

namespace cadastre::duplicates {

namespace {

using namespace queries;

/// Above this many changes, and more than the index holds, it is read anew: faster, and languages and terms
/// are settled by all of the register.
constexpr std::int64_t worthRebuilding = 1'000;

std::string textIn(const Row& row, const char* column) {
    return row.get<std::optional<std::string>>(column).value_or("");
}

AskedRecord recordIn(const Row& row) {
    return {row.get<std::string>("uid"), textIn(row, "class"), textIn(row, "name"), textIn(row, "short_name"),
            textIn(row, "purpose")};
}

RegisterPosition positionNow(Transaction& transaction) {
    return {originOf(transaction), transaction.run(liveSnapshot).one().get<std::string>(0)};
}

struct KeptWeights {
    std::string run;
    ScoringModel model;
};

/// The newest search's weights, unless they are those of `known`.
std::optional<KeptWeights> newerWeights(Transaction& transaction, const std::string& known) {
    const auto row = transaction.run(liveWeights, known).oneOrNone();
    if (!row) return std::nullopt;
    return KeptWeights{row->get<std::string>(0),
                       scoringModelFrom(nlohmann::json::parse(row->get<std::string>(1)))};
}

/// 8-4-4-4-12 hexadecimal digits: what the database takes without an error.
bool isUidSpelling(std::string_view text) {
    constexpr std::string_view shape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    return std::equal(text.begin(), text.end(), shape.begin(), shape.end(), [](char c, char wanted) {
        const bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        return wanted == 'x' ? digit : c == wanted;
    });
}

ScoringModel learnFromSample(Transaction& transaction, int threads) {
    constexpr int sampleSize = 20'000;
    RegisterOptions options;
    options.threads = threads;
    RegisterComparison comparison(std::move(options));
    transaction.forEach(
        liveSample,
        [&](const Row& row) {
            const AskedRecord asset = recordIn(row);
            const RegisterRecord record = asset.pointed();
            comparison.add({&record, 1});
        },
        sampleSize);
    return comparison.find().summary.model;
}

/// Stated texts in place of the folded words that the index knows.
void addTexts(Explanation& why, const AskedRecord& asked, const Row& row) {
    const std::array<std::pair<const std::string*, const char*>, 3> fields = {
        {{&asked.name, "name"}, {&asked.shortName, "short_name"}, {&asked.purpose, "purpose"}}};
    for (std::size_t column = 0; column < fields.size(); ++column) {
        why.parts[column].left = readable(*fields[column].first);
        why.parts[column].right = readable(row.get<std::string_view>(fields[column].second));
    }
    putIntoWords(why, readable(asked.name.empty() ? asked.shortName : asked.name),
                 readable(row.get<std::string_view>("name")));
}

}  // namespace

RegisterRecord AskedRecord::pointed() const {
    RegisterRecord record;
    if (!uid.empty()) record.uid = uidFrom(uid);
    record.assetClass = assetClass;
    record.name = name;
    record.shortName = shortName;
    record.purpose = purpose;
    return record;
}

std::string originOf(Transaction& transaction) {
    return transaction.run(liveOrigin).one().get<std::string>(0);
}

Warmed readRegister(Database& database, int threads) {
    Warmed warmed;
    ReadTransaction transaction(database);
    warmed.position = positionNow(transaction);
    ScoringModel model;
    if (auto kept = newerWeights(transaction, "")) {
        warmed.weightsOf = kept->run;
        model = std::move(kept->model);
    } else {
        model = learnFromSample(transaction, threads);
    }
    LiveIndexBuilder builder;
    transaction.forEach(liveAssets, [&](const Row& row) { builder.add(recordIn(row).pointed()); });
    warmed.index = builder.finish(std::move(model));
    return warmed;
}

CaughtUp catchUp(Database& database, LiveIndex& index, RegisterPosition& position, std::string& weightsOf) {
    ReadTransaction transaction(database);
    RegisterPosition now = positionNow(transaction);
    CaughtUp caughtUp;
    if (now.origin != position.origin) {
        caughtUp.worthRebuilding = true;
        return caughtUp;
    }
    const Row waiting = transaction.run(liveWaiting, position.snapshot).one();
    if (waiting.get<std::int64_t>(0) > 0) {
        const auto fresh = waiting.get<std::int64_t>(1);
        if (fresh > worthRebuilding && fresh > static_cast<std::int64_t>(index.figures().records)) {
            caughtUp.worthRebuilding = true;
            return caughtUp;
        }
        transaction.forEach(
            liveChanges,
            [&](const Row& row) {
                const AskedRecord asset = recordIn(row);
                if (asset.assetClass.empty()) {
                    index.retire(uidFrom(asset.uid));
                } else {
                    index.put(asset.pointed());
                }
                ++caughtUp.changed;
            },
            position.snapshot);
    }
    if (auto kept = newerWeights(transaction, weightsOf)) {
        index.setModel(std::move(kept->model));
        weightsOf = kept->run;
    }
    position = std::move(now);
    return caughtUp;
}

std::optional<AskedRecord> askedRecord(Transaction& transaction, const std::string& numberOrUid) {
    constexpr std::size_t mostDigits = 18;
    const bool number =
        !numberOrUid.empty() && numberOrUid.size() <= mostDigits &&
        std::all_of(numberOrUid.begin(), numberOrUid.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!number && !isUidSpelling(numberOrUid)) return std::nullopt;
    const auto row =
        transaction.run(liveAsked, number ? "" : numberOrUid, number ? numberOrUid : "").oneOrNone();
    if (!row) return std::nullopt;
    return recordIn(*row);
}

std::vector<SimilarAsset> similarAssets(Transaction& transaction, const LiveIndex& index,
                                        const AskedRecord& asked, std::size_t most) {
    std::map<std::string, SimilarAsset> byUid;
    std::vector<std::string> order;
    for (Similar& similar : index.similar(asked.pointed(), most)) {
        order.push_back(spell(similar.uid));
        byUid[order.back()].similar = std::move(similar);
    }
    if (order.empty()) return {};
    for (const Row row : transaction.run(liveDescribed, order, asked.uid)) {
        SimilarAsset& asset = byUid.at(row.get<std::string>("uid"));
        asset.uid = row.get<std::string>("uid");
        asset.registerNumber = row.get<std::int64_t>("register_number");
        asset.name = row.get<std::string>("name");
        asset.holderCode = row.get<std::string>("code");
        asset.holderName = row.get<std::string>("holder");
        asset.holderKey = row.get<std::string>("holder_key");
        asset.stage = row.get<std::string>("stage");
        asset.related = row.get<bool>("related");
        addTexts(asset.similar.explanation, asked, row);
    }
    std::vector<SimilarAsset> described;
    for (const std::string& uid : order) {
        SimilarAsset& asset = byUid.at(uid);
        if (!asset.uid.empty()) described.push_back(std::move(asset));
    }
    return described;
}

}  // namespace cadastre::duplicates
