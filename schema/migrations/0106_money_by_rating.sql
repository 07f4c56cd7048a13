-- The worklist of money is asked by how owners rate, for what is green outside and red inside, and for the one row of a
-- programme whose page is read.

create index kept_execution_by_rating on kept_execution ((cells->>'self_rating'), position);
create index kept_execution_of_watermelons on kept_execution (position) where watermelon;
create index kept_execution_by_uid on kept_execution ((cells->>'uid'));
create index past_execution_by_rating on past_execution (picture_id, (cells->>'self_rating'), position);
create index past_execution_by_uid on past_execution (picture_id, (cells->>'uid'));
