-- What a cost line, task or project hangs on is a record of that kind.
select line.uid, owner.kind, 'cost line' as of from cost_line_root line join record owner on owner.uid = line.root_uid
where owner.kind not in ('programme', 'project', 'task', 'cost_line')
union all
select project.uid, asset.kind, 'project' from project join record asset on asset.uid = project.asset_uid where asset.kind <> 'asset'
