// Reading what a list says of its assets: one statement a page.
#include "reports/listed_asset_store.h"

namespace cadastre::reports {

namespace {

constexpr Query describeAssets{
    "asset_list.describe",
    "select asset.uid, asset.register_number, asset.class, asset.name, coalesce(asset.short_name, ''), "
    "holder.code,"
    " coalesce(holder.short_name, holder.name), asset.holder_key, coalesce(asset.stage, ''), "
    "asset.sensitivity,"
    " found.findings, found.grave, found.complete,"
    " exists (select from evidence where evidence.asset_uid = asset.uid),"
    " coalesce(asset.currency, ''), asset.yearly_cost, asset.planned_development_cost,"
    " coalesce(asset.stage_since::text, ''), coalesce(asset.commissioned_on::text, ''),"
    " coalesce(asset.last_confirmed_on::text, ''), coalesce(asset.purpose, '')"
    " from asset join subject holder on holder.uid = asset.holder_uid"
    " cross join lateral (select count(*) as findings,"
    "  count(*) filter (where finding.severity in ('error', 'blocking')) as grave,"
    "  count(*) filter (where finding.rule = 'owed-field-missing') = 0 as complete"
    "  from finding where finding.uid = asset.uid and finding.state = 'open') found"
    " where asset.uid = any($1::uuid[]) order by asset.uid"};

}  // namespace

std::vector<ListedAsset> listedAssets(Transaction& transaction, const std::vector<std::string>& uids) {
    std::vector<ListedAsset> assets;
    for (const Row row : transaction.run(describeAssets, uids)) {
        assets.push_back({row.get<std::string>(0),
                          row.get<std::int64_t>(1),
                          row.get<std::string>(2),
                          row.get<std::string>(3),
                          row.get<std::string>(4),
                          row.get<std::string>(5),
                          row.get<std::string>(6),
                          row.get<std::string>(7),
                          row.get<std::string>(8),
                          row.get<std::string>(9),
                          row.get<std::int64_t>(10),
                          row.get<std::int64_t>(11),
                          row.get<bool>(12),
                          row.get<bool>(13),
                          row.get<std::string>(14),
                          row.get<std::optional<std::int64_t>>(15),
                          row.get<std::optional<std::int64_t>>(16),
                          row.get<std::string>(17),
                          row.get<std::string>(18),
                          row.get<std::string>(19),
                          row.get<std::string>(20)});
    }
    return assets;
}

}  // namespace cadastre::reports
