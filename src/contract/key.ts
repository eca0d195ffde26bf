import { type Static, Type } from "typebox";
import { Instant } from "./report.ts";
import { CLOSED, Cursor, Limit, NextCursor, RequestedInstant } from "./requests.ts";

/** What keys can be good for, in their order: each does all that those before it do. */
export const KEY_SCOPES = ["read", "write", "admin"] as const;

/** See {@link KEY_SCOPES}. */
export const KeyScope = Type.Enum([...KEY_SCOPES], {
	description:
		"What it is good for: `read` looks, `write` also changes data and asks for reports, `admin` also makes and revokes keys.",
});
export type KeyScope = Static<typeof KeyScope>;

/** The longest name of a key, in characters. */
export const KEY_NAME_LENGTH_MAX = 100;

const KeyId = Type.String({
	description: "The public part of the key, by which lists and logs name it.",
});
const Name = Type.String({
	minLength: 1,
	maxLength: KEY_NAME_LENGTH_MAX,
	description: "Who uses it; no two keys have one name, unless they are revoked.",
});
const MaybeInstant = Type.Union([Instant, Type.Null()]);

/** A key that is wanted. */
export const KeyRequest = Type.Object(
	{
		name: Name,
		scope: KeyScope,
		expires_at: Type.Optional(RequestedInstant),
	},
	{ title: "KeyRequest", ...CLOSED, examples: [{ name: "nightly import", scope: "write" }] },
);
export type KeyRequest = Static<typeof KeyRequest>;

/** A key as it may be shown. */
export const KeyDocument = Type.Object(
	{
		key_id: KeyId,
		name: Name,
		scope: KeyScope,
		created_at: Instant,
		expires_at: Type.Union([Instant, Type.Null()], {
			description: "From when on it is good for nothing; null for never.",
		}),
		revoked_at: MaybeInstant,
		last_used_at: Type.Union([Instant, Type.Null()], {
			description: "When a request came with it, to a minute or so; null for never.",
		}),
	},
	{ title: "Key", ...CLOSED },
);
export type KeyDocument = Static<typeof KeyDocument>;

/** A key that was made, this once with the key itself. */
export const CreatedKeyDocument = Type.Object(
	{
		...KeyDocument.properties,
		key: Type.String({
			description: "What to send as `Authorization: Bearer …`; shown this once, and kept nowhere.",
		}),
	},
	{ title: "CreatedKey", ...CLOSED },
);
export type CreatedKeyDocument = Static<typeof CreatedKeyDocument>;

/** The key that a request is about. */
export const KeyPath = Type.Object({
	key_id: Type.String({
		description: "The `key_id` that it got when it was made.",
		examples: ["k3J9dPq2xW"],
	}),
});

/** Which keys are listed. */
export const KeysQuery = Type.Partial(Type.Object({ limit: Limit, cursor: Cursor }), CLOSED);
export type KeysQuery = Static<typeof KeysQuery>;

/** Keys, however they stand, the newest first. */
export const KeysPage = Type.Object(
	{ keys: Type.Array(KeyDocument), next_cursor: NextCursor },
	{ title: "KeysPage", ...CLOSED },
);
export type KeysPage = Static<typeof KeysPage>;
