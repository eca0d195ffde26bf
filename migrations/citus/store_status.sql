-- The view of polls for a cluster: what 0014_valid_from.sql shows, without the subqueries that Citus
-- cannot send to the nodes. Of a query for one store, give its store_key too, as a value: then one node
-- is asked, and reads the rows of that store only.
drop view store_status;

create view store_status as
select
  store.store_id,
  store_day.day + (poll.packed >> 2) * interval '1 millisecond' as timestamp_utc,
  case poll.packed & 3 when 1 then 'active' else 'inactive' end as status,
  (store_day.day + (poll.packed >> 2) * interval '1 millisecond')
    at time zone 'UTC' at time zone store.zones[
      1 + width_bucket(
        (store_day.day + (poll.packed >> 2) * interval '1 millisecond') at time zone 'UTC', store.since
      )
    ] as local_time,
  case
    case
      when poll.place > 1 then store_day.polls[poll.place - 1]
      else store_day.poll_before
    end & 3
    when 1 then 'active'
    when 0 then 'inactive'
  end as prev_status,
  store_day.store_key
from (
  -- The function of the plain view catches errors, which nothing may while nodes are being asked.
  select
    store.store_key,
    store.store_id,
    array[first.name] || later.zones as zones,
    coalesce(later.since, array[]::timestamptz[]) as since
  from store
  left join pg_timezone_names as first on first.name = coalesce(store.timezone, 'America/Chicago')
  left join (
    select
      zoned.store_key,
      array_agg(known.name order by zoned.valid_from) as zones,
      array_agg(
        coalesce(
          least(
            zoned.valid_from::timestamp at time zone before.name,
            zoned.valid_from::timestamp at time zone known.name
          ),
          zoned.valid_from::timestamp at time zone 'UTC'
        )
        order by zoned.valid_from
      ) as since
    from (
      select
        store_key,
        valid_from,
        coalesce(timezone, 'America/Chicago') as zone,
        coalesce(
          case
            when row_number() over in_order = 1 then first_timezone
            else lag(timezone) over in_order
          end,
          'America/Chicago'
        ) as zone_before
      from (
        select change.store_key, change.valid_from, change.timezone, store.timezone as first_timezone
        from timezone_change as change
        join store on store.store_key = change.store_key
      ) as changed
      window in_order as (partition by store_key order by valid_from)
    ) as zoned
    left join pg_timezone_names as known on known.name = zoned.zone
    left join pg_timezone_names as before on before.name = zoned.zone_before
    group by zoned.store_key
  ) as later on later.store_key = store.store_key
) as store
join (
  select
    store_key,
    day,
    polls,
    lag(polls[cardinality(polls)]) over (partition by store_key order by day) as poll_before
  from store_day
) as store_day on store_day.store_key = store.store_key
cross join lateral unnest(store_day.polls) with ordinality as poll (packed, place);

comment on view store_status is
  'Every poll. Ask for a store_key, which table store has for every store_id: then one node is asked.';
comment on column store_status.store_id is 'The store''s id: text, never a number.';
comment on column store_status.timestamp_utc is 'UTC.';
comment on column store_status.status is 'active or inactive, as the poll found it.';
comment on column store_status.local_time is
  'By the store''s clock, in the zone that was valid then; in America/Chicago for a store without a zone.';
comment on column store_status.prev_status is 'The poll before, of the same store.';
comment on column store_status.store_key is 'Stands for the store in all tables: the same number in store.store_key.';
