// One decision, one submission, one disposition, and an entry for every finding it answers.
#include "profiles/checks/disposition_store.h"

#include <fmt/format.h>

#include "schema/errors.h"

namespace cadastre::checks {

namespace {

constexpr Query knownDisposition{
    "dispositions.known", "select exists (select from code where code_list = 'disposition' and code = $1)"};
// The whole group of duplicates is answered, whichever of its findings was named.
constexpr Query answeredFindings{"dispositions.answered", R"sql(
with named as (
    select finding_id, cluster_id from finding where finding_id::text = lower($1)
    union all
    (select finding_id, cluster_id from finding where cluster_id::text = lower($1) order by uid limit 1))
select finding.finding_id, coalesce(finding.cluster_id::text, '') as cluster_id
from named join finding on finding.finding_id = named.finding_id
    or (finding.cluster_id = named.cluster_id and finding.state <> 'closed')
order by finding.finding_id <> named.finding_id, finding.finding_id
for update of finding
)sql"};
constexpr Query addSubmission{"dispositions.add_submission", R"sql(
insert into submission (submission_id, kind, actor, reason) values (time_ordered_uuid(), 'decision', $1, $2)
returning submission_id
)sql"};
constexpr Query addDocument{"dispositions.keep_document", R"sql(
with content as (select decode($1, 'hex') as bytes),
added as (
    insert into document_content (sha256, content) select encode(sha256(bytes), 'hex'), bytes from content
    on conflict do nothing)
select encode(sha256(bytes), 'hex') from content
)sql"};
constexpr Query addDisposition{"dispositions.add", R"sql(
insert into disposition (disposition_id, finding_id, disposition, reason, plan, due_on, expires_on, document_sha256,
                         document_name, actor, approver, model_version, compared_hash, submission_id)
select time_ordered_uuid(), finding.finding_id, $2, $3, nullif($4, ''), nullif($5, '')::date, nullif($6, '')::date,
       nullif($7, ''), nullif($8, ''), $9, nullif($10, ''), run.model_version, cluster.compared_hash, $11::uuid
from finding left join duplicate_cluster cluster using (cluster_id) left join duplicate_run run using (run_id)
where finding.finding_id = $1::uuid
returning disposition_id
)sql"};
constexpr Query answerFinding{"dispositions.answer_finding", R"sql(
with answered as (
    update finding set state = $2, due_on = coalesce(nullif($3, '')::date, due_on)
    where finding_id = $1::uuid returning finding_id)
insert into finding_entry (finding_id, state, actor, note) select finding_id, $2, $4, $5 from answered
)sql"};
constexpr Query answerGroup{"dispositions.answer_group", R"sql(
update duplicate_cluster set state = state_after($2) where cluster_id = $1::uuid and state <> 'superseded'
returning state
)sql"};

// The group's decision is made before the state changes. What is mended says nothing about the group.
constexpr Query addGroupDecision{"dispositions.add_group_decision", R"sql(
with decided as (
    insert into duplicate_decision (cluster_id, decision, question, reason, evidence, document_sha256, document_name,
                                    actor, disposition_id, submission_id, evidence_dated_on)
    select cluster_id, case state_after(disposition.disposition) when 'confirmed' then 'confirm'
                       when 'dismissed' then 'dismiss' else 'dispute' end,
           case when cluster.kind in ('functional', 'misclassified') or cluster.explanation ? 'functional_score'
                then 'function' else 'identity' end,
           reason, nullif(btrim($3), ''), document_sha256, document_name, actor, disposition_id, submission_id,
           nullif($4, '')::date
    from duplicate_cluster cluster cross join disposition
    where cluster_id = $1::uuid and disposition_id = $2::uuid and disposition.disposition <> 'mended'
    returning decision_id)
select decision_id from decided
)sql"};
constexpr Query addDecidedMembers{"dispositions.add_decided_members", R"sql(
insert into duplicate_decision_member (decision_id, uid)
select $2::uuid, uid from duplicate_member where cluster_id = $1::uuid
)sql"};

std::string hexadecimal(const std::string& bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        text += digits[value >> 4U];
        text += digits[value & 15U];
    }
    return text;
}

std::string_view stateAfter(std::string_view disposition) {
    if (disposition == "justified" || disposition == "false") return "dismissed";
    return disposition == "mended" ? "closed" : "open";
}

}  // namespace

std::string keepDocument(WriteTransaction& transaction, const std::string& bytes) {
    return transaction.run(addDocument, hexadecimal(bytes)).one().get<std::string>(0);
}

Decided decide(WriteTransaction& transaction, const Decision& decision) {
    if (!transaction.run(knownDisposition, decision.disposition).one().get<bool>(0)) {
        throw UsageError(
            fmt::format("\"{}\" is no disposition; they are merge, consolidate, migrate, retire, coordinate, "
                        "justified, reclassify, false, disputed and mended",
                        decision.disposition));
    }
    const Result findings = transaction.run(answeredFindings, decision.finding);
    if (findings.empty()) {
        throw UsageError(fmt::format("there is no finding \"{}\"; `cadastre export findings` lists them",
                                     decision.finding));
    }
    Decided decided;
    decided.submissionId =
        transaction.run(addSubmission, decision.actor, decision.reason).one().get<std::string>(0);
    std::string document;
    if (!decision.attachmentName.empty()) {
        document = keepDocument(transaction, decision.attachment);
    }
    decided.dispositionId =
        transaction
            .run(addDisposition, findings[0].get<std::string>("finding_id"), decision.disposition,
                 decision.reason, decision.plan, decision.dueOn, decision.expiresOn, document,
                 decision.attachmentName, decision.actor, decision.approver, decided.submissionId)
            .one()
            .get<std::string>(0);
    decided.findingState = stateAfter(decision.disposition);
    const std::string note = decision.disposition + ": " + decision.reason;
    for (const Row finding : findings) {
        transaction.run(answerFinding, finding.get<std::string>("finding_id"), decided.findingState,
                        decision.dueOn, decision.actor, note);
        ++decided.findings;
    }
    const auto group = findings[0].get<std::string>("cluster_id");
    if (!group.empty()) {
        const auto kept = transaction
                              .run(addGroupDecision, group, decided.dispositionId, decision.evidence,
                                   decision.evidenceDatedOn)
                              .oneOrNone();
        if (kept) transaction.run(addDecidedMembers, group, kept->get<std::string>(0));
        const auto answered = transaction.run(answerGroup, group, decision.disposition).oneOrNone();
        decided.groupState = answered ? answered->get<std::string>(0) : "superseded";
    }
    return decided;
}

}  // namespace cadastre::checks
