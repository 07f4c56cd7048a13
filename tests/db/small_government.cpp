#include "tests/db/small_government.h"

namespace cadastre::tests {

std::string smallGovernment() {
    return R"sql(
insert into submission(submission_id, kind, actor, received_at, source_name, read_count, accepted_count)
values ('00000000-0000-0000-0000-00000000000a', 'import', 'clerk', '2025-01-10T09:00:00Z', 'first.csv', 3, 3),
       ('00000000-0000-0000-0000-00000000000b', 'import', 'clerk', '2026-02-01T09:00:00Z', 'second.csv', 1, 1);

-- Identity and versions in one place; the typed rows follow from them below.
create temporary table stated(uid uuid, kind text, holder uuid, key text, class text, stage text, name text,
                              valid_from date, recorded_at timestamptz, content jsonb);
insert into stated values
('10000000-0000-0000-0000-000000000001', 'subject', null, 'MIN', null, null, 'Ministry', '2025-01-01',
 '2025-01-10T09:00:00Z', '{"name": "Ministry", "subject_kind": "federal_body"}'),
('10000000-0000-0000-0000-000000000002', 'subject', null, 'OFF', null, null, 'Office', '2025-01-01',
 '2025-01-10T09:00:00Z', '{"name": "Office", "parent": "MIN", "subject_kind": "subordinate"}'),
('20000000-0000-0000-0000-000000000001', 'asset', '10000000-0000-0000-0000-000000000001', 'A-1',
 'information_system', 'in_operation', 'Personnel system', '2025-01-01', '2025-01-10T09:00:00Z',
 '{"class": "information_system", "name": "Personnel system", "stage": "in_operation", "mark": "state",
   "platform_use": "yes", "currency": "RUB", "yearly_cost": 1234567890123,
   "functions": [{"classifier": "typical", "code": "T01.1", "share": 60}],
   "unknown": {"purpose": "2099-01-01"}, "withheld": {"security_class": "state secret"}}'),
('20000000-0000-0000-0000-000000000002', 'asset', '10000000-0000-0000-0000-000000000002', 'B/1',
 'information_system', 'planned', '=HYPERLINK("http://evil")', '2025-01-01', '2025-01-10T09:00:00Z',
 '{"class": "information_system", "name": "=HYPERLINK(\"http://evil\")", "stage": "planned", "mark": "state",
   "platform_use": "planned", "platform_planned_on": "2027-06-30", "currency": "JPY",
   "planned_development_cost": 500, "functions": [{"classifier": "typical", "code": "T01.1"}]}'),
('20000000-0000-0000-0000-000000000003', 'asset', '10000000-0000-0000-0000-000000000001', 'S-1',
 'software', 'in_operation', 'Editor', '2025-01-01', '2025-01-10T09:00:00Z',
 '{"class": "software", "name": "Editor", "stage": "in_operation", "licence_expires_on": "2026-01-31",
   "domestic": true}'),
('20000000-0000-0000-0000-000000000001', 'asset', '10000000-0000-0000-0000-000000000001', 'A-1',
 'information_system', 'developing', 'Personnel system, renewed', '2026-02-01', '2026-02-01T09:00:00Z',
 '{"class": "information_system", "name": "Personnel system, renewed", "stage": "developing", "mark": "state",
   "platform_use": "yes", "currency": "RUB", "yearly_cost": -5,
   "functions": [{"classifier": "typical", "code": "T01.1", "share": 60}],
   "unknown": {"purpose": "2099-01-01"}, "withheld": {"security_class": "state secret"}}'),
('30000000-0000-0000-0000-000000000001', 'programme', '10000000-0000-0000-0000-000000000001', 'P-1', null, null,
 'Digital state', '2025-01-01', '2025-01-10T09:00:00Z', '{"name": "Digital state"}'),
('30000000-0000-0000-0000-000000000002', 'programme', '10000000-0000-0000-0000-000000000002', 'P-2', null, null,
 'Nobody measures', '2025-01-01', '2025-01-10T09:00:00Z',
 '{"name": "Nobody measures", "currency": "RUB", "development_cost": 900000}'),
('40000000-0000-0000-0000-000000000001', 'cost_line', '10000000-0000-0000-0000-000000000001', 'L-1', null, null,
 null, '2025-01-01', '2025-01-10T09:00:00Z',
 '{"programme": "P-1", "year": 2025, "currency": "RUB", "planned": 10000, "paid": 9500, "acquisition": "bought",
   "domestic": true, "asset": "S-1"}'),
('40000000-0000-0000-0000-000000000002', 'cost_line', '10000000-0000-0000-0000-000000000001', 'L-2', null, null,
 null, '2025-01-01', '2025-01-10T09:00:00Z',
 '{"programme": "P-1", "year": 2025, "currency": "JPY", "planned": 77, "acquisition": "leased",
   "domestic": false, "asset": "S-1"}'),
('50000000-0000-0000-0000-000000000001', 'indicator', '10000000-0000-0000-0000-000000000001', 'I-1', null, null,
 'Services online', '2025-01-01', '2025-01-10T09:00:00Z',
 '{"name": "Services online", "programme": "P-1", "unit": "percent", "direction": "increase", "baseline": 60,
   "source": "portal"}'),
('60000000-0000-0000-0000-000000000001', 'indicator_value', '10000000-0000-0000-0000-000000000001', 'V-1', null,
 null, null, '2025-01-01', '2025-01-10T09:00:00Z',
 '{"indicator": "I-1", "period": "2025", "period_ends_on": "2025-12-31", "target": 80, "actual": 70}');

insert into record(uid, kind, holder_uid, holder_key, submission_id)
select distinct uid, kind, holder, key, '00000000-0000-0000-0000-00000000000a'::uuid from stated order by 1;
insert into record_version(uid, valid_from, recorded_at, submission_id, kind, class, holder_uid, stage, name,
                           content, content_hash)
select uid, valid_from, recorded_at, case when recorded_at < '2026-01-01'
       then '00000000-0000-0000-0000-00000000000a'::uuid else '00000000-0000-0000-0000-00000000000b'::uuid end,
       kind, class, holder, stage, name, content, md5(content::text)::uuid from stated;

insert into subject(uid, code, name, subject_kind, parent_code, parent_uid, valid_from)
values ('10000000-0000-0000-0000-000000000001', 'MIN', 'Ministry', 'federal_body', null, null, '2025-01-01'),
       ('10000000-0000-0000-0000-000000000002', 'OFF', 'Office', 'subordinate', 'MIN',
        '10000000-0000-0000-0000-000000000001', '2025-01-01');
insert into asset(uid, register_number, class, holder_uid, holder_key, name, stage, currency, yearly_cost,
                  planned_development_cost, content, valid_from, recorded_at, submission_id)
select distinct on (uid) uid, row_number() over (order by uid), class, holder, key, name, stage,
       content->>'currency', (content->>'yearly_cost')::bigint, (content->>'planned_development_cost')::bigint,
       content, valid_from, recorded_at, '00000000-0000-0000-0000-00000000000a'::uuid
from stated where kind = 'asset' order by uid, valid_from desc;
insert into asset_function(uid, classifier, function_code, share)
select uid, stated.classifier, stated.code, stated.share from asset,
       jsonb_to_recordset(content->'functions') stated(classifier text, code text, share numeric);
insert into event(uid, event_kind, happened_on, stage_before, stage_after, submission_id, recorded_at)
values ('20000000-0000-0000-0000-000000000001', 'first_recorded', null, 'none', 'in_operation',
        '00000000-0000-0000-0000-00000000000a', '2025-01-10T09:00:00Z'),
       ('20000000-0000-0000-0000-000000000001', 'development_started', '2026-02-01', 'in_operation', 'developing',
        '00000000-0000-0000-0000-00000000000b', '2026-02-01T09:00:00Z');
insert into programme(uid, holder_uid, holder_key, name, currency, development_cost, content)
select uid, holder, key, name, content->>'currency', (content->>'development_cost')::bigint, content
from stated where kind = 'programme';
insert into cost_line(uid, holder_uid, holder_key, programme_uid, asset_uid, year, acquisition, domestic, currency,
                      planned, paid, cost_status, content)
select uid, holder, key, '30000000-0000-0000-0000-000000000001', '20000000-0000-0000-0000-000000000003',
       (content->>'year')::integer, content->>'acquisition', (content->>'domestic')::boolean, content->>'currency',
       (content->>'planned')::bigint, (content->>'paid')::bigint, 'recorded', content
from stated where kind = 'cost_line';
insert into indicator(uid, holder_uid, holder_key, name, programme_uid, unit, direction, source, baseline, content)
select uid, holder, key, name, '30000000-0000-0000-0000-000000000001', content->>'unit', content->>'direction',
       content->>'source', (content->>'baseline')::numeric, content from stated where kind = 'indicator';
insert into indicator_value(uid, indicator_uid, period, period_ends_on, target, actual)
values ('60000000-0000-0000-0000-000000000001', '50000000-0000-0000-0000-000000000001', '2025', '2025-12-31', 80,
        70);

insert into finding(finding_id, rule, uid, field, severity, state, version_valid_from, version_recorded_at,
                    owner_uid, first_found_at)
values ('70000000-0000-0000-0000-000000000001', 'owed-field-missing', '20000000-0000-0000-0000-000000000002',
        'purpose', 'warning', 'closed', '2025-01-01', '2025-01-10T09:00:00Z',
        '10000000-0000-0000-0000-000000000002', '2025-01-11T00:00:00Z');
insert into finding_entry(finding_id, state, actor, recorded_at)
values ('70000000-0000-0000-0000-000000000001', 'open', 'cadastre', '2025-01-11T00:00:00Z'),
       ('70000000-0000-0000-0000-000000000001', 'closed', 'cadastre', '2025-03-01T00:00:00Z');

insert into duplicate_run(run_id, started_at, model_version, options)
values ('80000000-0000-0000-0000-000000000001', '2026-02-02T00:00:00Z', '1', '{}');
insert into duplicate_cluster(cluster_id, kind, run_id, state, score, money_low, money_high, currency, explanation,
                              member_hash, compared_hash)
values ('80000000-0000-0000-0000-00000000000c', 'functional', '80000000-0000-0000-0000-000000000001', 'candidate',
        0.87654, 100, 250050, 'RUB', '{}', md5('m')::uuid, md5('c')::uuid);
insert into duplicate_member(cluster_id, uid, score, money_low, money_high, currency)
values ('80000000-0000-0000-0000-00000000000c', '20000000-0000-0000-0000-000000000001', 0.9, 40, 200000, 'RUB'),
       ('80000000-0000-0000-0000-00000000000c', '20000000-0000-0000-0000-000000000002', 0.87654, 60, 50050, 'RUB');
drop table stated;
)sql";
}

}  // namespace cadastre::tests
