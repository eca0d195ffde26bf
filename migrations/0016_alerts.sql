-- Alerts: who is told when stores are down, which outages they were told of, and their messages.

alter table webhook add column alert_id uuid;
alter table webhook
  add constraint webhook_is_for_a_report_or_an_alert check (report_id is null or alert_id is null);

create index webhook_by_alert on webhook (alert_id)
where alert_id is not null;

comment on column webhook.report_id is
  'The one report that it was given with; null for all reports, and for an alert.';
comment on column webhook.alert_id is 'The alert whose messages go to it, and nothing else; null for reports.';
comment on table webhook is 'Addresses that are told when a report ends, or what alerts find.';

alter table webhook_delivery alter column report_id drop not null;

comment on column webhook_delivery.report_id is 'The report that it is about; null for messages of an alert.';
comment on column webhook_delivery.event is 'What happened, such as report.complete or store.down.';

create table alert (
  alert_id uuid not null,
  webhook_id uuid not null,
  group_name text collate "C",
  down_for_ms bigint not null,
  quiet_before_closing_ms bigint not null,
  messages_per_hour int not null,
  polls_stopped_after_ms bigint,
  created_at timestamptz not null,
  evaluations int not null default 0,
  evaluated_data text,
  as_of timestamptz,
  polls text not null,
  polls_stopped_since timestamptz,
  constraint alert_has_one_row_for_each_id primary key (alert_id),
  constraint alert_has_a_webhook_of_its_own unique (webhook_id),
  -- Whoever deletes the webhook deletes the alert, and the other way round: the webhook's row is the lock.
  constraint alert_goes_with_its_webhook
    foreign key (webhook_id) references webhook (webhook_id) on delete cascade,
  constraint alert_durations_are_not_negative
    check (down_for_ms >= 0 and quiet_before_closing_ms >= 0 and polls_stopped_after_ms > 0),
  constraint alert_sends_a_message_an_hour_at_least check (messages_per_hour >= 1),
  constraint alert_polls_are_in_a_known_state check (polls in ('coming', 'stopped', 'stopped_untold'))
);

comment on table alert is 'Who is told when stores are down for long, and under which conditions.';
comment on column alert.group_name is 'Only the stores of this group; null for all.';
comment on column alert.quiet_before_closing_ms is
  'So long before a store closes nobody is told that it is down; 0 for never.';
comment on column alert.messages_per_hour is 'More than so many messages in an hour become one summary.';
comment on column alert.polls_stopped_after_ms is
  'It is told when the newest poll of all is older than this; null for no such message.';
comment on column alert.evaluations is
  'Counts evaluations. One that was begun before another was written down has no effect.';
comment on column alert.evaluated_data is 'Which polls were there when it was evaluated last; see evaluate-alerts.';
comment on column alert.as_of is 'As of when it was evaluated last.';
comment on column alert.polls is
  'Whether polls come in; stopped_untold when they do not and nobody was told, as for a data set of last year.';
comment on column alert.polls_stopped_since is 'While polls do not come in: the newest poll, if there is any.';

create table alert_outage (
  outage_id uuid not null,
  alert_id uuid not null,
  store_id text collate "C" not null,
  start_at timestamptz not null,
  told_in text not null,
  told_at timestamptz not null,
  seen_at timestamptz not null,
  ended_at timestamptz,
  constraint alert_outage_has_one_row_for_each_id primary key (outage_id),
  constraint alert_outage_is_of_an_alert
    foreign key (alert_id) references alert (alert_id) on delete cascade,
  constraint alert_outage_is_told_in_a_known_way check (told_in in ('message', 'summary'))
);

create unique index alert_outage_goes_on_once_for_each_store on alert_outage (alert_id, store_id)
where ended_at is null;
create index alert_outage_by_end on alert_outage (ended_at)
where ended_at is not null;

comment on table alert_outage is
  'The outages that an alert told of: each once. Kept for 30 days after their end.';
comment on column alert_outage.outage_id is 'By which a receiver knows that two messages are about one outage.';
comment on column alert_outage.start_at is 'Its start when it was told; polls that come in late may move it.';
comment on column alert_outage.told_in is
  'How it was told: in a message of its own, or with others in a summary, and then its end is not told.';
comment on column alert_outage.seen_at is
  'The last instant as of which it went on: what is down since later is another outage.';
comment on column alert_outage.ended_at is 'When its end was found, by the wall clock; null while it goes on.';
