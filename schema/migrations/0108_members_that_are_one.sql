-- Records of a group that are one system, or systems of one solution, count once in what overlaps. Members keep who
-- is one with whom, so that a price that is reckoned anew after a decision counts as the search counted.

alter table duplicate_member add column system integer not null default 0 check (system >= 0),
    add column solution integer not null default 0 check (solution >= 0);
comment on column duplicate_member.system is 'Members with the same number are one system, entered several times; nought: a system by itself.';
comment on column duplicate_member.solution is 'Systems with the same number are one solution; nought: a solution by itself.';
