// Undoing an import: the former states are written again, and everything that follows from states follows.
#include <set>

#include "profiles/checks/finding_store.h"
#include "profiles/submissions/newest_state_store.h"
#include "profiles/submissions/submission_store.h"
#include "schema/errors.h"
#include "schema/uuid.h"

namespace cadastre::submissions {

namespace {

// The same lock that an import holds: neither may see half of the other.
constexpr Query lockImports{"undo.lock_imports", "select pg_advisory_xact_lock(hashtext('cadastre.import'))"};

// What the submission wrote, and the state each record had at that day before.
constexpr Query broughtVersions{"undo.brought_version", R"(
create temporary table brought_version on commit drop as
select brought.uid, brought.kind, brought.valid_from, brought.recorded_at, former.uid is not null as had_former,
       former.holder_uid as former_holder, former.ended as former_ended
from record_version brought
left join lateral (
    select version.uid, version.holder_uid, version.ended from record_version version
    where version.uid = brought.uid and version.valid_from <= brought.valid_from
      and version.recorded_at < brought.recorded_at
    order by version.valid_from desc, version.recorded_at desc limit 1) former on true
where brought.submission_id = $1)"};
constexpr Query analyzeBrought{"undo.analyze_brought", "analyze brought_version"};

// Submissions that came later and still stand.
constexpr Query laterSubmissions{"undo.later_submission", R"(
create temporary table later_submission on commit drop as
select later.submission_id from submission later, submission undone
where undone.submission_id = $1 and later.received_at > undone.received_at and later.kind <> 'undo'
  and not exists (select from submission undo where undo.undoes = later.submission_id))"};

// The first thing that stands on what would go: a later state, event or decision, something held by or
// referring to a record that would end.
constexpr Query builtOn{"undo.built_on", R"(
with ending as (
    select uid from brought_version group by uid having not bool_or(had_former and not former_ended)),
reference as (
    select uid, other_uid from relation
    union all select uid, asset_uid from programme
    union all select uid, unnest(array[programme_uid, asset_uid]) from project
    union all select uid, project_uid from task
    union all select uid, unnest(array[programme_uid, project_uid, task_uid, asset_uid]) from cost_line
    union all select uid, unnest(array[programme_uid, project_uid, asset_uid]) from indicator
    union all select uid, unnest(array[indicator_uid, evidence_uid]) from indicator_value
    union all select uid, unnest(array[cost_line_uid, indicator_uid]) from indicator_link
    union all select uid, unnest(array[programme_uid, asset_uid, cost_line_uid]) from contract
    union all select uid, asset_uid from document
    union all select uid, asset_uid from evidence
    union all select uid, unnest(array[round_uid, subject_uid]) from round_duty
    union all select uid, unnest(array[round_uid, subject_uid]) from nil_return
    union all select uid, parent_uid from subject)
select stands.submission_id, record.holder_key from (
    select version.submission_id, version.uid
    from record_version version join brought_version using (uid) join later_submission using (submission_id)
    union all
    select event.submission_id, event.uid
    from event join brought_version using (uid)
    join later_submission on later_submission.submission_id = event.submission_id
    union all
    select held.submission_id, ending.uid
    from ending join record held on held.holder_uid = ending.uid and not held.ended
    join later_submission on later_submission.submission_id = held.submission_id
    union all
    select version.submission_id, ending.uid
    from ending join reference on reference.other_uid = ending.uid
    join record_version version on version.uid = reference.uid
    join later_submission on later_submission.submission_id = version.submission_id
    union all
    select disposition.submission_id, finding.uid
    from disposition join finding using (finding_id) join brought_version on brought_version.uid = finding.uid
    join later_submission on later_submission.submission_id = disposition.submission_id
    union all
    select distinct total.submission_id, total.owner_uid
    from budget_total total join ending on ending.uid = total.owner_uid
    join later_submission on later_submission.submission_id = total.submission_id
) stands join record using (uid)
limit 1)"};

constexpr Query restoreVersions{"undo.restore_versions", R"(
insert into record_version (uid, valid_from, submission_id, kind, class, holder_uid, stage, name, ended, content,
    content_hash)
select uid, valid_from, $2, kind, class, holder_uid, stage, name, ended, content, content_hash
from (
    select distinct on (brought.uid, brought.valid_from) brought.uid, brought.valid_from, state.kind, state.class,
           state.holder_uid, state.stage, state.name, state.ended or not had_former as ended, state.content,
           state.content_hash
    from brought_version brought
    join record_version state on state.uid = brought.uid
        and case when had_former then state.valid_from <= brought.valid_from
                                  and state.recorded_at < brought.recorded_at
                 else state.submission_id = $1 and state.valid_from = brought.valid_from end
    order by brought.uid, brought.valid_from, state.valid_from desc, state.recorded_at desc) former)"};

constexpr Query newestStates{"undo.restored_record", R"(
create temporary table restored_record on commit drop as
select distinct on (version.uid) version.uid, version.kind, version.holder_uid, version.valid_from, version.stage,
       version.ended, version.content
from record_version version
where version.uid in (select uid from brought_version)
order by version.uid, version.valid_from desc, version.recorded_at desc)"};
constexpr Query analyzeRestored{"undo.analyze_restored", "analyze restored_record"};

constexpr Query endRecords{"undo.end_records", R"(
update record set ended = restored.ended from restored_record restored
where record.uid = restored.uid and record.ended <> restored.ended)"};

// A transfer that is undone gives the key back that its event named.
constexpr Query returnRecords{"undo.return_records", R"(
update record set holder_uid = restored.holder_uid, holder_key = stated_reference_key(transfer.note)
from restored_record restored
join event transfer on transfer.uid = restored.uid and transfer.event_kind = 'transferred'
    and transfer.submission_id = $1
where record.uid = restored.uid and not restored.ended and record.holder_uid <> restored.holder_uid)"};

constexpr Query statesToRemove{"undo.state_to_remove", R"(
create temporary table state_to_remove on commit drop as
select uid, kind from restored_record where ended)"};

// Others whose references now lead nowhere again.
constexpr Query danglingAgain{"undo.dangling_again", R"(
create temporary table dangling_again on commit drop as
select distinct referrer.uid, referrer.kind
from (
    select uid, asset_uid as other_uid from programme
    union all select uid, unnest(array[programme_uid, asset_uid]) from project
    union all select uid, project_uid from task
    union all select uid, unnest(array[programme_uid, project_uid, task_uid, asset_uid]) from cost_line
    union all select uid, unnest(array[programme_uid, project_uid, asset_uid]) from indicator
    union all select uid, unnest(array[programme_uid, asset_uid, cost_line_uid]) from contract
    union all select uid, asset_uid from document
    union all select uid, parent_uid from subject) reference
join state_to_remove gone on gone.uid = reference.other_uid
join record referrer on referrer.uid = reference.uid
where reference.uid not in (select uid from state_to_remove))"};

// A value, link, duty or nil return cannot stand without its other end: its row goes and waits again.
constexpr Query waitAgain{"undo.wait_again", R"(
insert into state_to_remove
select dependent.uid, record.kind from (
    select uid, indicator_uid as other_uid from indicator_value
    union all select uid, unnest(array[cost_line_uid, indicator_uid]) from indicator_link
    union all select uid, round_uid from round_duty
    union all select uid, round_uid from nil_return) dependent
join state_to_remove gone on gone.uid = dependent.other_uid
join record on record.uid = dependent.uid
where dependent.uid not in (select uid from state_to_remove)
returning uid, kind)"};

constexpr Query keepWaiting{"undo.keep_waiting", R"(
insert into dangling_again select uid, kind from state_to_remove
where uid not in (select uid from restored_record where ended))"};

constexpr Query statesToKeep{"undo.state_to_keep", R"(
create temporary table state_to_keep on commit drop as
select record.uid, record.kind, record.holder_uid, record.holder_key, restored.valid_from, restored.content,
       null::bigint as place
from restored_record restored join record using (uid) where not restored.ended
union all
select record.uid, record.kind, record.holder_uid, record.holder_key, version.valid_from, version.content, null
from dangling_again join record using (uid)
cross join lateral (
    select valid_from, content from record_version where record_version.uid = record.uid
    order by valid_from desc, recorded_at desc limit 1) version
where record.uid not in (select uid from restored_record))"};

constexpr Query keptKinds{"undo.kept_kinds", "select distinct kind from state_to_keep"};
constexpr Query removedKinds{"undo.removed_kinds", "select distinct kind from state_to_remove"};

// History can't be taken back: a correction says that what the import entered does not hold.
constexpr Query correctHistory{"undo.correct_history", R"(
insert into event (uid, event_kind, happened_on, stage_before, stage_after, note, submission_id)
select undone.uid, 'correction', current_date,
       case when step.moves then step.stage_now end, case when step.moves then step.stage_former end, $3, $2
from (select distinct uid from event where submission_id = $1) undone
left join restored_record restored using (uid)
left join lateral (
    select stage_after as stage_now from event
    where event.uid = undone.uid and event.stage_after is not null order by event_id desc limit 1) last on true
left join lateral (
    select event.stage_after as stage_former from event
    where event.uid = undone.uid and event.stage_after is not null and event.event_id < (
        select min(first.event_id) from event first where first.uid = undone.uid and first.submission_id = $1)
    order by event_id desc limit 1) before on true
cross join lateral (
    select last.stage_now, before.stage_former,
           not coalesce(restored.ended, false) and last.stage_now is not null and before.stage_former is not null
               and last.stage_now <> before.stage_former as moves) step)"};

constexpr Query touchRecords{"undo.touched_record",
                             "create temporary table touched_record (uid uuid primary key) on commit drop"};
constexpr Query touchRestored{"undo.touch_restored", R"(
insert into touched_record
select uid from restored_record
union select uid from dangling_again
union select relation.uid from relation join state_to_remove gone on gone.uid = relation.other_uid)"};

// What stood against records that are gone, or said that they were omitted from the undone file.
constexpr Query closeFindings{"undo.close_findings", R"(
with closed as (
    update finding set state = 'closed'
    where state = 'open' and (uid in (select uid from restored_record where ended)
                              or (rule = 'omitted' and submission_id = $1))
    returning finding_id)
insert into finding_entry (finding_id, state, actor, note) select finding_id, 'closed', $2, $3 from closed)"};

// Lets the rules of money know that what goes is taken back and not changed.
constexpr Query announce{"undo.announce", "select set_config('cadastre.undo', $1, true)"};

constexpr Query undoable{"undo.undoable", R"(
select submission.kind, undo.submission_id as undone_by
from submission left join submission undo on undo.undoes = submission.submission_id
where submission.submission_id::text = $1)"};

void mayBeUndone(WriteTransaction& transaction, const std::string& id) {
    const auto row = transaction.run(undoable, id).oneOrNone();
    if (!row) throw UsageError("there is no submission " + id);
    if (row->get<std::string>("kind") != "import") throw UsageError("submission " + id + " is no import");
    if (const auto undo = row->get<std::optional<std::string>>("undone_by")) {
        throw UsageError("submission " + id + " was undone before, by " + *undo);
    }
    transaction.run(broughtVersions, id);
    transaction.run(analyzeBrought);
    transaction.run(laterSubmissions, id);
    if (const auto stands = transaction.run(builtOn).oneOrNone()) {
        throw RuleViolation("submission_is_built_on",
                            "submission " + stands->get<std::string>(0) + " built on the record " +
                                stands->get<std::string>(1) + " of this import; undo that one first");
    }
}

std::set<std::string> kindsOf(WriteTransaction& transaction, const Query& query) {
    std::set<std::string> kinds;
    for (const auto& row : transaction.run(query))
        kinds.insert(row.get<std::string>(0));
    return kinds;
}

void followStates(WriteTransaction& transaction, const std::string& submissionId) {
    transaction.run(statesToRemove);
    transaction.run(danglingAgain);
    while (transaction.run(waitAgain).affected() > 0)
        continue;
    transaction.run(keepWaiting);
    transaction.run(touchRecords);
    transaction.run(touchRestored);
    transaction.run(statesToKeep);
    // References are let go before their other ends are, and what waits again is taken out with them.
    auto kept = kindsOf(transaction, keptKinds);
    keepNewestStates(transaction, kept, submissionId);
    removeNewestStates(transaction, kindsOf(transaction, removedKinds));
}

}  // namespace

Undone undoSubmission(WriteTransaction& transaction, const std::string& id, const std::string& actor,
                      const std::string& reason) {
    transaction.run(lockImports);
    mayBeUndone(transaction, id);
    Submission undo;
    undo.id = makeUuid();
    undo.kind = "undo";
    undo.actor = actor;
    undo.reason = reason;
    undo.undoes = id;
    addSubmission(transaction, undo);
    transaction.run(announce, undo.id);
    transaction.run(restoreVersions, id, undo.id);
    transaction.run(newestStates);
    transaction.run(analyzeRestored);
    transaction.run(returnRecords, id);
    transaction.run(endRecords);
    followStates(transaction, undo.id);
    transaction.run(correctHistory, id, undo.id, "undo " + id);
    transaction.run(closeFindings, id, actor, "undo " + id);
    checks::runRules(transaction, checks::Scope::touched(undo.id));
    return {
        undo.id,
        transaction.runOnce("undo.count", "select count(*) from restored_record").one().get<std::int64_t>(0)};
}

}  // namespace cadastre::submissions
