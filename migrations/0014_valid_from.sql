-- Business hours and zones that are valid from a date on.

alter table business_week
  add column valid_from date not null default '-infinity';

alter table business_week
  drop constraint business_week_has_one_row_for_each_store;

alter table business_week
  add constraint business_week_has_one_row_for_each_store_and_date primary key (store_key, valid_from);

alter table business_week
  drop constraint business_week_has_1_to_128_openings;

alter table business_week
  add constraint business_week_has_at_most_128_openings check (cardinality(weekdays) <= 128);

comment on table business_week is
  'A store''s weekly openings, in three arrays side by side; the view business_hours shows those in force today '
  'one by one. A row is valid from its date until the next row of the store is: select the last one with '
  'valid_from <= the local date on which an opening begins. A store without a row by then is always open, '
  'and so is one whose row has no openings.';
comment on column business_week.valid_from is
  'The local date from which on it is valid; -infinity for the row before all changes.';

create table timezone_change (
  store_key int not null,
  valid_from date not null,
  timezone text,
  constraint timezone_change_has_one_row_for_each_store_and_date primary key (store_key, valid_from),
  constraint timezone_change_is_on_a_date check (isfinite(valid_from))
);

comment on table timezone_change is
  'The zones that stores came into after the one that store.timezone tells. A row is valid until the next row '
  'of the store is. It holds from the first instant at which it is its date by the old or the new clock.';
comment on column timezone_change.valid_from is 'The local date from which on it is valid.';
comment on column timezone_change.timezone is 'An IANA zone; null for the default.';
comment on column store.timezone is
  'An IANA zone; null for the default, America/Chicago unless set otherwise. It is valid until the first '
  'row of timezone_change of the store is.';

create or replace function delete_what_is_of_the_store() returns trigger
language plpgsql
as $$
begin
  delete from store_day where store_key = old.store_key;
  delete from business_week where store_key = old.store_key;
  delete from special_hours where store_key = old.store_key;
  delete from closure where store_key = old.store_key;
  delete from timezone_change where store_key = old.store_key;
  return null;
end
$$;

create or replace view business_hours as
select
  week.store_key * 128 + opening.place::int - 1 as id,
  store.store_id,
  opening.weekday::int as dayofweek,
  opening.opens_at as start_time_local,
  opening.closes_at as end_time_local
from store
join (
  select distinct on (store_key) store_key, weekdays, opens_at, closes_at
  from business_week
  where valid_from <= current_date
  order by store_key, valid_from desc
) as week on week.store_key = store.store_key
cross join lateral unnest(week.weekdays, week.opens_at, week.closes_at)
  with ordinality as opening (weekday, opens_at, closes_at, place);

comment on view business_hours is
  'Weekly openings that are valid today, one a row. A store without any is always open. Those of other dates '
  'are in business_week.';

create or replace view timezone_data as
select store.store_id, today.timezone as timezone_str
from store
cross join lateral (
  select timezone
  from (
    select '-infinity'::date as valid_from, store.timezone
    union all
    select valid_from, timezone
    from timezone_change
    where store_key = store.store_key and valid_from <= current_date
  ) as until_today
  order by valid_from desc
  limit 1
) as today
where today.timezone is not null;

comment on view timezone_data is
  'The zones that are valid today, of the stores that then have one of their own. Those of other dates are in '
  'timezone_change.';

-- Made anew: a cluster has a view of its own by this name, with a column more.
drop view store_status;

create view store_status as
select
  store.store_id,
  poll.at as timestamp_utc,
  case poll.packed & 3 when 1 then 'active' else 'inactive' end as status,
  poll.at at time zone 'UTC'
    at time zone local.zones[1 + width_bucket(poll.at at time zone 'UTC', local.since)] as local_time,
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
-- The zones of the store in order, and since when each but the first holds. Offset keeps them from being
-- looked up again for every poll.
cross join lateral (
  select
    array[zone_known_here(coalesce(store.timezone, 'America/Chicago'))]
      || array_agg(zone order by valid_from) as zones,
    coalesce(array_agg(
      coalesce(
        least(valid_from::timestamp at time zone zone_before, valid_from::timestamp at time zone zone),
        valid_from::timestamp at time zone 'UTC'
      )
      order by valid_from
    ), array[]::timestamptz[]) as since
  from (
    select
      valid_from,
      zone_known_here(coalesce(timezone, 'America/Chicago')) as zone,
      zone_known_here(coalesce(
        case
          when row_number() over in_order = 1 then store.timezone
          else lag(timezone) over in_order
        end,
        'America/Chicago'
      )) as zone_before
    from timezone_change
    where store_key = store.store_key
    window in_order as (order by valid_from)
  ) as change
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
comment on column store_status.local_time is
  'By the store''s clock, in the zone that was valid then; in America/Chicago for a store without a zone.';
comment on column store_status.prev_status is 'The poll before, of the same store.';
