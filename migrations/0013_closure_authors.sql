-- Who entered a planned closure.

alter table closure
  add column author text;

comment on column closure.author is
  'Who entered it: as its row said, or else the name of the key that it was sent with; null when neither is known.';

-- Methods list exceptions one by one from now on. Those of before only counted them.
update report
set method = method || jsonb_build_object(
  'exceptions',
  jsonb_build_object(
    'closures', jsonb_build_array(),
    'dates', jsonb_build_array(),
    'changes', jsonb_build_array(),
    'notListed', (method ->> 'closures')::bigint + (method ->> 'specialDates')::bigint
  )
)
where method is not null;

update report
set settled = jsonb_set(
  settled,
  '{closuresOfAll}',
  (
    select coalesce(jsonb_agg(closure || '{"reason": ""}'), '[]')
    from jsonb_array_elements(settled -> 'closuresOfAll') as closure
  )
)
where settled is not null and state = 'running';

update report_slice
set counts = counts || '{"exceptions": {"closures": [], "dates": [], "changes": [], "notListed": 0}}'
where counts is not null;
