-- A finding is in the state of its last entry; open where there is none.
select finding.finding_id, finding.rule, finding.state, last.state as entered
from finding
left join lateral (select state from finding_entry entry where entry.finding_id = finding.finding_id
                   order by entry_id desc limit 1) last on true
where finding.state <> coalesce(last.state, 'open')
