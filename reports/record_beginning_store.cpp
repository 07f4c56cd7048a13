// The SQL of beginnings. Tables are named with their schema: these are asked from pages of another time, for
// what that time does not know.
#include "reports/record_beginning_store.h"

namespace cadastre::reports {

namespace {

constexpr Query ofOne{
    "record_beginning.of_one",
    "select min(valid_from), min(recorded_at) from cadastre.record_version where uid = case $1"
    " when 'subjects' then (select uid from cadastre.record where kind = 'subject' and holder_uid is null"
    "  and holder_key = $2)"
    " when 'assets' then coalesce((select uid from cadastre.asset where register_number = case"
    "   when $2 ~ '^[0-9]{1,18}$' then $2::bigint end), case when $2 ~ '^[0-9a-fA-F-]{36}$' then $2::uuid "
    "end)"
    " when 'money' then case when $2 ~ '^[0-9a-fA-F-]{36}$' then $2::uuid end end"};

std::optional<Beginning> beginningFrom(const Row& row) {
    if (row.isNull(0)) return std::nullopt;
    return Beginning{row.get<Date>(0), row.get<Instant>(1)};
}

}  // namespace

std::optional<Beginning> beginningOf(Transaction& transaction, const std::string& path,
                                     const std::string& key) {
    return beginningFrom(transaction.run(ofOne, path, key).one());
}

}  // namespace cadastre::reports
