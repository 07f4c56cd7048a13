// The passport's stores as JSON. Content goes out as it was stated: amounts in minor units of the record's
// one currency, as docs/architecture.md says of content.
#include "registry/api/asset_resource.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "registry/api/json_answer.h"
#include "reports/asset_facet_store.h"
#include "reports/asset_facet_sum_store.h"
#include "reports/passport_difference_page.h"
#include "reports/passport_store.h"
#include "schema/errors.h"
#include "schema/parameters.h"

namespace cadastre::api {

namespace {

using nlohmann::json;
using reports::Passport;

json parsed(const std::string& text) {
    auto value = json::parse(text, nullptr, false);
    return value.is_discarded() ? json(text) : value;
}

// A JSON array of one object for each; `shape` makes it.
template <typename Items, typename Shape>
json listOf(const Items& items, const Shape& shape) {
    json all = json::array();
    for (const auto& item : items)
        all.push_back(shape(item));
    return all;
}

json functionOf(const reports::PassportFunction& function) {
    json one{{"classifier", function.classifier}, {"code", function.code}};
    put(one, "name", function.nameEnglish);
    put(one, "name_ru", function.nameRussian);
    put(one, "share", function.share);
    return one;
}

json relationOf(const reports::PassportRelation& relation) {
    json one{{"kind", relation.kind},
             {"direction", relation.outgoing ? "stated_here" : "stated_there"},
             {"other", relation.otherKey}};
    put(one, "other_name", relation.otherName);
    put(one, "other_register_number", relation.otherNumber);
    put(one, "other_holder_name", relation.otherHolder);
    put(one, "other_stage", relation.otherStage);
    return one;
}

json eventOf(const reports::PassportEvent& event) {
    json one{{"event_kind", event.kind}, {"recorded_at", toText(event.recordedAt)}, {"actor", event.actor}};
    put(one, "happened_on", event.happenedOn);
    put(one, "stage_before", event.stageBefore);
    put(one, "stage_after", event.stageAfter);
    put(one, "note", event.note);
    put(one, "document", event.documentUid);
    put(one, "document_stated", event.documentStated);
    put(one, "source", event.source);
    return one;
}

json documentOf(const reports::PassportDocument& document) {
    json one{{"uid", document.uid}, {"title", document.title}};
    put(one, "document_kind", document.kind);
    put(one, "document_number", document.number);
    put(one, "dated_on", document.datedOn);
    put(one, "file_name", document.fileName);
    return one;
}

json evidenceOf(const reports::PassportEvidence& evidence) {
    json one{{"source", evidence.source}, {"evidence_kind", evidence.kind}, {"value", evidence.value}};
    put(one, "observed_on", evidence.observedOn);
    put(one, "place", evidence.place);
    return one;
}

json differenceOf(const reports::PassportDifference& difference) {
    json one{{"field", difference.field}, {"before", difference.before}, {"after", difference.after}};
    put(one, "currency_before", difference.currencyBefore);
    put(one, "currency_after", difference.currencyAfter);
    return one;
}

json versionOf(const reports::PassportVersion& version) {
    json one{{"valid_from", toText(version.validFrom)},
             {"recorded_at", toText(version.recordedAt)},
             {"ended", version.ended},
             {"submission", version.submissionId},
             {"changed_fields", listOf(version.differences, [](const auto& each) { return each.field; })},
             {"differences", listOf(version.differences, differenceOf)}};
    put(one, "actor", version.actor);
    put(one, "source", version.source);
    put(one, "holder_name", version.holderName);
    return one;
}

json findingOf(const reports::PassportFinding& finding) {
    json one{{"rule", finding.rule},
             {"severity", finding.severity},
             {"arguments", parsed(finding.arguments)},
             {"first_found_at", toText(finding.firstFoundAt)}};
    put(one, "field", finding.field);
    put(one, "remedy", finding.remedyEnglish);
    put(one, "remedy_ru", finding.remedyRussian);
    return one;
}

json clusterOf(const reports::PassportCluster& cluster) {
    return {{"cluster", cluster.clusterId},
            {"kind", cluster.kind},
            {"status", cluster.state},
            {"members", cluster.members}};
}

json yearOf(const reports::PassportYear& year) {
    json one{{"lines", year.lines}};
    put(one, "year", year.year);
    put(one, "currency", year.currency);
    put(one, "planned_minor", year.planned);
    put(one, "contracted_minor", year.contracted);
    put(one, "paid_minor", year.paid);
    return one;
}

json moneyOwnerOf(const reports::PassportMoneyOwner& owner) {
    json one{{"kind", owner.kind}, {"uid", owner.uid}, {"name", owner.name}};
    put(one, "currency", owner.currency);
    put(one, "amount_minor", owner.amount);
    return one;
}

// Where each value comes from, by field.
json originsOf(const Passport& passport) {
    json origins = json::object();
    const auto& versions = passport.trail.versions;
    if (versions.empty()) return origins;
    for (const auto& difference : reports::differencesBetween(json::object(), passport.asset.content)) {
        const reports::FieldOrigin origin = reports::originOf(versions, difference.field);
        const reports::PassportVersion& version = versions[origin.version];
        json one{{"since", toText(origin.since)},
                 {"submission", version.submissionId},
                 {"recorded_at", toText(version.recordedAt)}};
        put(one, "actor", version.actor);
        put(one, "source", version.source);
        origins[difference.field] = std::move(one);
    }
    return origins;
}

void refuseOthers(const http::Request& request) {
    static constexpr std::array<std::string_view, 5> known{"then", "then_known", "as_of", "known_at", "lang"};
    for (const auto& [name, value] : request.query.all()) {
        if (std::ranges::find(known, name) == known.end())
            throw UsageError(
                fmt::format("there is no field \"{}\" here; there are {}", name, fmt::join(known, ", ")));
    }
    if (request.query.get("then").empty() && request.query.get("then_known").empty())
        throw UsageError("say with then=YYYY-MM-DD, or then_known=TIME, what to compare with");
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
    const reports::PassportTrail& trail = passport->trail;
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
              {"origins", originsOf(*passport)},
              {"owed", owed},
              {"functions", listOf(passport->functions, functionOf)},
              {"relations", listOf(passport->relations, relationOf)},
              {"events", listOf(trail.events, eventOf)},
              {"documents", listOf(trail.documents, documentOf)},
              {"evidence", listOf(trail.evidence, evidenceOf)},
              {"cost_years", listOf(trail.years, yearOf)},
              {"money", listOf(trail.moneyOwners, moneyOwnerOf)},
              {"versions", listOf(trail.versions, versionOf)},
              {"findings", listOf(passport->findings, findingOf)},
              {"duplicates", listOf(passport->clusters, clusterOf)}};
    put(body, "short_name", asset.shortName);
    put(body, "stage", asset.stage);
    put(body, "currency", asset.currency);
    return answer(body);
}

http::Response differences(Transaction& transaction, const reports::Reader& reader,
                           const http::Request& request, const std::string& numberOrUid) {
    refuseOthers(request);
    const auto found =
        reports::assetDifferences(transaction, reader, reports::Asked{request.query.all()}, numberOrUid);
    if (!found) return missing();
    json rows = json::array();
    for (const auto& row : found->rows) {
        json one = differenceOf(row.difference);
        if (row.version) {
            const reports::PassportVersion& version = found->versions[*row.version];
            one["since"] = toText(row.since);
            one["submission"] = version.submissionId;
            one["recorded_at"] = toText(version.recordedAt);
            put(one, "actor", version.actor);
            put(one, "source", version.source);
        }
        rows.push_back(std::move(one));
    }
    json body{{"uid", found->present.uid},
              {"register_number", found->present.registerNumber},
              {"then", found->then.asOf},
              {"known_then", found->former.has_value()},
              {"same_fields", found->same},
              {"differences", std::move(rows)},
              {"new_events", listOf(found->events, eventOf)}};
    put(body, "then_known", found->then.knownAt);
    return answer(body);
}

http::Response facets(Transaction& transaction, const reports::Reader& reader, const http::Request& request) {
    reports::AssetQuestion question;
    question.past = reader.times.past();
    for (const auto& [name, value] : request.query.all()) {
        if (name == "as_of" || name == "known_at" || name == "lang") continue;
        if (!name.starts_with("filter[") || !name.ends_with(']'))
            throw UsageError(fmt::format(
                "there is no field \"{}\" here; there are as_of, known_at, lang and filter[NAME]", name));
        const std::string filter = name.substr(7, name.size() - 8);
        if (filter == "search") {
            question.search = value;
        } else {
            question.filters.emplace_back(filter, value);
        }
    }
    auto found = reports::summedFacets(transaction, question, false);
    if (!found) found = reports::keptFacets(transaction, question);
    if (!found) found = reports::countedFacets(transaction, question);
    json body{{"at_least", found->least},
              {"counted_at", found->countedAt ? json(toText(*found->countedAt)) : json()},
              {"facets", listOf(found->facets, [](const reports::Facet& facet) {
                   return json{{"filter", facet.filter},
                               {"values", listOf(facet.values, [](const reports::FacetValue& value) {
                                    json one{{"value", value.code}, {"count", value.count}};
                                    put(one, "name", value.name);
                                    put(one, "name_ru", value.nameRussian);
                                    return one;
                                })}};
               })}};
    return answer(body);
}

}  // namespace cadastre::api
