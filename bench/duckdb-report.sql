-- The plain report as one query, the way a good analyst would write it for DuckDB: all edges in one
-- sequence, the last counting state carried by a window. The rules are those of docs/figures.md.
with as_of as (select max(instant) as t from poll),
polled as (
  select ids.store_id, coalesce(zone.zone, 'America/Chicago') as zone
  from (select distinct store_id from poll) as ids
  left join zone using (store_id)
),
local_day as (
  select store_id, zone, (t::date - n::int) as day
  from polled, as_of, (select unnest(range(-1, 11)) as n)
),
opening as (
  select
    local_day.store_id,
    timezone(zone, day + coalesce(opens, time '00:00')) as opens_at,
    timezone(zone, case
      when closes is null or closes in (time '23:59:00', time '23:59:59') then (day + 1) + time '00:00'
      when closes <= opens then (day + 1) + closes
      else day + closes
    end) as closes_at
  from local_day
  left join hours on hours.store_id = local_day.store_id and hours.weekday = isodow(day) - 1
),
edge as (
  select store_id, instant, active, 0 as step from poll
  union all
  select store_id, opens_at, null, 1 from opening
  union all
  select store_id, closes_at, null, -1 from opening
  union all
  select store_id, t - back, null, 0
  from polled, as_of, (values (interval 0 hour), (interval 1 hour), (interval 24 hour), (interval 168 hour)) as v(back)
),
-- Where a poll falls on the moment of closing, the closing comes first.
counted as (
  select *, sum(step) over (partition by store_id order by instant, step desc rows unbounded preceding) > 0 as is_open
  from edge
),
carried as (
  select
    store_id, instant, is_open,
    last_value(case when is_open then active end ignore nulls)
      over (partition by store_id order by instant, step desc rows unbounded preceding) as active,
    lead(instant) over (partition by store_id order by instant, step desc) as until
  from counted
),
piece as (
  select store_id, active, instant, epoch_ms(until) - epoch_ms(instant) as ms
  from carried
  where is_open and until > instant and active is not null
)
select
  polled.store_id,
  round(coalesce(sum(ms) filter (where active and instant >= t - interval 1 hour), 0) / 60000, 2) as uptime_last_hour,
  round(coalesce(sum(ms) filter (where active and instant >= t - interval 24 hour), 0) / 3600000, 2) as uptime_last_day,
  round(coalesce(sum(ms) filter (where active and instant >= t - interval 168 hour), 0) / 3600000, 2) as uptime_last_week,
  round(coalesce(sum(ms) filter (where not active and instant >= t - interval 1 hour), 0) / 60000, 2) as downtime_last_hour,
  round(coalesce(sum(ms) filter (where not active and instant >= t - interval 24 hour), 0) / 3600000, 2) as downtime_last_day,
  round(coalesce(sum(ms) filter (where not active and instant >= t - interval 168 hour), 0) / 3600000, 2) as downtime_last_week
from polled
cross join as_of
left join piece on piece.store_id = polled.store_id and piece.instant < t
group by polled.store_id
order by polled.store_id
