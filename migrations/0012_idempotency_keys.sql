-- Requests that are sent again: each has its effect once.

create table idempotency_key (
  owner text not null,
  idempotency_key text not null,
  fingerprint text not null,
  report_id uuid not null,
  expires_at timestamptz not null,
  constraint idempotency_key_stands_for_one_request primary key (owner, idempotency_key)
);

create index idempotency_key_by_expiry on idempotency_key (expires_at);

comment on table idempotency_key is
  'What requests with an Idempotency-Key were answered with, for as long as they may be sent again.';
comment on column idempotency_key.owner is
  'Who sent the request: the id of their API key, or nothing for somebody without one.';
comment on column idempotency_key.fingerprint is 'Equal for equal requests.';
comment on column idempotency_key.report_id is 'The report that answers it, also after that was deleted.';
