// Checked first and explained only when broken, so that a sound file pays for the check alone.
#include "importers/whole_checks.h"

#include "importers/report_problems.h"
#include "schema/errors.h"

namespace cadastre::importers {

namespace {

// A total stands against the record that states it, else against the first line that counts for it: the other
// lines are named, since any of them may be the wrong one. At most ten are listed.
constexpr Query unevenTotals{"whole.uneven_totals", R"(
with counted as materialized (
    select line.uid, owner.uid as owner_uid, line.year, line.currency, line.planned, item.file, item.record, item.line
    from cost_line_owner line
    cross join lateral unnest(array[task_uid, project_uid, programme_uid]) owner(uid)
    left join import_item item on item.uid = line.uid and item.newest
    where line.cost_status in ('approved', 'committed') and owner.uid is not null),
uneven as (
    select total.owner_uid, total.year, total.currency, total.amount, coalesce(sum(counted.planned), 0) as planned,
           coalesce(string_agg(counted.line::text, ', ' order by counted.record) filter (where place <= 10)
                    || case when count(counted.line) > 10 then ', …' else '' end, '–') as lines,
           count(counted.uid) - count(counted.line) as registered,
           (array_agg(jsonb_build_array(counted.file, counted.record, counted.line) order by counted.record)
            filter (where counted.record is not null))[1] as first_line
    from budget_total total
    left join (select *, row_number() over (partition by owner_uid, year, currency order by record) as place
               from counted) counted using (owner_uid, year, currency)
    group by total.owner_uid, total.year, total.currency, total.amount
    having total.amount <> coalesce(sum(counted.planned), 0))
select place.file, place.record, place.line, 'amount' as field, 'approved-lines-add-up' as rule,
       round(amount / power(10::numeric, minor_digits), minor_digits)::text as value,
       jsonb_build_object('owner', owner.holder_key, 'year', year::text, 'currency', currency,
           'total', round(amount / power(10::numeric, minor_digits), minor_digits)::text,
           'sum', round(planned / power(10::numeric, minor_digits), minor_digits)::text,
           'lines', lines, 'registered', registered::text) as arguments
from uneven join record owner on owner.uid = owner_uid join currency on currency.code = uneven.currency
left join lateral (
    select item.file, item.record, item.line
    from import_item item join staged_record staged using (seq)
    where item.kind = 'budget_total' and owner.holder_key = stated_key(staged.content, owner.kind)
      and (staged.content ->> 'year')::numeric = year and staged.content ->> 'currency' = uneven.currency
    order by item.record limit 1) stated on true
cross join lateral (select coalesce(stated.file, (first_line -> 0)::integer) as file,
                           coalesce(stated.record, (first_line -> 1)::bigint) as record,
                           coalesce(stated.line, (first_line -> 2)::bigint) as line) place
where place.record is not null)"};

// The line was approved before; a record of this import takes the last measurable indicator from it.
constexpr Query untiedLines{"whole.untied_lines", R"(
select item.file, item.record, item.line, 'indicator' as field, 'approved-line-loses-its-indicator' as rule,
       record.holder_key as value, '{}'::jsonb as arguments
from cost_line line join record using (uid)
cross join lateral (
    select link.uid from indicator_link link where link.cost_line_uid = line.uid
    union select link.indicator_uid from indicator_link link where link.cost_line_uid = line.uid
    union select value.uid from indicator_link link join indicator_value value using (indicator_uid)
          where link.cost_line_uid = line.uid
    union select line.uid) cause
join import_item item on item.uid = cause.uid and item.newest and item.change <> 'same'
where line.cost_status in ('approved', 'committed') and not is_tied(line.uid))"};

constexpr Query subjectCycles{"whole.subject_cycles", R"(
with recursive above as (
    select subject.uid as start, subject.parent_uid as uid
    from import_item item join subject using (uid) where item.kind = 'subject' and item.newest
    union
    select above.start, subject.parent_uid from above join subject using (uid) where subject.parent_uid is not null)
select item.file, item.record, item.line, 'parent' as field, 'subject-tree-has-no-cycle' as rule,
       item.key as value, '{}'::jsonb as arguments
from above join import_item item on item.uid = above.start and item.newest
where above.start = above.uid)"};

constexpr Query explained{"whole.explained",
                          "select exists (select from import_problem where severity = 'blocking')"};

}  // namespace

bool holdsAsAWhole(WriteTransaction& transaction) {
    transaction.connection().script("whole.savepoint", "savepoint whole_import");
    try {
        transaction.checkDeferredRules();
        return true;
    } catch (const RuleViolation&) {
        transaction.connection().script("whole.back", "rollback to savepoint whole_import");
        for (const auto& check : {unevenTotals, untiedLines, subjectCycles})
            reportProblems(transaction, check);
        if (!transaction.run(explained).one().get<bool>(0)) throw;
        return false;
    }
}

}  // namespace cadastre::importers
