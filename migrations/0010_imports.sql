-- What was taken in over HTTP, and what became of it.

create table import (
  import_id uuid not null,
  kind text not null,
  media_type text not null,
  state text not null default 'running',
  started_at timestamptz not null,
  finished_at timestamptz,
  last_sign_at timestamptz not null default now(),
  bytes_read bigint not null default 0,
  bytes_total bigint,
  rows_read bigint not null default 0,
  rows_rejected bigint not null default 0,
  rejects_kept int not null default 0,
  stores int not null default 0,
  polls_added bigint not null default 0,
  polls_replaced bigint not null default 0,
  polls_unchanged bigint not null default 0,
  failure text,
  constraint import_has_one_row_for_each_id primary key (import_id),
  constraint import_kind_is_known check (
    kind in ('polls', 'business_hours', 'timezones', 'special_hours', 'closures', 'stores')
  ),
  constraint import_state_is_known check (state in ('running', 'complete', 'failed')),
  constraint import_that_failed_says_why check ((state = 'failed') = (failure is not null)),
  constraint import_has_an_end_once_it_does_not_run
    check ((finished_at is null) = (state = 'running')),
  constraint import_keeps_no_more_rejects_than_there_are check (rejects_kept <= rows_rejected)
);

create index import_by_start on import (started_at, import_id);

comment on table import is
  'Uploads that were begun, and what became of them. One whose process died stays ''running'', and gives '
  'no sign of life any more.';
comment on column import.kind is 'What it is a table of.';
comment on column import.media_type is 'The form of its body: text/csv, application/json or application/x-ndjson.';
comment on column import.last_sign_at is
  'When the process that does it last said so, by the database''s own clock.';
comment on column import.bytes_read is 'Of the body as it came, packed or not.';
comment on column import.bytes_total is 'Null where the client did not say it.';
comment on column import.rows_read is 'Of what was taken in so far, bad rows included.';
comment on column import.rejects_kept is 'How many of its bad rows are in import_reject: the first ones.';
comment on column import.stores is 'How many stores it named.';
comment on column import.failure is 'Why it failed.';

create table import_reject (
  import_id uuid not null,
  position int not null,
  place bigint not null,
  field text not null,
  value text not null,
  reason text not null,
  constraint import_reject_has_one_row_for_each_position primary key (import_id, position),
  constraint import_reject_is_of_an_import
    foreign key (import_id) references import (import_id) on delete cascade
);

comment on table import_reject is 'The first bad rows of each import, which were left out.';
comment on column import_reject.position is 'Counts the bad rows of the import, from 0.';
comment on column import_reject.place is
  'The line, from 1, on which the row begins; in a JSON array, its index, from 0.';
comment on column import_reject.field is 'The column or field at fault; empty when the whole row is.';
comment on column import_reject.value is 'What stood there, cut short.';
comment on column import_reject.reason is 'Stands for a sentence in the program.';
