#include "tests/db/register_seed.h"

#include <fmt/format.h>

namespace cadastre::tests {

namespace {

constexpr const char* seedFunctions = R"sql(
insert into submission (submission_id, kind, actor) values ('00000000-0000-7000-8000-000000000001', 'import', 'test');

create function seed_record(kind text, holder text, key text, content jsonb) returns uuid language plpgsql as $$
declare
    owner uuid := (select uid from subject where code = holder);
    found uuid := (select uid from record where record.kind = seed_record.kind and record.holder_key = key
                   and record.holder_uid is not distinct from owner);
begin
    if found is null then
        found := gen_random_uuid();
        insert into record values (found, kind, owner, key, '00000000-0000-7000-8000-000000000001');
    end if;
    insert into record_version (uid, valid_from, recorded_at, submission_id, kind, class, holder_uid, stage, name, content,
                                content_hash)
    values (found, current_date, clock_timestamp(), '00000000-0000-7000-8000-000000000001', kind,
            content->>'class', owner, content->>'stage', content->>'name', content, md5(content::text)::uuid);
    return found;
end $$;

create function seed_subject(code text, above text) returns void language sql as $$
    insert into subject (uid, code, name, parent_code, parent_uid, valid_from)
    select seed_record('subject', null, code, jsonb_build_object('name', code)), code, 'Body ' || code,
           nullif(above, ''), (select uid from subject where subject.code = above), current_date
$$;

create function seed_asset(holder text, key text, stated jsonb) returns void language plpgsql as $$
declare
    content jsonb := '{"class": "information_system"}' || stated;
    made uuid := seed_record('asset', holder, key, content);
begin
    insert into asset (uid, class, holder_uid, holder_key, name, purpose, stage, commissioned_on, currency, yearly_cost,
                       planned_development_cost, content, valid_from, recorded_at, submission_id)
    select made, content->>'class', subject.uid, key, coalesce(content->>'name', key), content->>'purpose',
           (select stage.code from stage where stage.code = content->>'stage'), (content->>'commissioned_on')::date,
           content->>'currency', (content->>'yearly_cost')::bigint, (content->>'planned_development_cost')::bigint,
           content, current_date, clock_timestamp(), '00000000-0000-7000-8000-000000000001'
    from subject where subject.code = holder
    on conflict (uid) do update set name = excluded.name, purpose = excluded.purpose, stage = excluded.stage,
        commissioned_on = excluded.commissioned_on, currency = excluded.currency, yearly_cost = excluded.yearly_cost,
        planned_development_cost = excluded.planned_development_cost, content = excluded.content,
        recorded_at = excluded.recorded_at;
    delete from asset_function where uid = made;
    insert into asset_function (uid, classifier, function_code)
    select made, value->>'classifier', value->>'code' from jsonb_array_elements(content->'functions');
    delete from relation where uid = made;
    insert into relation (uid, relation_kind, other_subject, other_key)
    select made, value->>'kind', coalesce(value->>'subject', ''), value->>'key'
    from jsonb_array_elements(content->'relations');
    update relation set other_uid = other.uid
    from record other left join subject on subject.uid = other.holder_uid
    where relation.other_uid is null and other.kind = 'asset' and other.holder_key = other_key
      and other_subject in ('', subject.code);
end $$;
)sql";

}  // namespace

void SeededDatabaseTest::SetUp() {
    DatabaseTest::SetUp();
    execute(seedFunctions);
}

void SeededDatabaseTest::subject(const std::string& code, const std::string& parent) const {
    execute(fmt::format("select seed_subject('{}', '{}')", code, parent));
}

void SeededDatabaseTest::asset(const std::string& holder, const std::string& key,
                               const std::string& content) const {
    execute(fmt::format("select seed_asset('{}', '{}', '{}')", holder, key, content));
}

std::string SeededDatabaseTest::uidOf(const std::string& key) const {
    return valueOf(fmt::format("select uid from record where kind = 'asset' and holder_key = '{}'", key));
}

}  // namespace cadastre::tests
