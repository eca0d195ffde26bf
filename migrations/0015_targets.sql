-- What uptime is wanted of stores, of groups and of the fleet.

create table target (
  store_key int,
  -- Compared byte by byte, so that a group is the same on every machine.
  group_name text collate "C",
  uptime_milli_percent int not null,
  constraint target_is_there_once unique nulls not distinct (store_key, group_name),
  constraint target_is_of_a_store_or_of_a_group_or_of_the_fleet
    check (store_key is null or group_name is null),
  constraint target_is_of_a_store_that_is_known
    foreign key (store_key) references store (store_key) on delete cascade,
  constraint target_group_name_has_1_to_255_characters check (length(group_name) between 1 and 255),
  constraint target_is_above_0_and_up_to_100_percent
    check (uptime_milli_percent between 1 and 100000)
);

comment on table target is
  'The uptime that is wanted of a store, of a group, or of the fleet. A store without one is measured by its '
  'group''s, and one without either by the fleet''s.';
comment on column target.store_key is 'Null for the target of a group or of the fleet.';
comment on column target.group_name is 'Null for the target of a store or of the fleet; a group need not have any store.';
comment on column target.uptime_milli_percent is 'Thousandths of a percent: 99500 is 99.5 %.';
