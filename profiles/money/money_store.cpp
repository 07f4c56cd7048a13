// A reallocation, statement by statement; the triggers of schema/migrations/0003_money.sql hold the rules.
#include "profiles/money/money_store.h"

#include <fmt/format.h>

#include "profiles/submissions/submission_store.h"
#include "schema/errors.h"
#include "schema/uuid.h"

namespace cadastre::money {
namespace {

constexpr Query addRequest{"money.add_request",
                           "insert into change_request (change_request_id, submission_id, reason, "
                           "zero_change_reason, zero_change_reviewer)"
                           " values ($1, $2, $3, $4, $5)"};
constexpr Query addMove{
    "money.add_move",
    "insert into money_move (change_request_id, position, from_line_uid, to_line_uid, amount)"
    " values ($1, $2, $3, $4, $5)"};
constexpr Query addDelta{
    "money.add_delta",
    "insert into indicator_delta (change_request_id, indicator_value_uid, target_before, target_after)"
    " select $1, uid, $3::numeric, $4::numeric from indicator_value where uid = $2 and target = $3::numeric"};
constexpr Query announce{"money.announce", "select set_config('cadastre.change_request', $1, true)"};
constexpr Query movePlans{"money.move_plans", R"(
with change as (
    select line_uid, sum(amount)::bigint as amount from (
        select to_line_uid as line_uid, amount from money_move where change_request_id = $1
        union all
        select from_line_uid, -amount from money_move where change_request_id = $1) moved
    where line_uid is not null group by line_uid)
update cost_line set planned = coalesce(planned, 0) + change.amount,
       content = jsonb_set(content, '{planned}', to_jsonb(coalesce(planned, 0) + change.amount))
from change where cost_line.uid = change.line_uid)"};
constexpr Query linesMoved{"money.lines_moved", R"(
select count(distinct line_uid) from money_move, unnest(array[from_line_uid, to_line_uid]) line_uid
where change_request_id = $1)"};
constexpr Query moveTargets{"money.move_targets", R"(
update indicator_value set target = delta.target_after
from indicator_delta delta
where delta.change_request_id = $1 and indicator_value.uid = delta.indicator_value_uid
  and delta.target_after <> delta.target_before)"};
// The state that holds from today: what was stated last, with the one field that the request changed.
constexpr Query addVersions{"money.add_versions", R"(
with changed as (
    select line.uid, jsonb_build_object('planned', line.planned) as change
    from cost_line line where line.uid in (
        select unnest(array[from_line_uid, to_line_uid]) from money_move where change_request_id = $1)
    union all
    select value.uid, jsonb_build_object('target', value.target)
    from indicator_value value join indicator_delta delta on delta.indicator_value_uid = value.uid
    where delta.change_request_id = $1 and delta.target_after <> delta.target_before),
newest as (
    select distinct on (version.uid) version.*, changed.change
    from changed join record_version version on version.uid = changed.uid
    order by version.uid, version.valid_from desc, version.recorded_at desc)
insert into record_version (uid, valid_from, submission_id, kind, class, holder_uid, stage, name, content, content_hash)
select uid, current_date, $2, kind, class, holder_uid, stage, name, content || change,
       md5((content || change)::text)::uuid
from newest)"};
constexpr Query markApplied{"money.mark_applied",
                            "update change_request set applied_at = now() where change_request_id = $1"};

}  // namespace

std::string applyReallocation(WriteTransaction& transaction, const Reallocation& reallocation,
                              const std::string& actor) {
    if (reallocation.moves.empty()) throw UsageError("a reallocation moves money; state at least one move");
    const std::string submission = makeUuid();
    const std::string request = makeUuid();
    submissions::addSubmission(
        transaction,
        {.id = submission, .kind = "reallocation", .actor = actor, .reason = reallocation.reason});
    transaction.run(addRequest, request, submission, reallocation.reason, reallocation.zeroChangeReason,
                    reallocation.zeroChangeReviewer);
    int position = 0;
    for (const MoneyMove& move : reallocation.moves)
        transaction.run(addMove, request, ++position, move.fromLine, move.toLine, move.amount);
    for (const IndicatorDelta& delta : reallocation.deltas) {
        if (transaction.run(addDelta, request, delta.indicatorValue, delta.targetBefore, delta.targetAfter)
                .affected() == 0)
            throw UsageError(
                fmt::format("the target of {} is not {} any more, or there is none; write the request anew",
                            delta.indicatorValue, delta.targetBefore));
    }
    transaction.run(announce, request);
    const auto moved = transaction.run(movePlans, request).affected();
    if (moved != transaction.run(linesMoved, request).one().get<std::int64_t>(0))
        throw UsageError("the reallocation names a cost line that is not in the register");
    transaction.run(moveTargets, request);
    transaction.run(addVersions, request, submission);
    transaction.run(markApplied, request);
    transaction.run(announce, "");
    return submission;
}

}  // namespace cadastre::money
