-- Every list that the field dictionary names has codes, and every field that a rule or a duty names exists.
select 'field ' || field.record_kind || '.' || field.code as named, field.code_list as missing
from field
where type = 'code' and not exists (select from code_in_use where code_in_use.code_list = field.code_list)
union all
select 'duty ' || class || ' ' || stage, owed_field.field from owed_field
where field <> 'functions' and not exists (
    select from field known where known.record_kind = 'asset' and known.code = owed_field.field
      and known.class in ('', owed_field.class))
union all
select 'rule ' || rule.code, named from rule cross join unnest(rule.fields) named
where named <> 'functions' and not exists (select from field where field.code = named)
