// The SQL of groups shared between bodies.
#include "reports/shared_group_store.h"

#include "reports/picture_store.h"

namespace cadastre::reports {

namespace {

constexpr Query forget{"shared_group_store.forget", "delete from shared_group"};
// By holder first: a group has many members of a body, and a body many bodies below it.
constexpr Query keep{
    "shared_group_store.keep",
    "insert into shared_group (subject_uid, position, cluster_id, own)"
    " with held as materialized (select member.cluster_id, record.holder_uid, count(*) as members"
    "  from duplicate_member member join record using (uid) join duplicate_cluster cluster using (cluster_id)"
    "  where record.kind = 'asset' and not record.ended and cluster.state in ('candidate', 'confirmed')"
    "  group by 1, 2),"
    " shared as materialized (select cluster_id, count(*) as holders, sum(members) as members from held"
    "  group by 1 having count(*) > 1),"
    " own as materialized (select lineage.counts_for as subject_uid, held.cluster_id, count(*) as own"
    "  from held join shared using (cluster_id) join counted_for('') lineage on lineage.uid = held.holder_uid"
    "  where lineage.counts_for <> '00000000-0000-0000-0000-000000000000' group by 1, 2),"
    " placed as (select own.subject_uid, own.cluster_id, own.own, row_number() over ("
    "   partition by own.subject_uid"
    "   order by cluster.money_high desc nulls last, shared.members desc, cluster_id) as position"
    "  from own join shared using (cluster_id) join duplicate_cluster cluster using (cluster_id)"
    "  where own.own < shared.holders)"
    " select subject_uid, position, cluster_id, own from placed where position <= $1"};

// Whose the others are, some of them say: of a group of thousands twenty members of other
// bodies are looked at for their names, one by one, so that the others are not.
constexpr Query read{
    "shared_group_store.read",
    "with body as materialized (select subjects_below($1) as uid)"
    " select cluster_id, kind, state, coalesce(currency, ''), array(select distinct holder.name from ("
    "   select held.holder_uid from duplicate_member member cross join lateral ("
    "    select record.holder_uid from record where record.uid = member.uid"
    "     and record.holder_uid not in (select uid from body) offset 0) held"
    "   where member.cluster_id = shared.cluster_id limit 20) others"
    "  join subject holder on holder.uid = others.holder_uid order by 1 limit 3),"
    " cluster.holders - shared.own, members, examples, unknown_costs, money_low, money_high"
    " from shared_group shared join duplicate_group cluster using (cluster_id)"
    " where shared.subject_uid = (select uid from subject where code = $1)"
    "  and cluster.state in ('candidate', 'confirmed') and cluster.holders > shared.own and cluster.members "
    "> 1"
    " order by shared.position"};

}  // namespace

std::vector<SharedGroup> sharedGroups(Transaction& transaction, const Times& times, const std::string& code) {
    needPicture(transaction, times, PictureStep::bodies);
    std::vector<SharedGroup> groups;
    for (const Row row : transaction.run(read, code)) {
        SharedGroup group;
        group.clusterId = row.get<std::string>(0);
        group.kind = row.get<std::string>(1);
        group.state = row.get<std::string>(2);
        group.currency = row.get<std::string>(3);
        group.others = row.get<std::vector<std::string>>(4);
        group.otherBodies = row.get<std::int64_t>(5);
        group.members = row.get<std::int64_t>(6);
        group.examples = row.get<std::vector<std::string>>(7);
        group.unknownCosts = row.get<std::int64_t>(8);
        group.moneyLow = row.get<std::optional<std::int64_t>>(9);
        group.moneyHigh = row.get<std::optional<std::int64_t>>(10);
        groups.push_back(std::move(group));
    }
    return groups;
}

void keepSharedGroups(WriteTransaction& transaction) {
    transaction.run(forget);
    transaction.run(keep, sharedGroupsKept);
}

}  // namespace cadastre::reports
