// The SQL of money without an indicator.
#include "reports/untied_store.h"

#include <algorithm>

#include "reports/list_store.h"
#include "reports/picture_store.h"

namespace cadastre::reports {

namespace {

constexpr const char* beforeAll = "00000000-0000-0000-0000-000000000000";

constexpr Query list{
    "untied_store.list",
    "select untied.kind, untied.uid, holder.name, untied.holder_key, coalesce(untied.name, ''), "
    "untied.currency, untied.amount"
    " from (select * from kept_untied where ($1 = '' or kind = $1) and currency >= $2"
    "  and (currency > $2 or (amount, uid) < ($3::bigint, $4::uuid))"
    "  order by currency, amount desc, uid desc limit $5) untied"
    " join subject holder on holder.uid = untied.holder_uid"
    " order by untied.currency, untied.amount desc, untied.uid desc"};

constexpr Query owners{
    "untied_store.owners",
    "select line.uid, coalesce(project.uid, programme.uid), coalesce(project.name, programme.name)"
    " from cost_line line left join project on project.uid = line.counted_project_uid"
    " left join programme on programme.uid = line.counted_programme_uid"
    " where line.uid = any($1::uuid[]) and coalesce(project.uid, programme.uid) is not null"};

constexpr Query makeCounted{"untied_store.make",
                            "create temporary table counted_untied (like kept_untied) on commit drop"};
constexpr Query count{"untied_store.count",
                      "insert into counted_untied (kind, uid, holder_uid, holder_key, name, currency, amount)"
                      " select kind, uid, holder_uid, holder_key, name, currency, amount from untied_money"};
constexpr Query analyzeCounted{"untied_store.analyze", "analyze counted_untied"};
// After the first statement what is still there equals what was counted.
constexpr Query dropOthers{
    "untied_store.drop",
    "delete from kept_untied kept where not exists (select from counted_untied counted"
    " where counted.uid = kept.uid and row(counted.*) is not distinct from row(kept.*))"};
constexpr Query addOthers{
    "untied_store.add",
    "insert into kept_untied (uid, kind, holder_uid, holder_key, name, currency, amount)"
    " select uid, kind, holder_uid, holder_key, name, currency, amount"
    " from counted_untied on conflict do nothing"};

// Lines of another day keep no word of what they count for beside themselves.
void nameOwners(Transaction& transaction, const Reader& reader, std::vector<UntiedMoney>& rows) {
    std::vector<std::string> lines;
    for (UntiedMoney& row : rows) {
        if (row.kind == "cost_line") {
            lines.push_back(row.uid);
        } else {
            row.ownerUid = row.uid;
        }
    }
    if (lines.empty() || reader.times.past()) return;
    for (const Row row : transaction.run(owners, lines)) {
        const auto line = std::ranges::find(rows, row.get<std::string>(0), &UntiedMoney::uid);
        line->ownerUid = row.get<std::string>(1);
        line->ownerName = row.get<std::string>(2);
    }
}

}  // namespace

std::vector<UntiedMoney> untiedMoney(Transaction& transaction, const Reader& reader,
                                     const UntiedQuestion& question) {
    needPicture(transaction, reader.times, PictureStep::money);
    std::vector<UntiedMoney> rows;
    for (const Row row :
         transaction.run(list, question.kind, question.currency, question.amount,
                         question.uid.empty() ? std::string(beforeAll) : question.uid, rowsOnPage + 1)) {
        rows.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                        row.get<std::string>(3), row.get<std::string>(4), row.get<std::string>(5),
                        row.get<std::int64_t>(6)});
    }
    nameOwners(transaction, reader, rows);
    return rows;
}

void keepUntied(WriteTransaction& transaction) {
    transaction.run(makeCounted);
    transaction.run(count);
    transaction.run(analyzeCounted);
    transaction.run(dropOthers);
    transaction.run(addOthers);
}

}  // namespace cadastre::reports
