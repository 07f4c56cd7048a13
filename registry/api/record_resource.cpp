// The pages' own stores as JSON. Content goes out as it was stated: amounts in minor units of the record's
// one currency, as docs/architecture.md says of content.
#include "registry/api/record_resource.h"

#include <nlohmann/json.hpp>

#include "reports/count_store.h"
#include "reports/duplicates_page_store.h"
#include "reports/passport_store.h"
#include "schema/parameters.h"

namespace cadastre::api {

namespace {

using nlohmann::json;

http::Response answer(const json& body) {
    http::Response response;
    response.contentType = "application/json";
    response.body = body.dump(-1, ' ', false, json::error_handler_t::replace) + '\n';
    return response;
}

http::Response missing() {
    http::Response response;
    response.status = 404;
    return response;
}

// What is empty says nothing and is left out.
void put(json& object, const char* name, const std::string& value) {
    if (!value.empty()) object[name] = value;
}

json parsed(const std::string& text) {
    auto value = json::parse(text, nullptr, false);
    return value.is_discarded() ? json(text) : value;
}

json functionsOf(const reports::Passport& passport) {
    json all = json::array();
    for (const auto& function : passport.functions) {
        json one{{"classifier", function.classifier}, {"code", function.code}};
        put(one, "name", function.nameEnglish);
        put(one, "name_ru", function.nameRussian);
        put(one, "share", function.share);
        all.push_back(std::move(one));
    }
    return all;
}

json relationsOf(const reports::Passport& passport) {
    json all = json::array();
    for (const auto& relation : passport.relations) {
        json one{{"kind", relation.kind},
                 {"direction", relation.outgoing ? "stated_here" : "stated_there"},
                 {"other", relation.otherKey}};
        put(one, "other_name", relation.otherName);
        if (relation.otherNumber) one["other_register_number"] = *relation.otherNumber;
        all.push_back(std::move(one));
    }
    return all;
}

json eventsOf(const reports::Passport& passport) {
    json all = json::array();
    for (const auto& event : passport.events) {
        json one{{"event_kind", event.kind}, {"recorded_at", toText(event.recordedAt)}};
        put(one, "happened_on", event.happenedOn);
        put(one, "stage_before", event.stageBefore);
        put(one, "stage_after", event.stageAfter);
        put(one, "note", event.note);
        all.push_back(std::move(one));
    }
    return all;
}

json versionsOf(const reports::Passport& passport) {
    json all = json::array();
    for (const auto& version : passport.versions) {
        json one{{"valid_from", toText(version.validFrom)},
                 {"recorded_at", toText(version.recordedAt)},
                 {"ended", version.ended},
                 {"changed_fields", version.changed}};
        put(one, "actor", version.actor);
        put(one, "source", version.source);
        all.push_back(std::move(one));
    }
    return all;
}

json findingsOf(const reports::Passport& passport) {
    json all = json::array();
    for (const auto& finding : passport.findings) {
        json one{{"rule", finding.rule},
                 {"severity", finding.severity},
                 {"arguments", parsed(finding.arguments)},
                 {"first_found_at", toText(finding.firstFoundAt)}};
        put(one, "field", finding.field);
        put(one, "remedy", finding.remedyEnglish);
        put(one, "remedy_ru", finding.remedyRussian);
        all.push_back(std::move(one));
    }
    return all;
}

json clustersOf(const reports::Passport& passport) {
    json all = json::array();
    for (const auto& cluster : passport.clusters) {
        all.push_back({{"cluster", cluster.clusterId},
                       {"kind", cluster.kind},
                       {"status", cluster.state},
                       {"members", cluster.members}});
    }
    return all;
}

}  // namespace

http::Response asset(Transaction& transaction, const std::string& numberOrUid) {
    const auto passport = reports::passport(transaction, numberOrUid);
    if (!passport) return missing();
    const reports::PassportAsset& asset = passport->asset;
    json owed = json::array();
    for (const auto& field : passport->fields) {
        if (field.owed) owed.push_back(field.code);
    }
    json body{{"uid", asset.uid},
              {"register_number", asset.registerNumber},
              {"class", asset.assetClass},
              {"holder", asset.holderCode},
              {"holder_name", asset.holderName},
              {"holder_key", asset.holderKey},
              {"name", asset.name},
              {"sensitivity", asset.sensitivity},
              {"valid_from", toText(asset.validFrom)},
              {"recorded_at", toText(asset.recordedAt)},
              {"content", asset.content},
              {"owed", owed},
              {"functions", functionsOf(*passport)},
              {"relations", relationsOf(*passport)},
              {"events", eventsOf(*passport)},
              {"versions", versionsOf(*passport)},
              {"findings", findingsOf(*passport)},
              {"duplicates", clustersOf(*passport)}};
    put(body, "short_name", asset.shortName);
    put(body, "stage", asset.stage);
    put(body, "currency", asset.currency);
    return answer(body);
}

http::Response duplicateGroup(Transaction& transaction, const std::string& clusterId) {
    const auto found =
        reports::isUid(clusterId) ? reports::duplicateGroup(transaction, clusterId) : std::nullopt;
    if (!found) return missing();
    const reports::DuplicateGroup& group = found->group;
    json members = json::array();
    for (const auto& member : found->members) {
        json one{{"uid", member.uid},
                 {"register_number", member.registerNumber},
                 {"holder", member.holderCode},
                 {"holder_name", member.holderName},
                 {"holder_key", member.holderKey},
                 {"class", member.assetClass},
                 {"name", member.name},
                 {"role", member.role},
                 {"score", member.score}};
        put(one, "short_name", member.shortName);
        put(one, "purpose", member.purpose);
        put(one, "stage", member.stage);
        put(one, "currency", member.currency);
        if (member.yearlyCost) one["yearly_cost_minor"] = *member.yearlyCost;
        if (member.plannedDevelopmentCost)
            one["planned_development_cost_minor"] = *member.plannedDevelopmentCost;
        members.push_back(std::move(one));
    }
    json body{{"cluster", group.clusterId},
              {"kind", group.kind},
              {"status", group.state},
              {"score", group.score},
              {"members_count", group.members},
              {"holders_count", group.holders},
              {"unknown_costs", group.unknownCosts},
              {"first_found_at", toText(found->firstFoundAt)},
              {"model_version", found->modelVersion},
              {"explanation", found->explanation},
              {"members", members}};
    put(body, "currency", group.currency);
    if (group.moneyLow) body["money_low_minor"] = *group.moneyLow;
    if (group.moneyHigh) body["money_high_minor"] = *group.moneyHigh;
    return answer(body);
}

http::Response counts(Transaction& transaction) {
    const reports::Counts kept = reports::keptCounts(transaction);
    json all = json::array();
    for (const auto& count : kept.counts) {
        json one{{"measure", count.measure}, {"amount", count.amount}};
        put(one, "item", count.item);
        put(one, "currency", count.currency);
        if (count.moneyLow) one["money_low_minor"] = *count.moneyLow;
        if (count.moneyHigh) one["money_high_minor"] = *count.moneyHigh;
        all.push_back(std::move(one));
    }
    return answer({{"counted_at", kept.countedAt ? json(toText(*kept.countedAt)) : json()},
                   {"up_to_date", kept.upToDate},
                   {"counts", all}});
}

}  // namespace cadastre::api
