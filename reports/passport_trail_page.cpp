// Shaping the trail of an asset.
#include "reports/passport_trail_page.h"

#include <fmt/format.h>

#include "reports/page_words.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

std::string documentName(const PassportDocument& document) {
    std::string name = document.title;
    if (!document.number.empty()) name += " № " + document.number;
    return name;
}

// An event with the document it rests on, or with those of the same day that speak of the asset.
json eventRows(const Reader& reader, const Passport& passport, PassportWords& words) {
    const auto& kinds = words.codes("event_kind");
    json rows = json::array();
    for (const PassportEvent& event : passport.trail.events) {
        json own = json::array();
        json sameDay = json::array();
        for (const PassportDocument& document : passport.trail.documents) {
            if (document.uid == event.documentUid)
                own.push_back(documentName(document));
            else if (!event.happenedOn.empty() && document.datedOn == event.happenedOn)
                sameDay.push_back(documentName(document));
        }
        if (own.empty() && !event.documentStated.empty()) {
            own.push_back(
                reader.text("passport.document_not_registered", {{"document", event.documentStated}}));
        }
        const std::string kind = nameOf(kinds, event.kind);
        const std::string stage =
            event.stageAfter.empty() ? std::string() : words.stageName(event.stageAfter);
        // "Planned → Planned" would say the same twice.
        rows.push_back(
            {{"kind", kind},
             {"stage", stage == kind ? std::string() : stage},
             {"happened_on", event.happenedOn.empty() ? reader.text("passport.date_unknown")
                                                      : writtenDate(event.happenedOn, reader.language)},
             {"note", event.note},
             {"has_documents", !own.empty() || !sameDay.empty()},
             {"documents", std::move(own)},
             {"same_day", std::move(sameDay)},
             {"recorded_at", written(event.recordedAt, reader.language)},
             {"from", event.source.empty() ? event.actor : event.actor + ", " + event.source}});
    }
    return rows;
}

json documentRows(const Reader& reader, const Passport& passport) {
    json rows = json::array();
    for (const PassportDocument& document : passport.trail.documents) {
        rows.push_back({{"title", document.title},
                        {"kind", document.kind},
                        {"number", document.number},
                        {"dated_on", writtenDate(document.datedOn, reader.language)},
                        {"file", document.fileName}});
    }
    return rows;
}

json evidenceRows(const Reader& reader, const Passport& passport) {
    json seen = json::array();
    for (const PassportEvidence& each : passport.trail.evidence) {
        seen.push_back({{"day", each.observedOn.empty() ? reader.text("passport.date_unknown")
                                                        : writtenDate(each.observedOn, reader.language)},
                        {"source", each.source},
                        {"kind", each.kind},
                        {"value", each.value},
                        {"place", each.place}});
    }
    return seen;
}

void addMoney(json& data, const Reader& reader, const Passport& passport, const PassportWords& words) {
    const std::string lines = fmt::format("/exports/cost-lines.csv?asset={}", passport.asset.registerNumber);
    json years = json::array();
    for (const PassportYear& year : passport.trail.years) {
        years.push_back({{"year", year.year ? std::to_string(*year.year) : reader.text("money.no_year")},
                         {"planned", words.amount(year.planned, year.currency)},
                         {"contracted", words.amount(year.contracted, year.currency)},
                         {"paid", words.amount(year.paid, year.currency)},
                         {"lines", written(year.lines, reader.language)}});
    }
    json owners = json::array();
    for (const PassportMoneyOwner& owner : passport.trail.moneyOwners) {
        const bool contract = owner.kind == "contract";
        owners.push_back({{"kind", reader.text("passport.of_kind_" + owner.kind)},
                          {"name", owner.name},
                          {"key", owner.key},
                          {"address", contract ? json(false) : json("/money/" + owner.uid)},
                          {"amount", words.amount(owner.amount, owner.currency)}});
    }
    data["has_money"] = !years.empty() || !owners.empty();
    data["has_years"] = !years.empty();
    data["years"] = std::move(years);
    data["cost_lines"] = lines;
    data["money_owners"] = std::move(owners);
}

}  // namespace

void addPassportTrail(json& data, const Reader& reader, const Passport& passport, PassportWords& words) {
    data["events"] = eventRows(reader, passport, words);
    data["documents"] = documentRows(reader, passport);
    data["evidence"] = evidenceRows(reader, passport);
    addMoney(data, reader, passport, words);
}

}  // namespace cadastre::reports
