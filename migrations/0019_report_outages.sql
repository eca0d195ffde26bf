-- Outages as a part of a report that asks for it.

create table report_outage (
  report_id uuid not null,
  slice int not null,
  position int not null,
  store json not null,
  up_ms bigint not null,
  down_ms bigint not null,
  unknown_ms bigint not null,
  starts timestamptz[] not null,
  ends timestamptz[] not null,
  outages_down_ms bigint[] not null,
  outages_down_ms_total bigint[] not null,
  constraint report_outage_has_one_row_for_each_position primary key (report_id, slice, position),
  constraint report_outage_has_an_end_and_downtimes_for_each_start
    check (
      cardinality(ends) = cardinality(starts)
      and cardinality(outages_down_ms) = cardinality(starts)
      and cardinality(outages_down_ms_total) = cardinality(starts)
    )
);

comment on table report_outage is
  'The outages of a report that was asked for them, a row for each store, which report_row has under the same '
  'position. They are those of the whole span of its ranges, from the earliest beginning to the latest end. '
  'Only those of a complete report count.';
comment on column report_outage.store is
  'What is told of the store beside its outages, as it was then: its name, group and zones.';
comment on column report_outage.up_ms is 'Open time of the span in state up.';
comment on column report_outage.down_ms is 'Open time of the span in state down: what outages_down_ms add up to.';
comment on column report_outage.unknown_ms is 'Open time of the span in unknown state.';
comment on column report_outage.starts is 'When each outage began, in order; the first may have before the span.';
comment on column report_outage.ends is 'When each outage ended; infinity where it was going on as of.';
comment on column report_outage.outages_down_ms is 'The downtime of each outage inside the span.';
comment on column report_outage.outages_down_ms_total is 'All of the downtime of each outage, up to as of.';

create or replace function delete_rows_of_the_report() returns trigger
language plpgsql
as $$
begin
  -- Slices first: that waits for the pages of rows that are being written, and no more are after it.
  delete from report_slice where report_id = old.report_id;
  delete from report_row where report_id = old.report_id;
  delete from report_outage where report_id = old.report_id;
  delete from webhook where report_id = old.report_id;
  return null;
end
$$;
