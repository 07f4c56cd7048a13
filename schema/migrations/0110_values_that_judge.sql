-- Which values of an indicator say something of a result: asked by the execution report and by the rule of spent money,
-- today and of another day, so it is said once.

create function is_result(period_ends_on date, target numeric, baseline numeric, baseline_on date, begins_on date, ends_on date)
returns boolean language sql immutable parallel safe
return coalesce(period_ends_on >= begins_on, true)
   and coalesce(extract(year from period_ends_on) <= extract(year from ends_on), true)
   and coalesce(period_ends_on > baseline_on, true)
   and not coalesce(extract(year from period_ends_on) = extract(year from baseline_on) and target = baseline, false);
comment on function is_result(date, numeric, numeric, date, date, date) is
    'Whether a value of a period is a result of what lasts from begins_on to ends_on, and not the value it started from (docs/reports.md, execution).';

-- The rows of the execution report say more now: count anew.
delete from past_picture;
delete from recount;
