// History planned and entered, set by set.
#include "profiles/lifecycle/history_store.h"

namespace cadastre::lifecycle {

namespace {

// What is stated and not entered yet. Of an asset that has a history, an event older than its newest one is
// entered as a fact: it moves no stage, since nobody lived through it again. A stated "first recorded" opens
// the history of an asset that comes in, wherever it stands in the list; what happened before it is such a
// fact too. Where it names no stage it opens at that of the state itself, which no other event can lead to
// again.
constexpr Query statedEvents{"history.stated_event", R"(
create temporary table stated_event on commit drop as
select item.seq, item.uid, item.known, item.valid_from,
       case when opens then 0 else stated.place end as place, kind.code as event_kind, stated.happened_on, stated.note,
       stated.document,
       case when opens then coalesce(stated.stage, item.stage)
            when item.known and stated.happened_on < last.happened_on then null
            when not item.known and stated.opened_at_state and item.stage is not null then null
            when not item.known and stated.happened_on < stated.opened_on then null
            when item.known and stated.happened_on is null and last.happened_on is not null then null
            else coalesce(stated.stage, kind.stage_after) end as target
from life_item item
cross join lateral (
    select ordinality as place, value ->> 'kind' as kind, (value ->> 'on')::date as happened_on,
           value ->> 'stage' as stage, value ->> 'note' as note, value ->> 'document' as document,
           max((value ->> 'on')::date) filter (where value ->> 'kind' = 'first_recorded') over () as opened_on,
           bool_or(value ->> 'kind' = 'first_recorded' and not value ? 'stage') over () as opened_at_state
    from jsonb_array_elements(item.events) with ordinality) stated
join event_kind kind on kind.code = stated.kind
cross join lateral (select not item.known and kind.code = 'first_recorded' as opens) opening
left join lateral (
    select max(event.happened_on) as happened_on from event where event.uid = item.uid) last on item.known
where item.events is not null
  and not (item.known and exists (
      select from event
      where event.uid = item.uid and event.event_kind = kind.code
        and event.happened_on is not distinct from stated.happened_on
        and event.note is not distinct from stated.note)))"};

// Every statement that leads to a stage, in order, with the stage before it: of the asset's own entries, else
// none. `implied` is the stage of the state itself, which says what all the events must come to.
constexpr Query steps{"history.step", R"(
create temporary table life_step on commit drop as
select step.*, coalesce(lag(target) over (partition by uid order by valid_from, place), former.stage_after, 'none')
           as stage_before
from (
    select seq, uid, known, valid_from, place, event_kind, happened_on, note, document, target, false as implied
    from stated_event where target is not null
    union all
    select seq, uid, known, valid_from, 1000000, null, coalesce(stage_since, valid_from), null, null, stage, true
    from life_item where stage is not null and changed and (newest or not known)
) step
left join lateral (
    select event.stage_after from event
    where event.uid = step.uid and event.stage_after is not null
    order by event_id desc limit 1) former on step.known)"};

// Entry 1 opens or corrects, entry 2 is what was stated.
constexpr Query entries{"history.entry", R"(
create temporary table history_entry on commit drop as
select step.seq, step.uid, step.valid_from, step.place, part.entry, stage_before = 'none' as opening,
       case when part.entry = 2 then step.event_kind
            when stage_before = 'none' and not known then 'first_recorded' else 'correction' end as event_kind,
       case when part.entry = 2 or stage_before <> 'none' or known then step.happened_on end as happened_on,
       case when part.entry = 1 or allowed then stage_before end as stage_before,
       case when part.entry = 1 or allowed then target end as stage_after,
       case when part.entry = 2 then step.note end as note,
       case when part.entry = 2 then step.document end as document,
       case when part.entry = 2 and refused then stage_before end as refused_stage_before,
       case when part.entry = 2 and refused then target end as refused_stage_after
from (
    select life_step.*, not implied and known_step.stage_before is not null as allowed
    from life_step
    left join stage_transition known_step
        on known_step.stage_before = life_step.stage_before and known_step.stage_after = life_step.target
        and known_step.by_correction = (life_step.event_kind in ('first_recorded', 'correction'))
) step
cross join lateral (select not allowed and stage_before not in (target, 'none') as refused) step_check
join (values (1), (2)) part(entry)
    on case part.entry when 1 then not allowed and stage_before <> target else not implied end
union all
select seq, uid, valid_from, place, 2, false, event_kind, happened_on, null, null, note, document, null, null
from stated_event where target is null
union all
select item.seq, item.uid, item.valid_from, 0, 1, true, 'first_recorded', null, null, null, null, null, null, null
from life_item item
where not item.known and item.newest and item.stage is null
  and not exists (select from life_step where life_step.uid = item.uid))"};

constexpr Query enter{"history.enter", R"(
insert into event (uid, event_kind, happened_on, stage_before, stage_after, note, document_stated, document_uid,
    refused_stage_before, refused_stage_after, submission_id)
select uid, event_kind, happened_on, stage_before, stage_after, note, document,
       case when document is not null then document_named(uid, document) end,
       refused_stage_before, refused_stage_after, $1
from history_entry order by uid, opening desc, valid_from, place, entry)"};

}  // namespace

void planHistory(WriteTransaction& transaction) {
    transaction.run(statedEvents);
    transaction.run(steps);
    transaction.run(entries);
    for (const char* table : {"stated_event", "life_step", "history_entry"}) {
        transaction.runOnce("history.analyze", std::string("analyze ") + table);
    }
}

std::int64_t writeHistory(WriteTransaction& transaction, const std::string& submissionId) {
    return transaction.run(enter, submissionId).affected();
}

}  // namespace cadastre::lifecycle
