// Rules about what records say of each other: copied texts, one-sided integrations, references that lead
// nowhere, bodies that said nothing. A change of one record bears upon others, so each widens its scope.
#include "profiles/checks/rule_queries.h"

namespace cadastre::checks {

namespace {

// Looks again at whatever the rule holds open: a change elsewhere may have settled it.
constexpr Query openCopies{"rule.open_copies", R"sql(
insert into checked_record (uid)
select uid from finding where rule = 'copied-purpose' and state = 'open'
on conflict do nothing
)sql"};

// The same words (60 characters and more, letter case and line breaks apart) for systems that are not of one
// family: instances of one solution, parts of one whole and successors may well share them. Everyone in the
// group gets one finding that counts the others, never one a pair. A text is hashed once; only texts met
// twice are compared. The example is one that everybody may see, where there is one.
constexpr Query copiedPurpose{"rule.copied_purpose", R"sql(
insert into hit (rule, uid, field, value, arguments)
with hashed as materialized (
    select uid, hashtextextended(translate(lower(purpose), E' \n\r\t\u00a0', ''), 0) as hash from asset
    where class = 'information_system' and octet_length(purpose) >= 60 and length(purpose) >= 60),
repeated as (select hash from hashed group by hash having count(*) > 1),
alike as materialized (
    select asset.uid, md5(translate(lower(purpose), E' \n\r\t\u00a0', '')) as text, purpose, holder_uid, holder_key, name, sensitivity
    from repeated join hashed using (hash) join asset using (uid)),
above as materialized (
    select distinct on (uid) uid, coalesce(other_uid::text, other_subject || '/' || other_key) as root
    from relation
    where relation_kind in ('instance_of', 'part_of', 'replaces')
      and (uid in (select uid from alike)
           or uid in (select other_uid from relation farther where farther.uid in (select uid from alike)))
    order by uid, relation_kind, other_subject, other_key),
rooted as (
    select alike.*, coalesce(grand.root, parent.root, alike.uid::text) as root
    from alike left join above parent on parent.uid = alike.uid
    left join above grand on grand.uid::text = parent.root),
family as materialized (
    select text, root, count(*) as members,
           coalesce((array_agg(name order by uid) filter (where sensitivity = 'open'))[1], '…') as example,
           row_number() over (partition by text
                              order by not bool_or(sensitivity = 'open'), min(uid::text)) as position,
           count(*) over (partition by text) as families,
           sum(count(*)) over (partition by text) as total
    from rooted group by text, root)
select 'copied-purpose', rooted.uid, 'purpose', left(rooted.purpose, 200),
       jsonb_build_object('others', (own.total - own.members)::text, 'example', other.example)
from rooted join family own using (text, root)
join family other on other.text = own.text and other.position = case own.position when 1 then 2 else 1 end
where own.families > 1
  and exists (select from rooted neighbour join checked_record using (uid) where neighbour.text = rooted.text)
)sql"};

constexpr Query otherEndsOfIntegrations{"rule.other_ends_of_integrations", R"sql(
insert into checked_record (uid)
select relation.uid from relation join checked_record touched on touched.uid = relation.other_uid
join relation_kind on relation_kind.code = relation.relation_kind and reciprocal
union
select uid from finding where rule = 'integration-not-reciprocal' and state = 'open'
on conflict do nothing
)sql"};

// Stands against the side that states it; systems that are no longer there owe no answer.
constexpr Query integrationNotReciprocal{"rule.integration_not_reciprocal", R"sql(
insert into hit (rule, uid, field, detail, value, arguments)
select 'integration-not-reciprocal', mine.uid, 'relations',
       relation_kind || ':' || other_subject || '/' || other_key, told.name,
       jsonb_build_object('kind', relation_kind, 'other', told.name,
                          'key', holder.code || '/' || other.holder_key)
from checked_record join relation using (uid)
join relation_kind kind on kind.code = relation.relation_kind and kind.reciprocal
join asset mine on mine.uid = relation.uid
join asset other on other.uid = relation.other_uid
join subject holder on holder.uid = other.holder_uid
cross join lateral (select case when other.sensitivity = 'open' then other.name else '…' end as name) told
left join stage my_stage on my_stage.code = mine.stage
left join stage other_stage on other_stage.code = other.stage
where coalesce(my_stage.alive, true) and coalesce(other_stage.alive, true)
  and not exists (select from relation back
                  where back.uid = relation.other_uid and back.relation_kind = relation.relation_kind
                    and back.other_uid = relation.uid)
)sql"};

constexpr Query openReferences{"rule.open_references", R"sql(
insert into checked_record (uid)
select uid from finding where rule = 'dangling-reference' and state = 'open'
on conflict do nothing
)sql"};

constexpr Query danglingRelations{"rule.dangling_relations", R"sql(
insert into hit (rule, uid, field, detail, value, arguments)
select 'dangling-reference', uid, 'relations', relation_kind || ':' || other_subject || '/' || other_key, other_key,
       jsonb_build_object('kind', relation_kind,
                          'reference', concat_ws('/', nullif(other_subject, ''), other_key))
from checked_record join relation using (uid)
where other_uid is null
)sql"};

// The import keeps which references wait for their other end.
constexpr Query danglingReferences{"rule.dangling_references", R"sql(
insert into hit (rule, uid, field, value, arguments)
select 'dangling-reference', uid, field, left(other_key, 200),
       jsonb_build_object('kind', other_kind, 'reference', left(concat_ws('/', nullif(other_subject, ''), other_key), 200))
from checked_record join dangling_reference using (uid)
)sql"};

constexpr Query subjectsOfRounds{"rule.subjects_of_rounds", R"sql(
insert into checked_record (uid)
select subject_uid from round_duty join checked_record touched on touched.uid = round_duty.round_uid
union select subject_uid from round_duty join checked_record touched using (uid)
union select subject_uid from nil_return join checked_record touched using (uid)
union select record.holder_uid from record join checked_record using (uid) where record.holder_uid is not null
on conflict do nothing
)sql"};

// Silent: nothing of the classes owed was recorded since the period began (where every class is owed, no
// programme or project either), no file came for the subject and no nil return. What came after the due date
// is late, not silent.
constexpr Query silentInRound{"rule.silent_in_round", R"sql(
insert into hit (rule, uid, detail, arguments)
select 'silent-in-round', subject.uid, round.code,
       jsonb_build_object('round', round.name, 'due', round.due_on::text,
                          'classes', coalesce(string_agg(coalesce(duty.class, '*'), ', ' order by duty.class), '*'))
from checked_record join subject using (uid)
join round_duty duty on duty.subject_uid = subject.uid
join round on round.uid = duty.round_uid
cross join check_day
where round.due_on < day
  and coalesce(subject.dissolved_on, 'infinity') > round.period_starts_on
  and not exists (select from nil_return nil where nil.round_uid = round.uid and nil.subject_uid = subject.uid)
  and not exists (select from submission
                  where submission.kind = 'import' and submission.subject_code = subject.code
                    and received_at >= round.period_starts_on and accepted_count + unchanged_count > ignored_count)
group by subject.uid, round.uid, round.code, round.name, round.due_on, round.period_starts_on
having not exists (select from asset
                   where asset.holder_uid = subject.uid and asset.recorded_at >= round.period_starts_on
                     and (bool_or(duty.class is null) or asset.class = any(array_agg(duty.class))))
   and not (bool_or(duty.class is null)
            and exists (select from record_version version
                        where version.holder_uid = subject.uid and version.kind in ('programme', 'project')
                          and version.recorded_at >= round.period_starts_on))
)sql"};

}  // namespace

std::span<const RuleGroup> relationRules() {
    static const std::vector<RuleGroup> groups = {
        {{"copied-purpose"}, openCopies, {copiedPurpose}},
        {{"integration-not-reciprocal"}, otherEndsOfIntegrations, {integrationNotReciprocal}},
        {{"dangling-reference"}, openReferences, {danglingRelations, danglingReferences}},
        {{"silent-in-round"}, subjectsOfRounds, {silentInRound}},
    };
    return groups;
}

}  // namespace cadastre::checks
