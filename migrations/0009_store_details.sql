-- What people call stores, and the groups that reports can be asked for.

alter table store
  add column name text,
  -- Compared byte by byte, so that a group is the same on every machine.
  add column group_name text collate "C",
  add constraint store_name_has_1_to_255_characters check (length(name) between 1 and 255),
  add constraint store_group_name_has_1_to_255_characters
    check (length(group_name) between 1 and 255);

-- Only of stores that have a group: where there are none, imports do not wait for it.
create index store_by_group on store (group_name, store_id)
where group_name is not null;

comment on column store.name is 'What people call the store; null where no file said so.';
comment on column store.group_name is
  'The group that the store is in, such as its brand or region; null for none.';
