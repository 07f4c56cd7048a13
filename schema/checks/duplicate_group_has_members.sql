-- A group that stands has at least two members; one where a record is filed under the wrong function.
select cluster.cluster_id, cluster.kind, count(member.uid) as members
from duplicate_cluster cluster left join duplicate_member member using (cluster_id)
where cluster.state <> 'superseded'
group by cluster.cluster_id, cluster.kind
having count(member.uid) < case cluster.kind when 'misclassified' then 1 else 2 end
