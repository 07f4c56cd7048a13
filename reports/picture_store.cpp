// The SQL of pictures.
#include "reports/picture_store.h"

#include "reports/count_store.h"
#include "reports/page_store.h"

namespace cadastre::reports {

namespace {

constexpr int mostPictures = 8;

constexpr Query permitOld{"picture_store.take_old",
                          "select set_config('cadastre.old_pictures', 'true', true)"};
constexpr Query hasPicture{"picture_store.has", "select read_picture() is not null"};
constexpr Query lockPictures{"picture_store.lock",
                             "select pg_advisory_xact_lock(hashtext('cadastre.past_picture'))"};
constexpr Query isCounted{"picture_store.is_counted",
                          "select exists (select from past_picture where as_of = $1 and known_at = $2"
                          " and state_counted = register_state())"};
// The state is read first, as for today's counts: what changes meanwhile leads to another picture.
constexpr Query begin{
    "picture_store.begin",
    "insert into past_picture (as_of, known_at, counted_at, state_counted)"
    " values ($1, $2, now(), register_state()) on conflict (as_of, known_at)"
    " do update set counted_at = excluded.counted_at, state_counted = excluded.state_counted"};
constexpr Query dropOldest{"picture_store.drop_oldest",
                           "delete from past_picture where picture_id not in"
                           " (select picture_id from past_picture order by counted_at desc limit $1)"};

}  // namespace

void takeOldPictures(Transaction& transaction) {
    transaction.run(permitOld);
}

void needPicture(Transaction& transaction, const Times& times) {
    if (times.past() && !transaction.run(hasPicture).one().get<bool>(0)) throw NotCounted(times);
}

void countPicture(Database& database, const Times& times,
                  const std::function<void(const Canceller&)>& running) {
    WriteTransaction transaction(database, {.actor = "cadastre", .reason = "picture"},
                                 Isolation::ReadCommitted);
    running(transaction.canceller());
    transaction.run(lockPictures);
    if (transaction.run(isCounted, times.asOf, times.knownAt).one().get<bool>(0)) return;
    transaction.run(begin, times.asOf, times.knownAt);
    transaction.run(dropOldest, mostPictures);
    readAt(transaction, times);
    countInto(transaction, times);
    transaction.commit();
}

}  // namespace cadastre::reports
