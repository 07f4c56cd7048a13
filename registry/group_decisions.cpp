// Reads the form and calls the same stores as `cadastre decide`.
#include "registry/group_decisions.h"

#include "profiles/checks/disposition_store.h"
#include "profiles/duplicates/register/group_decision_store.h"
#include "schema/errors.h"
#include "schema/transaction.h"

namespace cadastre {

namespace {

constexpr std::string_view dispositionMark = "disposition:";

duplicates::GroupDecision groupDecisionFrom(const std::string& clusterId, const http::Fields& form) {
    duplicates::GroupDecision decision{.group = clusterId,
                                       .decision = std::string(form.get("decision")),
                                       .reason = std::string(form.get("reason")),
                                       .evidence = std::string(form.get("evidence")),
                                       .actor = std::string(form.get("actor")),
                                       .evidenceDatedOn = std::string(form.get("evidence_dated"))};
    if (decision.decision == "drop" || decision.decision == "split") {
        decision.parts.emplace_back();
        for (const auto& [name, value] : form.all()) {
            if (name == "member") decision.parts.front().push_back(value);
        }
    }
    return decision;
}

checks::Decision dispositionFrom(const std::string& clusterId, const http::Fields& form) {
    return {.finding = clusterId,
            .disposition = std::string(form.get("decision").substr(dispositionMark.size())),
            .reason = std::string(form.get("reason")),
            .plan = std::string(form.get("plan")),
            .dueOn = std::string(form.get("due_on")),
            .actor = std::string(form.get("actor")),
            .evidence = std::string(form.get("evidence")),
            .evidenceDatedOn = std::string(form.get("evidence_dated"))};
}

bool saysNothing(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

std::string keepPostedDecision(Database& database, const Messages& messages, const std::string& language,
                               const std::string& clusterId, const http::Fields& form) {
    for (const char* owed : {"decision", "reason", "evidence", "actor"}) {
        if (saysNothing(form.get(owed))) return messages.text(language, std::string("decision.owed.") + owed);
    }
    if (const std::string dated(form.get("evidence_dated")); !dated.empty() && !dateFrom(dated))
        return messages.text(language, "decision.owed.evidence_dated");
    const Authorship authorship{.actor = std::string(form.get("actor")),
                                .reason = std::string(form.get("reason"))};
    try {
        inWriteTransaction(database, authorship, [&](WriteTransaction& transaction) {
            if (form.get("decision").starts_with(dispositionMark)) {
                checks::decide(transaction, dispositionFrom(clusterId, form));
            } else {
                duplicates::decideGroup(transaction, groupDecisionFrom(clusterId, form));
            }
        });
    } catch (const RuleViolation& violation) {
        const std::string key = "decide." + violation.constraint();
        return messages.has(key) ? messages.text(language, key) : violation.what();
    } catch (const UsageError& mistake) {
        return mistake.what();
    } catch (const InputError& mistake) {
        return mistake.what();
    }
    return {};
}

}  // namespace cadastre
