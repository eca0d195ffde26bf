-- Views for whoever asks in SQL, one plain row for each thing: of what is packed in arrays, kept under
-- keys, or in JSON. Their instants are UTC without a zone, as in store_status: compared with each other
-- they mean the same in every session, whatever its time zone.

create function cut_percent(part numeric, whole numeric) returns numeric
language sql immutable parallel safe
as $$
  select (div(part * 100000, nullif(whole, 0)) / 1000)::numeric(6, 3)
$$;

comment on function cut_percent(numeric, numeric) is
  'A share in percent, cut to three decimals and not rounded, as the program does; null of nothing. '
  'Of many stores: cut_percent(sum(up_ms), sum(up_ms + down_ms)).';

create view complete_report as
select
  report_id,
  as_of at time zone 'UTC' as as_of_utc,
  requested_at at time zone 'UTC' as requested_at_utc,
  finished_at at time zone 'UTC' as finished_at_utc,
  expires_at at time zone 'UTC' as expires_at_utc,
  method ->> 'selection' as selection,
  method ->> 'group' as group_name,
  (method ->> 'stores')::int as stores,
  (method ->> 'storesWithDefaultZone')::int as stores_with_default_timezone,
  (method ->> 'storesWithDefaultHours')::int as stores_with_default_hours,
  timestamp 'epoch' + (method ->> 'newestPoll')::bigint * interval '1 millisecond' as newest_poll_utc,
  method #>> '{rules,endOfDay}' as end_of_day,
  method #>> '{rules,missingDay}' as missing_day,
  method #>> '{rules,outsidePolls}' as outside_polls,
  (method #>> '{rules,maxGapMs}')::bigint as max_gap_ms,
  method #>> '{rules,defaultZone}' as default_timezone,
  method ->> 'zoneDataVersion' as timezone_data_version
from report
where state = 'complete';

comment on view complete_report is
  'Reports that are complete, and how their figures came about. The figures are in report_figure.';
comment on column complete_report.report_id is 'Names the report, here, in report_figure and over HTTP.';
comment on column complete_report.as_of_utc is 'The instant that the report calls now. UTC.';
comment on column complete_report.requested_at_utc is 'When it was asked for. UTC.';
comment on column complete_report.finished_at_utc is 'When it was complete. UTC.';
comment on column complete_report.expires_at_utc is 'When it is deleted, with its figures. UTC.';
comment on column complete_report.selection is
  'Whether it was asked for of all stores, of some that were listed, or of a group: all, listed or group.';
comment on column complete_report.group_name is 'The group that it was asked for of; null unless selection is group.';
comment on column complete_report.stores is 'How many stores it has.';
comment on column complete_report.stores_with_default_timezone is
  'How many of them were taken to be in default_timezone, for want of a zone of their own.';
comment on column complete_report.stores_with_default_hours is
  'How many of them were taken to be always open, for want of business hours.';
comment on column complete_report.newest_poll_utc is 'Of the polls that it saw; null when there was none. UTC.';
comment on column complete_report.end_of_day is
  'What a closing time of 23:59 or 23:59:59 meant: midnight, or literal for just that.';
comment on column complete_report.missing_day is
  'What a weekday without hours meant for a store that has hours on another: open or closed.';
comment on column complete_report.outside_polls is
  'Whether polls outside of business hours counted: ignore or use.';
comment on column complete_report.max_gap_ms is
  'How long a poll vouched for the state, in milliseconds; null for as long as it takes.';
comment on column complete_report.default_timezone is 'The zone of the stores without one.';
comment on column complete_report.timezone_data_version is 'The IANA zone data it was computed with, such as 2026c.';

create view report_figure as
select
  report_row.report_id,
  report_row.store_id collate "C" as store_id,
  figure.range,
  figure.from_utc,
  figure.to_utc,
  figure.up_ms + figure.down_ms + figure.unknown_ms as open_ms,
  figure.up_ms,
  figure.down_ms,
  figure.unknown_ms,
  cut_percent(figure.up_ms, figure.up_ms + figure.down_ms) as uptime_percent,
  cut_percent(
    figure.up_ms + figure.down_ms, figure.up_ms + figure.down_ms + figure.unknown_ms
  ) as coverage_percent
from report
-- Offset keeps the method from being read again for every row of the report.
cross join lateral (
  select
    array_agg(listed.range ->> 'name' order by listed.place) as names,
    array_agg(
      timestamp 'epoch' + (listed.range ->> 'from')::bigint * interval '1 millisecond'
      order by listed.place
    ) as from_utc,
    array_agg(
      timestamp 'epoch' + (listed.range ->> 'to')::bigint * interval '1 millisecond'
      order by listed.place
    ) as to_utc
  from jsonb_array_elements(report.method -> 'ranges') with ordinality as listed (range, place)
  offset 0
) as ranges
join report_row on report_row.report_id = report.report_id
cross join lateral unnest(
  ranges.names, ranges.from_utc, ranges.to_utc, report_row.up_ms, report_row.down_ms, report_row.unknown_ms
) as figure (range, from_utc, to_utc, up_ms, down_ms, unknown_ms)
where report.state = 'complete';

comment on view report_figure is
  'The figures of complete reports, a row for each store and range, in exact milliseconds. Ask for a '
  'report_id, which complete_report has: then only the rows of that report are read.';
comment on column report_figure.report_id is 'The report; see complete_report.';
comment on column report_figure.store_id is 'The store''s id: text, never a number.';
comment on column report_figure.range is
  'last_hour, last_day or last_week; custom, or custom_1, custom_2, … of a report over other ranges.';
comment on column report_figure.from_utc is 'Where the range begins. UTC.';
comment on column report_figure.to_utc is 'Where it ends, itself not in it. UTC.';
comment on column report_figure.open_ms is 'Open time in milliseconds: up_ms + down_ms + unknown_ms.';
comment on column report_figure.up_ms is 'Open time in state up, in milliseconds.';
comment on column report_figure.down_ms is 'Open time in state down, in milliseconds.';
comment on column report_figure.unknown_ms is 'Open time of which no poll tells the state, in milliseconds.';
comment on column report_figure.uptime_percent is
  'up_ms / (up_ms + down_ms), cut to three decimals; null when nothing is known. Never average it: '
  'cut_percent(sum(up_ms), sum(up_ms + down_ms)).';
comment on column report_figure.coverage_percent is
  '(up_ms + down_ms) / open_ms, cut to three decimals; null when there is no open time.';

create view store_details as
select
  store.store_id,
  store.name,
  store.group_name,
  coalesce(latest.timezone, case when latest.store_key is null then store.timezone end) as timezone,
  store.first_poll_at at time zone 'UTC' as first_poll_utc,
  store.last_poll_at at time zone 'UTC' as last_poll_utc,
  store.city,
  store.sales_per_hour
from store
left join lateral (
  select store_key, timezone
  from timezone_change
  where timezone_change.store_key = store.store_key and valid_from <= current_date
  order by valid_from desc
  limit 1
) as latest on true;

comment on view store_details is 'Every store that is known, polled or not.';
comment on column store_details.store_id is 'The id as it came: text, never a number, in order byte by byte.';
comment on column store_details.name is 'What people call it; null where no file said so.';
comment on column store_details.group_name is 'The one group that it is in; null for none.';
comment on column store_details.timezone is
  'Its own IANA zone, the one that is valid today; null when it is in the default one. All of them are in '
  'store_timezone.';
comment on column store_details.first_poll_utc is 'The oldest poll ever taken in; null before any. UTC.';
comment on column store_details.last_poll_utc is 'The newest poll ever taken in; null before any. UTC.';
comment on column store_details.city is 'The city that it is in; null where no file said so.';
comment on column store_details.sales_per_hour is
  'What it sells in an hour in which it is open, exactly; null where no file said so.';

create view store_timezone as
select
  store_id,
  nullif(valid_from, '-infinity') as valid_from,
  -- By store_id, so that of a query for one store only its rows are read.
  lead(valid_from) over (partition by store_id order by valid_from) as valid_to,
  timezone
from (
  select store_id, '-infinity'::date as valid_from, timezone
  from store
  union all
  select store.store_id, timezone_change.valid_from, timezone_change.timezone
  from store
  join timezone_change on timezone_change.store_key = store.store_key
) as version;

comment on view store_timezone is
  'The zones of every store, a row for each and the dates [valid_from, valid_to) in which it is valid.';
comment on column store_timezone.store_id is 'The store''s id.';
comment on column store_timezone.valid_from is 'The local date from which on it is valid; null for from the beginning.';
comment on column store_timezone.valid_to is 'The local date from which on it is no more; null for without end.';
comment on column store_timezone.timezone is 'An IANA zone; null for the default one.';

create view store_hours as
select
  version.store_id,
  nullif(version.valid_from, '-infinity') as valid_from,
  version.valid_to,
  opening.day_of_week::int as day_of_week,
  opening.start_time_local,
  opening.end_time_local
from (
  select
    store.store_id,
    week.valid_from,
    -- By store_id, so that of a query for one store only its rows are read; and by the key by which a
    -- cluster distributes them, so that each node sees whole stores.
    lead(week.valid_from) over (
      partition by store.store_id, week.store_key
      order by week.valid_from
    ) as valid_to,
    week.weekdays,
    week.opens_at,
    week.closes_at
  from store
  join business_week as week on week.store_key = store.store_key
) as version
left join lateral unnest(version.weekdays, version.opens_at, version.closes_at)
  as opening (day_of_week, start_time_local, end_time_local) on true;

comment on view store_hours is
  'Weekly openings of all dates, one a row, and the dates [valid_from, valid_to) in which it is valid. '
  'business_hours has those of today. A store is always open on dates of which there is no row, or one '
  'without an opening.';
comment on column store_hours.store_id is 'The store''s id.';
comment on column store_hours.valid_from is
  'The local date of opening from which on it is valid; null for from the beginning.';
comment on column store_hours.valid_to is 'The local date from which on it is no more; null for without end.';
comment on column store_hours.day_of_week is
  '0 Monday to 6 Sunday: the local day on which it opens. Null, as the times then are: always open.';
comment on column store_hours.start_time_local is 'Local wall time.';
comment on column store_hours.end_time_local is
  'Local wall time; not after the start means on the next day, and equal means 24 hours.';

create view store_special_hours as
select
  store.store_id,
  special_hours.day as date,
  opening.start_time_local,
  opening.end_time_local
from store
join special_hours on special_hours.store_key = store.store_key
left join lateral unnest(special_hours.opens_at, special_hours.closes_at)
  as opening (start_time_local, end_time_local) on true;

comment on view store_special_hours is
  'Openings that hold on a date instead of all weekly ones, one a row; of a date that is closed all day, '
  'one row without times.';
comment on column store_special_hours.store_id is 'The store''s id.';
comment on column store_special_hours.date is 'The local date on which it opens.';
comment on column store_special_hours.start_time_local is 'Local wall time; null for closed all day.';
comment on column store_special_hours.end_time_local is
  'Local wall time; not after the start means on the next day, and equal means 24 hours.';

create view planned_closure as
select
  closure.closure_key as closure_id,
  store.store_id,
  closure.from_at at time zone 'UTC' as from_utc,
  closure.to_at at time zone 'UTC' as to_utc,
  closure.reason,
  closure.author
from closure
left join store on store.store_key = closure.store_key;

comment on view planned_closure is
  'Planned closures [from_utc, to_utc): this time is no business time, also when it is entered afterwards.';
comment on column planned_closure.closure_id is 'Names the closure, here and over HTTP.';
comment on column planned_closure.store_id is 'The store''s id; null for all stores.';
comment on column planned_closure.from_utc is 'When it begins. UTC.';
comment on column planned_closure.to_utc is 'When it ends. UTC.';
comment on column planned_closure.reason is 'Why; empty where none was given.';
comment on column planned_closure.author is 'Who entered it; null where that is not known.';

create view uptime_target as
select
  case
    when target.store_key is not null then 'store'
    when target.group_name is not null then 'group'
    else 'fleet'
  end as of,
  target.group_name,
  store.store_id,
  (target.uptime_milli_percent / 1000.0)::numeric(6, 3) as uptime_percent
from target
left join store on store.store_key = target.store_key;

comment on view uptime_target is
  'The uptime that is wanted of the fleet, of groups and of stores. store_target tells which one a store '
  'is measured by.';
comment on column uptime_target.of is 'Whose it is: fleet, group or store.';
comment on column uptime_target.group_name is 'The group; null unless it is a group''s.';
comment on column uptime_target.store_id is 'The store; null unless it is a store''s.';
comment on column uptime_target.uptime_percent is 'The uptime that is wanted, in percent.';

create view store_target as
select
  store.store_id,
  (
    coalesce(
      of_store.uptime_milli_percent, of_group.uptime_milli_percent, of_fleet.uptime_milli_percent
    ) / 1000.0
  )::numeric(6, 3) as target_percent,
  case
    when of_store.uptime_milli_percent is not null then 'store'
    when of_group.uptime_milli_percent is not null then 'group'
    else 'fleet'
  end as target_from
from store
left join target as of_store on of_store.store_key = store.store_key
left join target as of_group on of_group.group_name = store.group_name
left join target as of_fleet on of_fleet.store_key is null and of_fleet.group_name is null
where coalesce(
  of_store.uptime_milli_percent, of_group.uptime_milli_percent, of_fleet.uptime_milli_percent
) is not null;

comment on view store_target is
  'The target that each store is measured by: its own, or else its group''s, or else the fleet''s. A store '
  'without any of them has no row.';
comment on column store_target.store_id is 'The store''s id.';
comment on column store_target.target_percent is 'The uptime that is wanted of it, in percent.';
comment on column store_target.target_from is 'Whose target it is: store, group or fleet.';

comment on column store_status.store_id is 'The store''s id: text, never a number.';
comment on column store_status.status is 'active or inactive, as the poll found it.';

comment on column business_hours.id is 'Another for every row; it may change when hours do.';
comment on column business_hours.store_id is 'The store''s id.';
comment on column business_hours.dayofweek is '0 Monday to 6 Sunday: the local day on which it opens.';
comment on column business_hours.start_time_local is 'Local wall time.';
comment on column business_hours.end_time_local is
  'Local wall time; not after the start means on the next day, and equal means 24 hours.';
comment on view business_hours is
  'Weekly openings that are valid today, one a row. A store without any is always open. Those of other dates '
  'are in store_hours.';

comment on column timezone_data.store_id is 'The store''s id.';
comment on column timezone_data.timezone_str is 'An IANA zone.';
comment on view timezone_data is
  'The zones that are valid today, of the stores that then have one of their own. Those of other dates are in '
  'store_timezone.';

comment on column report_status.report_id is 'The report; complete_report has more of it.';
comment on column report_status.status is 'running, complete, failed or cancelled.';
comment on column report_status.report_data is
  'The CSV of a report that is complete and of the three standard ranges, else null. It is made anew each '
  'time: name a report_id.';
