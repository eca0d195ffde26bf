-- Reports and their rows.

create table report (
  report_id uuid not null,
  state text not null default 'queued',
  parameters jsonb not null,
  range_names text[] not null,
  as_of timestamptz,
  requested_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  attempts int not null default 0,
  failure text,
  method jsonb,
  stores_done int not null default 0,
  stores_total int,
  constraint report_has_one_row_for_each_id primary key (report_id),
  constraint report_state_is_known
    check (state in ('queued', 'running', 'complete', 'failed', 'cancelled')),
  constraint report_has_a_range check (cardinality(range_names) > 0),
  constraint report_that_is_complete_has_a_method check (state <> 'complete' or method is not null),
  constraint report_that_failed_says_why check ((state = 'failed') = (failure is not null)),
  constraint report_is_finished_when_nothing_is_left_to_do
    check ((finished_at is not null) = (state in ('complete', 'failed', 'cancelled')))
);

create index report_by_request on report (requested_at);

comment on table report is 'Every report that was asked for. The truth about its state is here.';
comment on column report.parameters is 'What was asked for.';
comment on column report.range_names is 'The ranges, in the order of the arrays in report_row.';
comment on column report.as_of is 'The instant that the report calls now; null until it is known.';
comment on column report.attempts is 'How often a worker began it.';
comment on column report.failure is 'Why it failed.';
comment on column report.method is 'How the figures came about: as of, ranges, rules, counts.';

create table report_row (
  report_id uuid not null,
  position int not null,
  store_id text not null,
  up_ms bigint[] not null,
  down_ms bigint[] not null,
  unknown_ms bigint[] not null,
  constraint report_row_has_one_row_for_each_position primary key (report_id, position)
);

comment on table report_row is
  'The figures of a report in exact milliseconds, a row for each store. Only those of a complete report count.';
comment on column report_row.position is 'The place in the report, from 0: by store id, byte by byte.';
comment on column report_row.up_ms is 'Open time in state up, for each range in report.range_names.';
comment on column report_row.down_ms is 'Open time in state down, for each range.';
comment on column report_row.unknown_ms is 'Open time in unknown state, for each range.';

-- A foreign key would look the report up again for every row that is written: a third of the time.
create function delete_rows_of_the_report() returns trigger
language plpgsql
as $$
begin
  delete from report_row where report_id = old.report_id;
  return null;
end
$$;

create trigger report_takes_along_its_rows
after delete on report
for each row execute function delete_rows_of_the_report();
