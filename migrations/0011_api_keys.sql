-- Who may use the HTTP API: its keys, of which only hashes are kept.

create table api_key (
  -- Compared byte by byte, so that two spellings are two names on every machine.
  key_id text collate "C" not null,
  name text collate "C" not null,
  scope text not null,
  key_hash text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  constraint api_key_has_one_row_for_each_id primary key (key_id),
  constraint api_key_has_one_row_for_each_hash unique (key_hash),
  constraint api_key_hash_is_sha_256_in_hexadecimal check (key_hash ~ '^[0-9a-f]{64}$'),
  constraint api_key_name_has_1_to_100_characters check (length(name) between 1 and 100),
  constraint api_key_scope_is_known check (scope in ('read', 'write', 'admin')),
  constraint api_key_expires_after_it_is_made check (expires_at > created_at)
);

-- The name of a key that was revoked may be given again: the new one takes its place.
create unique index api_key_name_names_one_that_is_not_revoked on api_key (name)
where revoked_at is null;

comment on table api_key is
  'Keys of the HTTP API. Rows stay when keys are revoked or expire, so that logs can be understood, and '
  'because a server that ever had a key asks for one.';
comment on column api_key.key_id is 'The public part of the key, by which lists and logs name it.';
comment on column api_key.key_hash is 'SHA-256 of the whole key: the key itself is kept nowhere.';
comment on column api_key.expires_at is 'From when on it is good for nothing; null for never.';
comment on column api_key.last_used_at is 'Written once a minute at the most.';
