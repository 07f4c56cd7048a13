-- The few assets that bear a share of their cost only, for what reads all assets at once (the duplicate search):
-- unpacking the content of a million to find them takes longer than reading everything else about them.

create index asset_by_cost_share on asset (uid) where content ? 'cost_allocation_share';
