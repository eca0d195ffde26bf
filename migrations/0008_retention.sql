-- Polls that are old enough are dropped, month by month; what later figures hang on is carried along.

create table poll_retention (
  is_the_only_row boolean not null default true,
  kept_from date not null,
  carried_polls bigint not null,
  dropped_at timestamptz not null default now(),
  constraint poll_retention_has_one_row primary key (is_the_only_row),
  constraint poll_retention_has_no_second_row check (is_the_only_row),
  constraint poll_retention_begins_a_month check (extract(day from kept_from) = 1),
  constraint poll_retention_counts_no_less_than_none check (carried_polls >= 0)
);

comment on table poll_retention is
  'From when on all polls are there; no row while none were dropped. The polls of the time before that '
  'are in the partition store_day_carried of store_day: a few for each store, and those that came in since.';
comment on column poll_retention.kept_from is
  'The UTC day before which polls were dropped, except those that are carried. It never moves back.';
comment on column poll_retention.carried_polls is
  'How many polls were carried. When there are more before kept_from, some came in since.';
