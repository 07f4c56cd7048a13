// The register's rows: two bodies, one of them silent, 130 assets, findings, one group of duplicates, one
// round of labels with a pair that two people disagree about.
#include "tests/web/small_register.h"

namespace cadastre::tests {

void SmallRegister::SetUp() {
    DatabaseTest::SetUp();
    execute(R"(
insert into submission (submission_id, kind, actor, source_name)
    values ('00000000-0000-7000-8000-00000000aaaa', 'import', 'test', 'small.xml');
insert into record (uid, kind, holder_key, submission_id)
    select ('00000000-0000-7000-8000-0000000000' || n)::uuid, 'subject', 'S' || n, '00000000-0000-7000-8000-00000000aaaa'
    from unnest(array['01', '02']) n;
insert into subject (uid, code, name, valid_from) values
    ('00000000-0000-7000-8000-000000000001', 'S01', 'Ministry of <b>Health</b>', '2020-01-01'),
    ('00000000-0000-7000-8000-000000000002', 'S02', 'Silent agency', '2020-01-01');
insert into record (uid, kind, holder_uid, holder_key, submission_id)
    select ('00000000-0000-7000-8000-1' || lpad(n::text, 11, '0'))::uuid, 'asset', '00000000-0000-7000-8000-000000000001',
           'K-' || n, '00000000-0000-7000-8000-00000000aaaa'
    from generate_series(1, 130) n;
insert into asset (uid, register_number, class, holder_uid, holder_key, name, purpose, stage, currency, yearly_cost,
                   content, valid_from, recorded_at, submission_id)
    select uid, n, case when n % 3 = 0 then 'software' else 'information_system' end,
           '00000000-0000-7000-8000-000000000001', holder_key,
           case n when 1 then '<script>alert(1)</script> "quoted"' when 2 then 'Реестр лицензий' else 'System ' || n end,
           case when n = 2 then 'Ведение реестра выданных лицензий' end,
           case when n % 2 = 0 then 'in_operation' when n % 5 = 0 then null else 'planned' end,
           'EUR', n * 1000, jsonb_build_object('name', 'x', 'web_address', 'javascript:alert(1)', 'currency', 'EUR',
           'yearly_cost', n * 1000, 'unknown', jsonb_build_object('founded_on', '2027-01-01')), '2024-01-01', now(),
           '00000000-0000-7000-8000-00000000aaaa'
    from record cross join lateral (select substr(holder_key, 3)::integer as n) numbered where kind = 'asset';
select setval(pg_get_serial_sequence('asset', 'register_number'), 130);
insert into record_version (uid, valid_from, submission_id, kind, class, holder_uid, stage, name, content, content_hash)
    select uid, valid_from, submission_id, 'asset', class, holder_uid, stage, name, content, md5(uid::text)::uuid from asset;
insert into record_version (uid, valid_from, submission_id, kind, name, content, content_hash)
    select uid, valid_from, '00000000-0000-7000-8000-00000000aaaa', 'subject', name, jsonb_build_object('name', name),
           md5(uid::text)::uuid from subject;
insert into event (uid, event_kind, stage_before, stage_after, submission_id)
    select uid, 'first_recorded', 'none', stage, submission_id from asset where stage is not null;
insert into asset_function (uid, classifier, function_code)
    select uid, 'cofog', '07.3' from asset where register_number % 4 = 0;
insert into finding (finding_id, rule, uid, field, severity, state, version_valid_from, version_recorded_at, owner_uid)
    select md5(uid::text)::uuid, 'owed-field-missing', uid, 'purpose', 'warning', 'open', valid_from, recorded_at, holder_uid
    from asset where register_number % 10 = 0;
insert into duplicate_run (run_id, started_at, finished_at, model_version, options)
    values ('00000000-0000-7000-8000-00000000dddd', now(), now(), 'test', '{}');
insert into duplicate_cluster (cluster_id, kind, run_id, state, score, money_low, money_high, currency, unknown_costs,
                               explanation, member_hash, compared_hash)
    values ('00000000-0000-7000-8000-00000000cccc', 'functional', '00000000-0000-7000-8000-00000000dddd', 'candidate', 0.9,
            100000, 250050, 'EUR', 1, '{"prior_bits": -3, "bits": 4.5, "parts": [{"field": "name", "left": "<i>a", "right": "b", "bits": 7.5}]}',
            md5('m')::uuid, md5('c')::uuid);
insert into duplicate_member (cluster_id, uid, score, money_low, money_high, currency)
    select '00000000-0000-7000-8000-00000000cccc'::uuid, uid, 0.9, 50000, 125025, 'EUR' from asset where register_number in (1, 2)
    union all select '00000000-0000-7000-8000-00000000cccc'::uuid, uid, 0.9, null, null, null from asset where register_number = 3;
insert into label_round (round_id, seed, model_version, threshold, actor)
    values ('00000000-0000-7000-8000-00000000eeee', 1, 'test', 12, 'Chief');
insert into label_stratum (round_id, stratum, claim, compared, population)
    values ('00000000-0000-7000-8000-00000000eeee', 'object_near', 'one_thing', true, 40);
insert into label_pair (pair_id, round_id, place, stratum, one_uid, other_uid, bits, one_fields, other_fields)
    select ('00000000-0000-7000-8000-0000000eeee' || n)::uuid, '00000000-0000-7000-8000-00000000eeee', n, 'object_near',
           one.uid, other.uid, 2.5, '{}', '{}'
    from generate_series(1, 3) n join asset one on one.register_number = n join asset other on other.register_number = n + 1;
insert into label_answer (pair_id, answer, reason, actor) values
    ('00000000-0000-7000-8000-0000000eeee1', 'same', '<i>because', 'Ann'),
    ('00000000-0000-7000-8000-0000000eeee1', 'different', 'other keys', 'Bob'),
    ('00000000-0000-7000-8000-0000000eeee2', 'same', 'alike', 'Ann');
)");
}

}  // namespace cadastre::tests
