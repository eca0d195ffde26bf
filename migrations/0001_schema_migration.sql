-- What was applied, so that every step is applied once.

create table schema_migration (
  version int not null,
  name text not null,
  checksum text not null,
  applied_at timestamptz not null default now(),
  constraint schema_migration_has_one_row_for_each_version primary key (version)
);

comment on table schema_migration is 'The steps of the schema that were applied, from the folder migrations.';
comment on column schema_migration.checksum is 'SHA-256 of the step: it must not change once it is applied.';
