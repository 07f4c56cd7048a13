// Shapes what the live index says.
#include "reports/similar_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/explanation_words.h"
#include "reports/page_store.h"
#include "reports/page_words.h"
#include "schema/errors.h"

namespace cadastre::reports {

namespace {

using duplicates::AskedRecord;
using duplicates::SimilarAsset;
using nlohmann::json;

// The one sentence: why it is one thing, or why it is not.
std::string sentenceOf(const Reader& reader, const SimilarAsset& asset, const json& explanation) {
    const duplicates::Similar& similar = asset.similar;
    if (similar.oneThing) {
        const json sentence = explainedSentence(reader, explanation, "sentence");
        return sentence.is_string() ? sentence.get<std::string>() : std::string();
    }
    MessageArguments arguments;
    for (const auto& [name, value] : similar.explanation.sentence.arguments)
        arguments.emplace_back(name, value);
    if (!similar.sibling) {
        arguments.emplace_back("bits", fmt::format("{:.1f}", -similar.bits));
        return reader.text("similar.too_little", arguments);
    }
    const bool contested = !similar.explanation.conflict.empty();
    return reader.text(contested ? "similar.sibling" : "similar.names_differ", arguments);
}

}  // namespace

AskedRecord askedRecordIn(Transaction& transaction, const Reader& reader, const Asked& asked) {
    AskedRecord record{
        {}, asked.get("class"), asked.get("name"), asked.get("short_name"), asked.get("purpose")};
    if (record.assetClass.empty()) return record;
    std::string known;
    for (const NamedCode& assetClass : codesOf(transaction, "asset_class", reader)) {
        if (assetClass.code == record.assetClass) return record;
        known += (known.empty() ? "" : ", ") + assetClass.code;
    }
    throw UsageError(
        reader.text("similar.unknown_class", {{"class", record.assetClass}, {"classes", known}}));
}

json similarAnswer(const Reader& reader, const AskedRecord& asked, const std::vector<SimilarAsset>& similar,
                   const std::string& subject) {
    json list = json::array();
    for (const SimilarAsset& asset : similar) {
        json explanation = toJson(asset.similar.explanation);
        list.push_back({{"uid", asset.uid},
                        {"register_number", asset.registerNumber},
                        {"class", asset.similar.assetClass},
                        {"name", asset.name},
                        {"holder", asset.holderCode},
                        {"holder_name", asset.holderName},
                        {"holder_key", asset.holderKey},
                        {"stage", asset.stage.empty() ? json() : json(asset.stage)},
                        {"score", asset.similar.likeness},
                        {"bits", asset.similar.bits},
                        {"one_thing", asset.similar.oneThing && !asset.related},
                        {"sibling", asset.similar.sibling},
                        {"related", asset.related},
                        {"same_holder", !subject.empty() && asset.holderCode == subject},
                        {"sentence", sentenceOf(reader, asset, explanation)}});
        list.back()["explanation"] = std::move(explanation);
    }
    json about = {{"name", asked.name}, {"short_name", asked.shortName}, {"purpose", asked.purpose}};
    about["uid"] = asked.uid.empty() ? json() : json(asked.uid);
    about["class"] = asked.assetClass.empty() ? json() : json(asked.assetClass);
    return {{"asked", std::move(about)}, {"similar", std::move(list)}};
}

json similarRows(const Reader& reader, const std::vector<SimilarAsset>& similar, const std::string& subject) {
    constexpr double worthReading = 0.1;
    json rows = json::array();
    for (const SimilarAsset& asset : similar) {
        if (asset.similar.likeness < worthReading) continue;
        const json explanation = toJson(asset.similar.explanation);
        rows.push_back({{"address", fmt::format("/assets/{}", asset.registerNumber)},
                        {"name", asset.name},
                        {"holder", asset.holderName},
                        {"key", asset.holderKey},
                        {"likeness", writtenShare(asset.similar.likeness, reader.language)},
                        {"one_thing", asset.similar.oneThing && !asset.related},
                        {"related", asset.related},
                        {"same_holder", !subject.empty() && asset.holderCode == subject},
                        {"sentence", sentenceOf(reader, asset, explanation)}});
    }
    return rows;
}

Page similarPage(Transaction& transaction, const Reader& reader, const Asked& asked,
                 const duplicates::LiveIndex* index) {
    const AskedRecord record = askedRecordIn(transaction, reader, asked);
    const bool says = !record.name.empty() || !record.shortName.empty() || !record.purpose.empty();
    json classes = json::array();
    for (const NamedCode& assetClass : codesOf(transaction, "asset_class", reader)) {
        classes.push_back({{"code", assetClass.code},
                           {"name", assetClass.name},
                           {"chosen", assetClass.code == record.assetClass}});
    }
    json data{{"title", reader.text("similar.title")}, {"name", record.name},
              {"short_name", record.shortName},        {"purpose", record.purpose},
              {"subject", asked.get("subject")},       {"classes", std::move(classes)},
              {"warming", index == nullptr},           {"asks", says && index != nullptr}};
    data["rows"] = says && index != nullptr
                       ? similarRows(reader, similarAssets(transaction, *index, record, similarAtMost),
                                     asked.get("subject"))
                       : json::array();
    return {"similar", std::move(data)};
}

}  // namespace cadastre::reports
