-- The view of polls for a cluster: what 0005_classic_views.sql shows, without the subqueries that Citus
-- cannot send to the nodes. Of a query for one store, give its store_key too, as a value: then one node
-- is asked, and reads the rows of that store only.
drop view store_status;

create view store_status as
select
  store.store_id,
  store_day.day + (poll.packed >> 2) * interval '1 millisecond' as timestamp_utc,
  case poll.packed & 3 when 1 then 'active' else 'inactive' end as status,
  (store_day.day + (poll.packed >> 2) * interval '1 millisecond')
    at time zone 'UTC' at time zone store.zone as local_time,
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
  select store.store_key, store.store_id, known.name as zone
  from store
  left join pg_timezone_names as known on known.name = coalesce(store.timezone, 'America/Chicago')
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
comment on column store_status.timestamp_utc is 'UTC.';
comment on column store_status.local_time is 'By the store''s clock; in America/Chicago for a store without a zone.';
comment on column store_status.prev_status is 'The poll before, of the same store.';
