// Shapes the page of decisions.
#include "reports/group_decision_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/duplicates_page_store.h"
#include "reports/explanation_words.h"
#include "reports/group_decision_page_store.h"
#include "reports/page_store.h"
#include "reports/page_words.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

std::string listed(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names)
        list += (list.empty() ? "«" : ", «") + quotable(name) + "»";
    return list;
}

/// Why a decision no longer holds for a member, a line for each field.
json lapsedLines(const Reader& reader, const json& lapses) {
    json lines = json::array();
    const auto said = [](const json& change, const char* name) {
        const auto value = change.find(name);
        return value != change.end() && value->is_string() ? quotable(value->get<std::string>())
                                                           : std::string("—");
    };
    for (const json& lapse : lapses) {
        for (const json& change : lapse.value("changes", json::array())) {
            const std::string field = change.value("field", "");
            lines.push_back(
                reader.text(field == "expires_on" ? "decision.expired" : "decision.changed",
                            {{"name", quotable(lapse.value("name", ""))},
                             {"field", comparedFieldName(reader, field)},
                             {"was", field == "expires_on" ? writtenDate(said(change, "was"), reader.language)
                                                           : said(change, "was")},
                             {"is", said(change, "is")}}));
        }
    }
    return lines;
}

/// The document that a decision rests on, with its date where it was given.
std::string namedDocument(const Reader& reader, const KeptDecision& kept) {
    const std::string& document = kept.evidence.empty() ? kept.documentName : kept.evidence;
    if (kept.evidenceDatedOn.empty()) return document;
    return reader.text("decision.dated", {{"document", document},
                                          {"date", writtenDate(kept.evidenceDatedOn, reader.language)}});
}

/// What can be said of a group, each with what it does.
json choices(const Reader& reader, const std::string& chosen, const DuplicateGroup& group) {
    json list = json::array();
    const bool editable = group.kind != "reuse" && group.kind != "misclassified";
    const auto add = [&](const std::string& decision) {
        list.push_back({{"value", decision},
                        {"name", reader.text("decision.choice." + decision)},
                        {"does", reader.text("decision.does." + decision)},
                        {"chosen", decision == chosen}});
    };
    for (const char* decision : {"confirm", "dismiss"})
        add(decision);
    if (editable) {
        for (const char* decision : {"drop", "split"})
            add(decision);
        if (group.kind != "functional") add("same_function");
    }
    add("reopen");
    return list;
}

/// What the owners may answer, in the order of the code list.
json answers(Transaction& transaction, const Reader& reader, const std::string& chosen) {
    json list = json::array();
    const auto add = [&](const std::string& value, const std::string& name) {
        list.push_back({{"value", value}, {"name", name}, {"chosen", value == chosen}});
    };
    for (const NamedCode& code : codesOf(transaction, "disposition", reader)) {
        // A justification needs its analysis attached, which the command takes.
        if (code.code != "justified" && code.code != "mended") add("disposition:" + code.code, code.name);
    }
    return list;
}

}  // namespace

json decisionHistory(Transaction& transaction, const Reader& reader, const std::string& clusterId) {
    json list = json::array();
    for (const KeptDecision& kept : decisionsAbout(transaction, clusterId)) {
        const bool named = kept.decision == "drop" || kept.decision == "split";
        json line{
            {"what", reader.text("decision.said." + kept.decision, {{"names", listed(kept.takenOut)}})},
            {"who", reader.text("decision.by", {{"actor", kept.actor},
                                                {"when", written(kept.decidedAt, reader.language)},
                                                {"version", kept.modelVersion}})},
            {"reason", kept.reason},
            {"evidence", namedDocument(reader, kept)},
            {"evidence_address", kept.evidence.starts_with("https://") || kept.evidence.starts_with("http://")
                                     ? json(kept.evidence)
                                     : json(false)},
            {"lapsed", lapsedLines(reader, kept.lapses)},
            {"taken_back", kept.takenBack},
            {"named", named}};
        line["holds"] = kept.lapses.empty() && !kept.takenBack;
        list.push_back(std::move(line));
    }
    return list;
}

std::optional<Page> groupDecisionPage(Transaction& transaction, const Reader& reader,
                                      const std::string& clusterId, const EnteredDecision& entered) {
    if (!isUid(clusterId)) return std::nullopt;
    const auto full = duplicateGroup(transaction, clusterId);
    if (!full || full->group.state == "superseded") return std::nullopt;
    const auto before = [&](std::string_view name) {
        const auto field = std::find_if(entered.fields.begin(), entered.fields.end(),
                                        [&](const auto& each) { return each.first == name; });
        return field == entered.fields.end() ? std::string() : field->second;
    };
    json members = json::array();
    for (const DuplicateMember& member : full->members) {
        const bool chosen =
            std::find(entered.fields.begin(), entered.fields.end(),
                      std::pair<std::string, std::string>("member", member.uid)) != entered.fields.end();
        members.push_back({{"uid", member.uid},
                           {"name", member.name},
                           {"holder", member.holderName},
                           {"key", member.holderKey},
                           {"asset_address", fmt::format("/assets/{}", member.registerNumber)},
                           {"chosen", chosen}});
    }
    json data{{"title", reader.text("decision.title")},
              {"group", reader.text("duplicate.kind." + full->group.kind)},
              {"address", "/duplicates/" + full->group.clusterId},
              {"state_name", reader.text("duplicate.state." + full->group.state)},
              {"note", reader.text("duplicate.note." + full->group.state)},
              {"choices", choices(reader, before("decision"), full->group)},
              {"answers", answers(transaction, reader, before("decision"))},
              {"members", std::move(members)},
              {"refusal", entered.refusal}};
    for (const char* field : {"reason", "evidence", "evidence_dated", "actor", "plan", "due_on"})
        data[field] = before(field);
    data["history"] = decisionHistory(transaction, reader, clusterId);
    data["has_history"] = !data["history"].empty();
    return Page{"duplicate_decision", std::move(data)};
}

}  // namespace cadastre::reports
