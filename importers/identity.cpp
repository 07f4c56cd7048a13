// The SQL that finds out who is who.
#include "importers/identity.h"

namespace cadastre::importers {

namespace {

constexpr Query dropAgain{"identity.drop_again",
                          "drop table if exists refused_source, repeated_key, repeated_state, known_subject"};

constexpr Query refusedSources{"identity.refused_source", R"(
create temporary table refused_source on commit drop as
select distinct file, record from import_problem where severity = 'blocking' and record > 0 and $1)"};

// The first row's proposed uid serves all rows of a key.
constexpr Query repeatedKeys{"identity.repeated_key", R"(
create temporary table repeated_key on commit drop as
select first.kind, first.subject, first.key, first.uid
from (select min(seq) as seq from staged_record group by kind, subject, key having count(*) > 1) repeated
join staged_record first using (seq))"};

// Among rows of one key and day a by-product gives way to a record stated on purpose, the later to the
// earlier.
constexpr Query repeatedStates{"identity.repeated_state", R"(
create temporary table repeated_state on commit drop as
select *,
       row_number() over (partition by kind, subject, key order by day, place) = 1 as first_of_key,
       day = max(day) over (partition by kind, subject, key) as last_day,
       lag(day) over standing as previous_day,
       lag(content_hash) over standing as previous_hash
from (
    select staged.seq, staged.file, staged.record, staged.line, kind, subject, key, staged.secondary,
           staged.content_hash, staged.events, coalesce(staged.valid_from, current_date) as day,
           row_number() over state as place,
           first_value(staged.content_hash) over state as standing_hash,
           first_value(staged.events) over state as standing_events,
           first_value(staged.line) over state as standing_line
    from staged_record staged join repeated_key using (kind, subject, key)
    where not exists (select from refused_source refused
                      where refused.file = staged.file and refused.record = staged.record)
    window state as (partition by kind, subject, key, coalesce(staged.valid_from, current_date)
                     order by staged.secondary, staged.seq)) ordered
window standing as (partition by kind, subject, key, place order by day))"};

constexpr Query knownSubjects{"identity.known_subject", R"(
create temporary table known_subject on commit drop as
select code, uid from subject
union all
select distinct on (staged.key) staged.key, coalesce(known.uid, repeated.uid, staged.uid)
from staged_record staged
left join repeated_key repeated on repeated.kind = 'subject' and repeated.key = staged.key
left join record known on known.kind = 'subject' and known.holder_uid is null and known.holder_key = staged.key
where staged.kind = 'subject'
  and not exists (select from subject where code = staged.key)
  and not exists (select from refused_source refused
                  where refused.file = staged.file and refused.record = staged.record))"};

// An asset that comes under a new holder keeps its uid when its event "transferred" names the former one
// (note: FORMER HOLDER/KEY).
constexpr Query transferredRecords{"identity.transferred_record", R"(
create temporary table transferred_record on commit drop as
select distinct on (staged.seq) staged.seq, former.uid
from staged_record staged
cross join lateral jsonb_to_recordset(staged.events) as event(kind text, note text)
join subject former_holder on former_holder.code = stated_reference_subject(event.note)
join record former on former.kind = 'asset' and former.holder_uid = former_holder.uid
    and former.holder_key = stated_reference_key(event.note) and not former.ended
where staged.kind = 'asset' and staged.events is not null and event.kind = 'transferred' and event.note <> '')"};

// A by-product brings in what is not registered yet and never changes what is: a row about a system is no
// statement about its owner's name, and two files that spell it differently would rewrite it for ever.
constexpr Query importItems{"identity.import_item", R"(
create temporary table import_item on commit drop as
select identified.seq, identified.file, identified.record, identified.line, identified.kind, identified.key,
       identified.holder_uid, identified.valid_from, known, first_of_key,
       coalesce(known_uid, proposed_uid) as uid,
       last_day and not exists (select from record_version later
                                where later.uid = known_uid and later.valid_from > identified.valid_from) as newest,
       case
           when secondary and former.uid is not null and not former.ended then 'same'
           when previous_day >= coalesce(former.valid_from, '-infinity')
               then case when previous_hash = identified.content_hash then 'same' else 'changed' end
           when former.uid is null or former.ended then 'new'
           when former.content_hash = identified.content_hash and former.holder_uid is not distinct from identified.holder_uid
               then 'same'
           else 'changed'
       end as change
from (
    select staged.seq, staged.file, staged.record, staged.line, staged.kind, staged.key, staged.content_hash,
           holder.uid as holder_uid, coalesce(staged.valid_from, current_date) as valid_from,
           staged.secondary, coalesce(held.uid, free.uid, moved.uid) as known_uid,
           coalesce(held.uid, free.uid, moved.uid) is not null as known,
           coalesce(repeated.uid, staged.uid) as proposed_uid,
           coalesce(state.first_of_key, true) as first_of_key,
           coalesce(state.last_day, true) as last_day, state.previous_day, state.previous_hash
    from staged_record staged
    join record_kind on record_kind.code = staged.kind
    left join known_subject holder on record_kind.held and holder.code = staged.subject
    left join repeated_key repeated
        on repeated.kind = staged.kind and repeated.subject = staged.subject and repeated.key = staged.key
    left join repeated_state state on state.seq = staged.seq
    left join record held on held.kind = staged.kind and held.holder_key = staged.key and held.holder_uid = holder.uid
    left join record free on not record_kind.held and free.kind = staged.kind and free.holder_key = staged.key
        and free.holder_uid is null
    left join transferred_record moved on moved.seq = staged.seq
    where coalesce(state.place, 1) = 1 and (repeated.uid is null or state.seq is not null)
      and not exists (select from refused_source refused
                      where refused.file = staged.file and refused.record = staged.record)
) identified
left join lateral (
    select version.uid, version.valid_from, version.content_hash, version.holder_uid, version.ended
    from record_version version
    where version.uid = known_uid and version.valid_from <= identified.valid_from
    order by version.valid_from desc, version.recorded_at desc limit 1) former on true)"};

constexpr Query analyzeItems{"identity.analyze_item", "analyze import_item"};

}  // namespace

void findRepeatedKeys(WriteTransaction& transaction, Refused refused) {
    transaction.run(dropAgain);
    transaction.run(refusedSources, refused == Refused::leftOut);
    transaction.run(repeatedKeys);
    transaction.run(repeatedStates);
    transaction.run(knownSubjects);
    for (const char* table : {"refused_source", "repeated_key", "repeated_state", "known_subject"}) {
        transaction.runOnce("identity.analyze", std::string("analyze ") + table);
    }
}

void findChanges(WriteTransaction& transaction) {
    transaction.run(transferredRecords);
    transaction.run(importItems);
    transaction.run(analyzeItems);
}

}  // namespace cadastre::importers
