// The SQL of the merge, around the stores that know the typed tables and the life cycle.
#include "importers/merge.h"

#include <utility>

#include "importers/identity.h"
#include "profiles/lifecycle/history_store.h"
#include "profiles/submissions/newest_state_store.h"

namespace cadastre::importers {

namespace {

// From so many changed states on, the planner is told about the tables before the rules read them.
constexpr std::int64_t worthAnalyzing = 2000;

constexpr Query lifeItems{"merge.life_item", R"(
create temporary table life_item on commit drop as
select item.seq, item.uid, item.known, item.newest, item.change <> 'same' as changed, item.valid_from,
       stage.code as stage, (staged.content ->> 'stage_since')::date as stage_since, staged.events
from import_item item
join staged_record staged using (seq)
left join stage on stage.code = staged.content ->> 'stage'
where item.kind = 'asset' and (item.change <> 'same' or staged.events is not null))"};
constexpr Query analyzeLife{"merge.analyze_life",
                            "analyze life_item (seq, uid, known, newest, changed, stage)"};

constexpr Query countChanges{"merge.count_changes", R"(
select (select count(*) from (
            select file, record from import_item where change <> 'same'
            union
            select item.file, item.record from history_entry join import_item item using (seq)) source),
       (select count(*) from import_item where change <> 'same'))"};

constexpr Query addRecords{"merge.add_records", R"(
insert into record (uid, kind, holder_uid, holder_key, submission_id)
select uid, kind, holder_uid, key, $1 from import_item where not known and first_of_key)"};

constexpr Query moveRecords{"merge.move_records", R"(
update record set holder_uid = item.holder_uid, holder_key = item.key
from import_item item join transferred_record using (seq)
where record.uid = item.uid and record.holder_uid <> item.holder_uid)"};

constexpr Query reviveRecords{"merge.revive_records", R"(
update record set ended = false from import_item item
where item.known and item.newest and item.change <> 'same' and record.uid = item.uid and record.ended)"};

constexpr Query addVersions{"merge.add_versions", R"(
insert into record_version (uid, valid_from, submission_id, kind, class, holder_uid, stage, name, content, content_hash)
select item.uid, item.valid_from, $1, item.kind, staged.content ->> 'class', item.holder_uid,
       case when item.kind = 'asset' then staged.content ->> 'stage' end,
       coalesce(staged.content ->> 'name', staged.content ->> 'title'), staged.content, staged.content_hash
from import_item item join staged_record staged using (seq)
where item.change <> 'same')"};

// Records that were waiting for one that has come now.
constexpr Query waitingRecords{"merge.waiting_record", R"(
create temporary table waiting_record on commit drop as
select distinct waiting.uid
from dangling_reference waiting
join import_item item on item.kind = waiting.other_kind and item.key = waiting.other_key and item.change = 'new'
where not exists (select from import_item own
                  where own.uid = waiting.uid and own.newest and own.change <> 'same'))"};
constexpr Query waitingKinds{"merge.waiting_kinds",
                             "select distinct kind from record join waiting_record using (uid)"};

constexpr Query stateToKeep{"merge.state_to_keep", R"(
create temporary view state_to_keep as
select item.uid, item.kind, item.holder_uid, item.key as holder_key, item.valid_from, staged.content, item.seq as place
from import_item item join staged_record staged using (seq)
where item.newest and item.change <> 'same'
union all
select record.uid, record.kind, record.holder_uid, record.holder_key, version.valid_from, version.content, null
from waiting_record join record using (uid)
cross join lateral (
    select valid_from, content from record_version
    where record_version.uid = record.uid
    order by valid_from desc, recorded_at desc limit 1) version
where not record.ended)"};

constexpr Query touchRecords{"merge.touched_record", R"(
create temporary table touched_record (uid uuid primary key) on commit drop)"};
constexpr Query touchChanged{"merge.touch_changed", R"(
insert into touched_record
select uid from import_item where change <> 'same'
union select uid from history_entry
union select uid from waiting_record)"};

// Relations stated earlier to an asset that has come now: by its holder and key, or by its key alone where
// that is the same holder's or the only one.
constexpr Query resolveRelations{"merge.resolve_relations", R"(
with resolved as (
    update relation set other_uid = item.uid
    from import_item item join subject holder on holder.uid = item.holder_uid, asset own
    where item.kind = 'asset' and item.change = 'new' and item.newest
      and relation.other_uid is null and relation.other_key = item.key and own.uid = relation.uid
      and (relation.other_subject = holder.code
           or (relation.other_subject = ''
               and (own.holder_uid = item.holder_uid
                    or (select count(*) from record
                        where record.kind = 'asset' and record.holder_key = item.key and not record.ended) = 1)))
    returning relation.uid)
insert into touched_record select distinct uid from resolved on conflict do nothing)"};

// Not their content, which no plan depends on and which is dear to look at.
constexpr Query analyzeWritten{"merge.analyze_written", R"(
analyze record, record_version (uid, valid_from, recorded_at, submission_id, kind, class, holder_uid, stage), subject,
        asset (uid, class, holder_uid, holder_key, name, stage, commissioned_on, currency, submission_id),
        asset_function, relation, event (uid, event_id, event_kind, stage_before, stage_after),
        programme (uid, holder_uid), project (uid, holder_uid, programme_uid), task (uid, project_uid),
        cost_line (uid, programme_uid, project_uid, task_uid, asset_uid, year, cost_status),
        indicator (uid, programme_uid, project_uid), indicator_value, indicator_link, touched_record)"};

}  // namespace

Merge::Merge(WriteTransaction& transaction, std::set<std::string> kinds)
    : transaction_(&transaction), kinds_(std::move(kinds)) {
    findChanges(transaction);
    transaction.run(lifeItems);
    transaction.run(analyzeLife);
    lifecycle::planHistory(transaction);
    const auto counts = transaction.run(countChanges).one();
    acceptedSources_ = counts.get<std::int64_t>(0);
    changes_ = counts.get<std::int64_t>(1);
}

void Merge::write(const std::string& submissionId) const {
    writeVersions(submissionId);
    writeNewestStates(submissionId);
    lifecycle::writeHistory(*transaction_, submissionId);
    transaction_->run(touchRecords);
    transaction_->run(touchChanged);
    transaction_->run(resolveRelations);
    if (changes_ >= worthAnalyzing) transaction_->run(analyzeWritten);
}

void Merge::writeVersions(const std::string& submissionId) const {
    transaction_->run(addRecords, submissionId);
    transaction_->run(moveRecords);
    transaction_->run(reviveRecords);
    transaction_->run(addVersions, submissionId);
}

void Merge::writeNewestStates(const std::string& submissionId) const {
    transaction_->run(waitingRecords);
    auto kinds = kinds_;
    for (const auto& row : transaction_->run(waitingKinds))
        kinds.insert(row.get<std::string>(0));
    transaction_->run(stateToKeep);
    submissions::keepNewestStates(*transaction_, kinds, submissionId);
}

}  // namespace cadastre::importers
