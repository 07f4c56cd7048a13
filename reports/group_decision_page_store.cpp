// The SQL of the history of decisions.
#include "reports/group_decision_page_store.h"

namespace cadastre::reports {

namespace {

constexpr Query listDecisions{"group_decision_page.decisions", R"sql(
with about as (
    select decision_id from duplicate_decision where cluster_id = $1::uuid
    union
    select said.decision_id
    from duplicate_member here join duplicate_decision_member said using (uid)
    join duplicate_decision decision on decision.decision_id = said.decision_id
    where here.cluster_id = $1::uuid and decision.decision in ('drop', 'split', 'same_function')
    group by said.decision_id having count(*) > 1)
select decision.decision, coalesce(disposition.disposition, '') as disposition, decision.reason,
       coalesce(decision.evidence, '') as evidence, coalesce(evidence_dated_on::text, '') as evidence_dated_on, coalesce(decision.document_name, '') as document_name,
       decision.actor, coalesce(decision.model_version, '') as model_version, decision.decided_at,
       (select array_agg(compared->>'name' order by side, uid) from duplicate_decision_member member
        where member.decision_id = decision.decision_id and side > 0) as taken_out,
       coalesce((select jsonb_agg(jsonb_build_object('name', member.compared->>'name', 'changes', lapse.changes)
                                  order by member.uid)
                 from duplicate_lapse lapse join duplicate_decision_member member using (decision_id, uid)
                 where lapse.decision_id = decision.decision_id and lapse.run_id is not null), '[]') as lapses,
       exists (select from duplicate_lapse lapse
               where lapse.decision_id = decision.decision_id and taken_back_by is not null) as taken_back
from about join duplicate_decision decision using (decision_id) left join disposition using (disposition_id)
order by decision.decided_at desc, decision.decision_id desc limit 50
)sql"};

}  // namespace

std::vector<KeptDecision> decisionsAbout(Transaction& transaction, const std::string& clusterId) {
    std::vector<KeptDecision> decisions;
    for (const Row row : transaction.run(listDecisions, clusterId)) {
        KeptDecision decision;
        decision.decision = row.get<std::string>("decision");
        decision.disposition = row.get<std::string>("disposition");
        decision.reason = row.get<std::string>("reason");
        decision.evidence = row.get<std::string>("evidence");
        decision.evidenceDatedOn = row.get<std::string>("evidence_dated_on");
        decision.documentName = row.get<std::string>("document_name");
        decision.actor = row.get<std::string>("actor");
        decision.modelVersion = row.get<std::string>("model_version");
        decision.decidedAt = row.get<Instant>("decided_at");
        if (!row.isNull("taken_out")) decision.takenOut = row.get<std::vector<std::string>>("taken_out");
        decision.lapses = nlohmann::json::parse(row.get<std::string>("lapses"));
        decision.takenBack = row.get<bool>("taken_back");
        decisions.push_back(std::move(decision));
    }
    return decisions;
}

}  // namespace cadastre::reports
