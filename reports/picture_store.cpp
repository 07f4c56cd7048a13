// The SQL of pictures.
#include "reports/picture_store.h"

#include <algorithm>

#include "reports/count_store.h"
#include "reports/page_store.h"
#include "reports/past_state_store.h"

namespace cadastre::reports {

namespace {

constexpr int mostPictures = 8;

constexpr Query permitOld{"picture_store.take_old",
                          "select set_config('cadastre.old_pictures', 'true', true)"};
constexpr Query hasStep{
    "picture_store.has",
    "select $1 = any(string_to_array(current_setting('cadastre.read_steps', true), ' '))"};
// Held by the connection, across the steps.
constexpr Query lockPictures{"picture_store.lock",
                             "select pg_advisory_lock(hashtext('cadastre.past_picture'))"};
constexpr Query readSteps{
    "picture_store.steps",
    "select kept.step from past_picture picture join past_picture_step kept using (picture_id)"
    " where picture.as_of = $1 and picture.known_at = $2 and kept.state_counted = register_state()"};
// How long each took, wherever it was counted last.
constexpr Query readSeconds{
    "picture_store.seconds",
    "select distinct on (step) step, seconds::float8 from past_picture_step order by step, counted_at desc"};
constexpr Query begin{"picture_store.begin",
                      "insert into past_picture (as_of, known_at) values ($1, $2)"
                      " on conflict (as_of, known_at) do update set asked_at = now()"};
constexpr Query dropOldest{"picture_store.drop_oldest",
                           "delete from past_picture where picture_id not in"
                           " (select picture_id from past_picture order by asked_at desc limit $1)"};
// The state is read before anything is counted: what changes meanwhile leads to another picture.
constexpr Query readState{"picture_store.state", "select register_state()"};
constexpr Query mark{"picture_store.mark",
                     "insert into past_picture_step (picture_id, step, counted_at, state_counted, seconds)"
                     " values (read_picture(), $1, now(), $2, extract(epoch from clock_timestamp() - now()))"
                     " on conflict (picture_id, step) do update set counted_at = excluded.counted_at,"
                     " state_counted = excluded.state_counted, seconds = excluded.seconds"};

constexpr std::array<std::string_view, allPictureSteps.size()> codes{"register", "coverage", "money",
                                                                     "bodies"};

std::set<PictureStep> stepsCounted(Transaction& transaction, const Times& times) {
    std::set<PictureStep> counted;
    for (const Row row : transaction.run(readSteps, times.asOf, times.knownAt)) {
        const auto step = std::ranges::find(allPictureSteps, row.get<std::string>(0), codeOf);
        if (step != allPictureSteps.end()) counted.insert(*step);
    }
    return counted;
}

// What of the day's states a step reads that none before it has laid out.
void layOut(WriteTransaction& transaction, const Times& times, PictureStep step) {
    switch (step) {
        case PictureStep::assets:
            return layOutAssets(transaction, times);
        case PictureStep::coverage:
            return layOutFunctions(transaction);
        case PictureStep::money:
            return layOutMoney(transaction);
        case PictureStep::bodies:
            return;
    }
}

WriteTransaction counting(Database& database) {
    return {database, {.actor = "cadastre", .reason = "picture"}, Isolation::ReadCommitted};
}

}  // namespace

std::string_view codeOf(PictureStep step) {
    return codes.at(static_cast<std::size_t>(step));
}

void takeOldPictures(Transaction& transaction) {
    transaction.run(permitOld);
}

bool hasPicture(Transaction& transaction, const Times& times, PictureStep step) {
    return !times.past() || transaction.run(hasStep, codeOf(step)).one().get<bool>(0);
}

void needPicture(Transaction& transaction, const Times& times, PictureStep step) {
    if (!hasPicture(transaction, times, step)) throw NotCounted(times, step);
}

PictureProgress pictureProgress(Transaction& transaction, const Times& times) {
    PictureProgress progress{stepsCounted(transaction, times), {}};
    for (const Row row : transaction.run(readSeconds)) {
        const auto step = std::ranges::find(allPictureSteps, row.get<std::string>(0), codeOf);
        if (step != allPictureSteps.end()) progress.seconds.emplace(*step, row.get<double>(1));
    }
    return progress;
}

// On a connection of its own, which the temporary tables of the day's states and the lock end with.
void countPicture(Database& database, const Times& times, const PictureWatch& watch) {
    Database own(database.address(), {.connections = 1});
    std::set<PictureStep> counted;
    {
        WriteTransaction transaction = counting(own);
        watch.running(transaction.canceller());
        transaction.run(lockPictures);
        counted = stepsCounted(transaction, times);
        transaction.run(begin, times.asOf, times.knownAt);
        transaction.run(dropOldest, mostPictures);
        transaction.commit();
    }
    const bool all = counted.size() == allPictureSteps.size();
    for (const PictureStep step : allPictureSteps) {
        if (all) {
            watch.counted(step);
            continue;
        }
        WriteTransaction transaction = counting(own);
        watch.running(transaction.canceller());
        const auto state = transaction.run(readState).one().get<std::string>(0);
        readAt(transaction, times);
        layOut(transaction, times, step);
        if (!counted.contains(step)) {
            countStep(transaction, times, step);
            transaction.run(mark, codeOf(step), state);
        }
        transaction.commit();
        watch.counted(step);
    }
}

}  // namespace cadastre::reports
