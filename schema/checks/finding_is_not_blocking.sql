-- What blocks keeps a record out; it never becomes a finding.
select finding_id, rule, uid from finding where severity = 'blocking'
