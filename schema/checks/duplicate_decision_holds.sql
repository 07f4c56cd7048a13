-- No group that stands holds two members whom a person took apart.
select here.cluster_id, one.decision_id, one.uid, other.uid as other_uid
from standing_duplicate_side one
join standing_duplicate_side other on other.decision_id = one.decision_id and other.side > one.side
join duplicate_member here on here.uid = one.uid
join duplicate_member there on there.uid = other.uid and there.cluster_id = here.cluster_id
join duplicate_cluster cluster on cluster.cluster_id = here.cluster_id
where cluster.state <> 'superseded' and cluster.kind not in ('reuse', 'misclassified')
  and one.question = case when cluster.explanation ? 'functional_score' or cluster.kind = 'functional'
                          then 'function' else 'identity' end
