-- The worklist of groups narrows to what was confirmed or dismissed: few among many, so they have an order of their own.

create index duplicate_cluster_by_decided_state on duplicate_cluster
    (state, duplicate_place(kind, money_high, unknown_costs), cluster_id) where state in ('confirmed', 'dismissed');
