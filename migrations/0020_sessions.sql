-- Who is signed in: people who showed a key once, and whose browsers have a cookie since.

create table session (
  token_hash text collate "C" not null,
  key_id text collate "C" not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  constraint session_has_one_row_for_each_token primary key (token_hash),
  constraint session_token_hash_is_sha_256_in_hexadecimal check (token_hash ~ '^[0-9a-f]{64}$'),
  constraint session_stands_for_a_key
    foreign key (key_id) references api_key (key_id) on delete cascade
);

create index session_by_expiry on session (expires_at);

comment on table session is
  'Sessions of people who signed in with a key. Each stands for its key: once that is revoked or has expired, '
  'the session is good for nothing either.';
comment on column session.token_hash is
  'SHA-256 of the token that is in the browser''s cookie: the token itself is kept nowhere.';
comment on column session.key_id is 'The key that was shown.';
comment on column session.expires_at is 'From when on it is good for nothing; its row is deleted some time later.';
