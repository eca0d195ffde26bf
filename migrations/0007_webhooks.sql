-- Who is told when a report ends, and what became of telling them.

create table webhook (
  webhook_id uuid not null,
  url text not null,
  secret text not null,
  report_id uuid,
  created_at timestamptz not null,
  disabled_at timestamptz,
  disabled_because text,
  constraint webhook_has_one_row_for_each_id primary key (webhook_id),
  constraint webhook_that_is_disabled_says_why
    check ((disabled_at is null) = (disabled_because is null))
);

create index webhook_by_report on webhook (report_id);

comment on table webhook is 'Addresses that are told when a report ends.';
comment on column webhook.secret is 'What messages are signed with: whsec_ and the key in base64.';
comment on column webhook.report_id is 'The one report that it was given with; null for all reports.';
comment on column webhook.disabled_at is 'Since when it is told nothing; null while it is told.';

create table webhook_delivery (
  delivery_id uuid not null,
  webhook_id uuid not null,
  report_id uuid not null,
  event text not null,
  body text not null,
  state text not null default 'pending',
  attempts int not null default 0,
  created_at timestamptz not null,
  last_attempt_at timestamptz,
  next_attempt_at timestamptz,
  last_status int,
  last_error text,
  delivered_at timestamptz,
  constraint webhook_delivery_has_one_row_for_each_id primary key (delivery_id),
  constraint webhook_delivery_goes_to_a_webhook
    foreign key (webhook_id) references webhook (webhook_id) on delete cascade,
  constraint webhook_delivery_state_is_known check (state in ('pending', 'delivered', 'failed')),
  constraint webhook_delivery_comes_due_while_it_is_pending
    check ((next_attempt_at is not null) = (state = 'pending')),
  constraint webhook_delivery_that_arrived_says_when
    check ((delivered_at is not null) = (state = 'delivered')),
  constraint webhook_delivery_that_failed_says_why check (state <> 'failed' or last_error is not null)
);

create index webhook_delivery_by_webhook on webhook_delivery (webhook_id);
create index webhook_delivery_by_creation on webhook_delivery (created_at);
create index webhook_delivery_by_due_time on webhook_delivery (next_attempt_at)
where state = 'pending';

comment on table webhook_delivery is
  'One message to one webhook: what is sent, how often it was tried, and how that went. Kept for 30 days, '
  'also when the report that it is about is deleted earlier.';
comment on column webhook_delivery.delivery_id is 'After msg_, the message''s id: the same at every attempt.';
comment on column webhook_delivery.event is 'What happened, such as report.complete.';
comment on column webhook_delivery.body is 'What is signed and sent, byte for byte.';
comment on column webhook_delivery.attempts is
  'How often it was tried. Only the newest attempt says how it went, so that two at once count once.';
comment on column webhook_delivery.next_attempt_at is
  'When it is tried next; while an attempt is under way, when that counts as lost.';
comment on column webhook_delivery.last_status is 'The HTTP status of the last answer; null when there was none.';

create or replace function delete_rows_of_the_report() returns trigger
language plpgsql
as $$
begin
  -- Slices first: that waits for the pages of rows that are being written, and no more are after it.
  delete from report_slice where report_id = old.report_id;
  delete from report_row where report_id = old.report_id;
  delete from webhook where report_id = old.report_id;
  return null;
end
$$;
