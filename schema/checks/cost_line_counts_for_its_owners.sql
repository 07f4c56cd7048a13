-- What is kept of a cost line's project and programme is what its task and project say.
select line.uid, line.counted_project_uid, line.counted_programme_uid
from cost_line line
left join task on task.uid = line.task_uid
left join project on project.uid = coalesce(line.project_uid, task.project_uid)
where (line.counted_project_uid, line.counted_programme_uid)
    is distinct from (project.uid, coalesce(line.programme_uid, project.programme_uid))
