// How reporting rounds, what is owed in them, nil returns and mandates are kept in their newest state.
#include <array>

#include "profiles/submissions/newest_state.h"

namespace cadastre::submissions {

namespace {

constexpr std::array keepRound{Query{"newest_round.keep_round", R"(
merge into round using (
    select state.uid, state.holder_uid, state.holder_key, state.content
    from state_to_keep state
    where state.kind = 'round') state on round.uid = state.uid
when matched then update set
    code = state.holder_key, name = coalesce(nullif(state.content ->> 'name', ''), state.holder_key),
    period_starts_on = (state.content ->> 'period_starts_on')::date,
    period_ends_on = (state.content ->> 'period_ends_on')::date, due_on = (state.content ->> 'due_on')::date
when not matched then insert (uid, code, name, period_starts_on, period_ends_on, due_on)
values (state.uid, state.holder_key, coalesce(nullif(state.content ->> 'name', ''), state.holder_key),
    (state.content ->> 'period_starts_on')::date, (state.content ->> 'period_ends_on')::date,
    (state.content ->> 'due_on')::date))"}};
constexpr std::array removeRound{Query{
    "newest_round.remove_round", "delete from round using state_to_remove gone where round.uid = gone.uid"}};

// A duty in a round that nobody registered yet waits in dangling_reference.
constexpr std::array keepDuty{Query{"newest_round.keep_round_duty", R"(
merge into round_duty using (
    select state.uid, state.holder_uid, state.holder_key, state.content, round.other_uid as round_uid
    from state_to_keep state
    left join state_reference round on round.uid = state.uid and round.field = 'round'
    where state.kind = 'round_duty'
      and round.other_uid is not null) state on round_duty.uid = state.uid
when matched then update set
    round_uid = state.round_uid, subject_uid = state.holder_uid,
    class = (select code from asset_class where code = state.content ->> 'class')
when not matched then insert (uid, round_uid, subject_uid, class)
values (state.uid, state.round_uid, state.holder_uid,
    (select code from asset_class where code = state.content ->> 'class')))"}};
constexpr std::array removeDuty{
    Query{"newest_round.remove_round_duty",
          "delete from round_duty using state_to_remove gone where round_duty.uid = gone.uid"}};

constexpr std::array keepNilReturn{Query{"newest_round.keep_nil_return", R"(
merge into nil_return using (
    select state.uid, state.holder_uid, state.holder_key, state.content, round.other_uid as round_uid
    from state_to_keep state
    left join state_reference round on round.uid = state.uid and round.field = 'round'
    where state.kind = 'nil_return'
      and round.other_uid is not null) state on nil_return.uid = state.uid
when matched then update set
    round_uid = state.round_uid, subject_uid = state.holder_uid, reason = state.content ->> 'reason'
when not matched then insert (uid, round_uid, subject_uid, reason)
values (state.uid, state.round_uid, state.holder_uid, state.content ->> 'reason'))"}};
constexpr std::array removeNilReturn{
    Query{"newest_round.remove_nil_return",
          "delete from nil_return using state_to_remove gone where nil_return.uid = gone.uid"}};

constexpr std::array keepMandate{Query{"newest_round.keep_mandate", R"(
merge into mandate using (
    select state.uid, state.holder_uid, state.holder_key, state.content
    from state_to_keep state
    where state.kind = 'mandate') state on mandate.uid = state.uid
when matched then update set
    holder_uid = state.holder_uid, classifier = state.content ->> 'classifier',
    function_code = state.content ->> 'function_code', statutory_basis = state.content ->> 'statutory_basis'
when not matched then insert (uid, holder_uid, classifier, function_code, statutory_basis)
values (state.uid, state.holder_uid, state.content ->> 'classifier', state.content ->> 'function_code',
    state.content ->> 'statutory_basis'))"}};
constexpr std::array removeMandate{
    Query{"newest_round.remove_mandate",
          "delete from mandate using state_to_remove gone where mandate.uid = gone.uid"}};

constexpr std::array kinds{
    KindStatements{"round", keepRound, {}, removeRound},
    KindStatements{"round_duty", keepDuty, {}, removeDuty},
    KindStatements{"nil_return", keepNilReturn, {}, removeNilReturn},
    KindStatements{"mandate", keepMandate, {}, removeMandate},
};

}  // namespace

std::span<const KindStatements> roundKinds() {
    return kinds;
}

}  // namespace cadastre::submissions
