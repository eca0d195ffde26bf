-- Reports that many workers compute together, slice by slice.

alter table report
  add column fingerprint text,
  add column settled jsonb,
  add column expires_at timestamptz;

comment on column report.parameters is 'What was asked for: as of, ranges, rules, stores.';
comment on column report.fingerprint is
  'Equal for identical requests: while one of them waits, it answers for the others too.';
comment on column report.settled is
  'What was found once for all slices when the report began: planned closures of all stores, the '
  'newest poll, the earliest one.';
comment on column report.attempts is 'How often a worker began it; its slices count their own.';
comment on column report.expires_at is 'When it is deleted, with its rows; null until it is finished.';
comment on column report.stores_done is 'Of a finished report; until then its slices count them.';

create unique index report_waits_once_for_identical_requests on report (fingerprint)
where state = 'queued';

create index report_by_expiry on report (expires_at)
where expires_at is not null;

-- Of the reports that were finished before reports expired.
update report
set expires_at = finished_at + interval '30 days'
where finished_at is not null;

-- Those that were begun in one piece begin again, in slices.
delete from report_row
using report
where report.report_id = report_row.report_id
  and report.state in ('queued', 'running');

update report
set state = 'queued', started_at = null, attempts = 0, stores_done = 0, stores_total = null
where state = 'running';

create table report_slice (
  report_id uuid not null,
  slice int not null,
  first_store_id text collate "C" not null,
  next_store_id text collate "C",
  stores_total int not null,
  stores_done int not null default 0,
  state text not null default 'waiting',
  attempts int not null default 0,
  failures int not null default 0,
  last_failure text,
  counts jsonb,
  started_at timestamptz,
  finished_at timestamptz,
  constraint report_slice_has_one_row_for_each_slice primary key (report_id, slice),
  constraint report_slice_state_is_known check (state in ('waiting', 'running', 'done')),
  constraint report_slice_that_is_done_has_counts check ((state = 'done') = (counts is not null))
);

comment on table report_slice is
  'A report''s stores in slices of some thousands, each computed by one worker. Slices do not wait for '
  'each other; the last one to be done completes the report.';
comment on column report_slice.first_store_id is 'Its stores have this id or a later one, byte by byte,';
comment on column report_slice.next_store_id is '… and an earlier one than this; null for the last slice.';
comment on column report_slice.attempts is
  'How often a worker began it. Only the newest attempt can write, so that one that was given up, or '
  'that is still at it somewhere, has no effect.';
comment on column report_slice.failures is 'How many attempts ended in an error that is not the database''s.';
comment on column report_slice.counts is 'What the method counts, of this slice.';

alter table report_row
  add column slice int not null default 0,
  drop constraint report_row_has_one_row_for_each_position,
  add constraint report_row_has_one_row_for_each_position primary key (report_id, slice, position);

comment on column report_row.slice is 'The slice of the report, from 0: by store id, byte by byte.';
comment on column report_row.position is 'The place in the slice, from 0: by store id, byte by byte.';

create or replace function delete_rows_of_the_report() returns trigger
language plpgsql
as $$
begin
  -- Slices first: that waits for the pages of rows that are being written, and no more are after it.
  delete from report_slice where report_id = old.report_id;
  delete from report_row where report_id = old.report_id;
  return null;
end
$$;

create or replace view report_status as
select
  report.report_id::text as report_id,
  case
    when report.state in ('queued', 'running') then 'running'
    else report.state
  end as status,
  case
    when report.state = 'complete'
      and report.range_names = array['last_hour', 'last_day', 'last_week'] then (
        select
          'store_id,uptime_last_hour,uptime_last_day,uptime_last_week,'
          || 'downtime_last_hour,downtime_last_day,downtime_last_week' || E'\r\n'
          || coalesce(string_agg(
            concat_ws(
              ',',
              csv_cell(report_row.store_id),
              in_unit(up_ms[1], 60000),
              in_unit(up_ms[2], 3600000),
              in_unit(up_ms[3], 3600000),
              in_unit(down_ms[1], 60000),
              in_unit(down_ms[2], 3600000),
              in_unit(down_ms[3], 3600000)
            ) || E'\r\n',
            '' order by report_row.slice, report_row.position
          ), '')
        from report_row
        where report_row.report_id = report.report_id
      )
  end as report_data
from report;
