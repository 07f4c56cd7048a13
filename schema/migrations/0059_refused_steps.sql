-- A step that the life cycle does not allow stays visible: the event says which step was refused, so that the rule
-- step-not-allowed finds it at any later look. And a setting keeps the shipped value beside the one that holds, so that
-- a new version never overwrites what an operator set.

alter table event
    add column refused_stage_before text references stage,
    add column refused_stage_after text references stage,
    add constraint refused_step_is_whole check ((refused_stage_before is null) = (refused_stage_after is null));
comment on column event.refused_stage_before is 'Stage from which the stated step is not allowed; null: the step was allowed or there was none.';
comment on column event.refused_stage_after is 'Stage to which the stated step would have led; the correction entered before it leads there.';
create index event_refused on event (uid) where refused_stage_before is not null;

alter table setting add column shipped_value text;
comment on column setting.shipped_value is 'Value that this version ships; where it differs from the value, an operator set that. Null: a row of the operator''s own.';
