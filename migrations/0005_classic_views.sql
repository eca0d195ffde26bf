-- The tables of the classic system, by their names and columns, for queries that exist already.

-- A zone that the program knows and this PostgreSQL does not (its zone data are older) must not make
-- a whole view fail; its local times are null.
create function zone_known_here(zone text) returns text
language plpgsql stable parallel safe
as $$
begin
  perform now() at time zone zone;
  return zone;
exception when invalid_parameter_value then
  return null;
end
$$;

comment on function zone_known_here(text) is 'The zone, or null when PostgreSQL''s own zone data lack it.';

create view store_status as
select
  store.store_id,
  poll.at as timestamp_utc,
  case poll.packed & 3 when 1 then 'active' else 'inactive' end as status,
  poll.at at time zone 'UTC' at time zone local.zone as local_time,
  case
    case
      when poll.place > 1 then store_day.polls[poll.place - 1]
      else (
        select before.polls[cardinality(before.polls)]
        from store_day as before
        where before.store_key = store_day.store_key
          and before.day < store_day.day
        order by before.day desc
        limit 1
      )
    end & 3
    when 1 then 'active'
    when 0 then 'inactive'
  end as prev_status
from store
-- Offset keeps the zone from being looked up again for every poll.
cross join lateral (
  select zone_known_here(coalesce(store.timezone, 'America/Chicago')) as zone
  offset 0
) as local
join store_day on store_day.store_key = store.store_key
cross join lateral (
  select
    store_day.day + (packed >> 2) * interval '1 millisecond' as at,
    packed,
    place
  from unnest(store_day.polls) with ordinality as element (packed, place)
) as poll;

comment on view store_status is
  'Every poll. Ask for a store_id: then only the rows of that store are read.';
comment on column store_status.timestamp_utc is 'UTC.';
comment on column store_status.local_time is 'By the store''s clock; in America/Chicago for a store without a zone.';
comment on column store_status.prev_status is 'The poll before, of the same store.';

create view business_hours as
select
  business_week.store_key * 128 + opening.place::int - 1 as id,
  store.store_id,
  opening.weekday::int as dayofweek,
  opening.opens_at as start_time_local,
  opening.closes_at as end_time_local
from store
join business_week on business_week.store_key = store.store_key
cross join lateral unnest(business_week.weekdays, business_week.opens_at, business_week.closes_at)
  with ordinality as opening (weekday, opens_at, closes_at, place);

comment on view business_hours is 'Weekly openings, one a row. A store without any is always open.';

create view timezone_data as
select store.store_id, store.timezone as timezone_str
from store
where store.timezone is not null;

comment on view timezone_data is 'The zones of the stores that have one of their own.';

-- Rounds half up, in whole numbers, as the program does.
create function in_unit(duration_ms bigint, unit_ms bigint) returns text
language sql immutable parallel safe
as $$
  select hundredths / 100 || '.' || lpad((hundredths % 100)::text, 2, '0')
  from (select (duration_ms + unit_ms / 200) / (unit_ms / 100) as hundredths) as rounded
$$;

comment on function in_unit(bigint, bigint) is
  'A duration in a unit (60000 for minutes, 3600000 for hours) with two decimals, rounded half up.';

-- A spreadsheet would run a cell that begins with one of these characters.
create function csv_cell(value text) returns text
language sql immutable parallel safe
as $$
  select case when harmless ~ '[",\r\n]' then '"' || replace(harmless, '"', '""') || '"' else harmless end
  from (select case when value ~ '^[-=+@\t]' then '''' || value else value end as harmless) as prefixed
$$;

comment on function csv_cell(text) is 'Text as a CSV cell that no spreadsheet takes for a formula.';

create view report_status as
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
            '' order by report_row.position
          ), '')
        from report_row
        where report_row.report_id = report.report_id
      )
  end as report_data
from report;

comment on view report_status is 'Reports, and the CSV of those that are complete and of the three standard ranges.';
