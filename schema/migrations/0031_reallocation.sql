-- What a reallocation may not do besides moving money without indicators (F2, 0003): money keeps its currency
-- on the way, nobody gives what isn't there, and what was applied stays as it was.

create function money_move_keeps_currency() returns trigger language plpgsql as $$
begin
    if (select count(distinct currency) from cost_line where uid in (new.from_line_uid, new.to_line_uid)) > 1 then
        raise exception using errcode = 'CD016', constraint = 'money_move_keeps_currency',
            message = 'a money move joins cost lines of two currencies; money moves within one';
    end if;
    return new;
end $$;
create trigger money_move_keeps_currency before insert or update on money_move
    for each row execute function money_move_keeps_currency();

create function plan_stays_above_nothing() returns trigger language plpgsql as $$
begin
    raise exception using errcode = 'CD017', constraint = 'plan_stays_above_nothing',
        message = format('the change request takes more from cost line %s than it plans', new.uid);
end $$;
create trigger plan_stays_above_nothing before update of planned on cost_line
    for each row when (old.cost_status in ('approved', 'committed') and new.planned < 0 and old.planned >= 0)
    execute function plan_stays_above_nothing();

create function applied_request_stands() returns trigger language plpgsql as $$
begin
    raise exception using errcode = 'CD018', constraint = 'applied_request_stands',
        message = format('change request %s was applied: it stands as it is', old.change_request_id);
end $$;
create trigger applied_request_stands before update or delete on change_request
    for each row when (old.applied_at is not null) execute function applied_request_stands();
