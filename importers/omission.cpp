// Omitted assets, as findings of the rule "omitted".
#include "importers/omission.h"

namespace cadastre::importers {

namespace {

constexpr Query missingAssets{"omission.missing_asset", R"(
create temporary table missing_asset on commit drop as
select asset.uid, asset.holder_uid, asset.valid_from, asset.recorded_at
from asset left join stage on stage.code = asset.stage
where asset.holder_uid in (select holder_uid from import_item where kind = 'asset'
                           union select uid from subject where code = $1)
  and coalesce(stage.alive, true)
  and not exists (select from import_item item where item.uid = asset.uid))"};

constexpr Query openFindings{"omission.open", R"(
with opened as (
    insert into finding (finding_id, rule, uid, severity, state, version_valid_from, version_recorded_at, owner_uid,
                         due_on, submission_id)
    select gen_random_uuid(), rule.code, missing.uid, rule.severity, 'open', missing.valid_from, missing.recorded_at,
           missing.holder_uid,
           current_date + (select value::integer from setting where name = 'finding_answer_period'
                             and valid_from <= current_date order by valid_from desc limit 1), $1
    from missing_asset missing join rule on rule.code = 'omitted' and rule.active
    on conflict (uid, rule, field, detail) do update
        set last_found_at = transaction_timestamp(),
            state = case when finding.state = 'closed' then 'open' else finding.state end
    returning finding_id, state, xmax <> 0 as again)
insert into finding_entry (finding_id, state, actor, note)
select finding_id, state, 'cadastre', $1 from opened where again and state = 'open')"};

constexpr Query closeFindings{"omission.close", R"(
with closed as (
    update finding set state = 'closed' from import_item item
    where finding.rule = 'omitted' and finding.state = 'open' and finding.uid = item.uid
    returning finding_id)
insert into finding_entry (finding_id, state, actor, note) select finding_id, 'closed', 'cadastre', $1 from closed)"};

constexpr Query countMissing{"omission.count", "select count(*) from missing_asset"};

}  // namespace

std::int64_t findOmitted(WriteTransaction& transaction, const std::string& subject,
                         const std::string& submissionId) {
    transaction.run(missingAssets, subject);
    transaction.run(openFindings, submissionId);
    transaction.run(closeFindings, submissionId);
    return transaction.run(countMissing).one().get<std::int64_t>(0);
}

}  // namespace cadastre::importers
