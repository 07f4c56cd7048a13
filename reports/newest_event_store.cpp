// The SQL of the newest events.
#include "reports/newest_event_store.h"

#include "reports/picture_store.h"

namespace cadastre::reports {

namespace {

constexpr Query forget{"newest_event_store.forget", "delete from newest_event"};
// The newest of each holder first: what is not among them is not among the newest of those above it.
constexpr Query keep{
    "newest_event_store.keep",
    "insert into newest_event (subject_uid, position, event_id)"
    " with recent as materialized (select holder_uid, happened_on, event_id from (select record.holder_uid,"
    "   event.happened_on, event.event_id, row_number() over (partition by record.holder_uid"
    "    order by event.happened_on desc, event.event_id desc) as place"
    "  from event join record using (uid) where event.happened_on is not null and record.kind = 'asset') "
    "ranked"
    "  where place <= $1)"
    " select counts_for, position, event_id from (select lineage.counts_for, recent.event_id,"
    "   row_number() over (partition by lineage.counts_for order by happened_on desc, event_id desc) as "
    "position"
    "  from recent join counted_for('') lineage on lineage.uid = recent.holder_uid"
    "  where lineage.counts_for <> '00000000-0000-0000-0000-000000000000') placed where position <= $1"};

constexpr Query read{
    "newest_event_store.read",
    "select happened_on::text, event_kind, coalesce(stage_before, ''), coalesce(stage_after, ''),"
    " coalesce(asset.name, record.holder_key), coalesce(note, ''), asset.register_number"
    " from newest_event kept join event using (event_id) join record on record.uid = event.uid"
    " left join asset on asset.uid = event.uid"
    " where kept.subject_uid = (select uid from subject where code = $1) order by kept.position"};

}  // namespace

std::vector<SubjectEvent> newestEvents(Transaction& transaction, const Times& times,
                                       const std::string& code) {
    needPicture(transaction, times, PictureStep::bodies);
    std::vector<SubjectEvent> events;
    for (const Row row : transaction.run(read, code)) {
        events.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                          row.get<std::string>(3), row.get<std::string>(4), row.get<std::string>(5),
                          row.get<std::optional<std::int64_t>>(6)});
    }
    return events;
}

void keepNewestEvents(WriteTransaction& transaction) {
    transaction.run(forget);
    transaction.run(keep, newestEventsKept);
}

}  // namespace cadastre::reports
