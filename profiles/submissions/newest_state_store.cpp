// Resolves references and runs the statements of each kind.
#include "profiles/submissions/newest_state_store.h"

#include <array>
#include <vector>

#include "profiles/submissions/newest_state.h"

namespace cadastre::submissions {

namespace {

constexpr Query dropReferences{"newest_state.drop_references", "drop table if exists state_reference"};

// All references of all kinds at once, as the field dictionary names them. One without a subject means the
// same holder's record, or a record of a kind that nobody holds.
constexpr Query resolveReferences{"newest_state.resolve_references", R"(
create temporary table state_reference on commit drop as
select stated.uid, stated.field, stated.other_kind, stated.other_subject, stated.other_key, other.uid as other_uid
from (
    select state.uid, state.holder_uid, field.code as field, field.code_list as other_kind,
           stated_reference_subject(state.content ->> field.code) as other_subject,
           stated_reference_key(state.content ->> field.code) as other_key
    from field join state_to_keep state on state.kind = field.record_kind
    where field.type = 'reference' and state.content ? field.code
) stated
join record_kind on record_kind.code = stated.other_kind
left join record other_holder on record_kind.held and stated.other_subject <> ''
    and other_holder.kind = 'subject' and other_holder.holder_key = stated.other_subject
    and other_holder.holder_uid is null
left join lateral (
    select record.uid from record
    where record.kind = stated.other_kind and record.holder_key = stated.other_key and not record.ended
      and case when not record_kind.held then record.holder_uid is null
               when stated.other_subject = '' then record.holder_uid = stated.holder_uid
               else record.holder_uid = other_holder.uid end
    limit 1) other on true)"};

constexpr Query analyzeReferences{"newest_state.analyze_references", "analyze state_reference"};

constexpr Query forgetDangling{"newest_state.forget_dangling",
                               "delete from dangling_reference using state_to_keep state "
                               "where dangling_reference.uid = state.uid"};

constexpr Query keepDangling{"newest_state.keep_dangling", R"(
insert into dangling_reference (uid, field, other_kind, other_subject, other_key)
select uid, field, other_kind, other_subject, other_key from state_reference where other_uid is null)"};

// One that only lost its other end goes on waiting for it.
constexpr Query forgetRemoved{"newest_state.forget_removed", R"(
delete from dangling_reference using state_to_remove gone join record using (uid)
where dangling_reference.uid = gone.uid and record.ended)"};

// In the order in which kinds are written (record_kind.position).
std::vector<KindStatements> kindsInOrder() {
    constexpr std::array order{"subject",        "classifier", "function",   "product_release",
                               "round",          "round_duty", "nil_return", "asset",
                               "document",       "mandate",    "programme",  "project",
                               "task",           "cost_line",  "indicator",  "indicator_value",
                               "indicator_link", "contract",   "evidence",   "budget_total"};
    std::vector<KindStatements> kinds;
    for (const char* kind : order) {
        for (const auto family : {registerKinds(), moneyKinds(), roundKinds()}) {
            for (const auto& statements : family) {
                if (std::string_view(statements.kind) == kind) kinds.push_back(statements);
            }
        }
    }
    return kinds;
}

}  // namespace

void keepNewestStates(WriteTransaction& transaction, const std::set<std::string>& kinds,
                      const std::string& submissionId) {
    transaction.run(dropReferences);
    transaction.run(resolveReferences);
    transaction.run(analyzeReferences);
    transaction.run(forgetDangling);
    transaction.run(keepDangling);
    for (const auto& statements : kindsInOrder()) {
        if (!kinds.contains(statements.kind)) continue;
        for (const auto& query : statements.keep)
            transaction.run(query);
        for (const auto& query : statements.keepForSubmission)
            transaction.run(query, submissionId);
    }
}

void removeNewestStates(WriteTransaction& transaction, const std::set<std::string>& kinds) {
    transaction.run(forgetRemoved);
    auto statements = kindsInOrder();
    for (auto kind = statements.rbegin(); kind != statements.rend(); ++kind) {
        if (!kinds.contains(kind->kind)) continue;
        for (const auto& query : kind->remove)
            transaction.run(query);
    }
}

}  // namespace cadastre::submissions
