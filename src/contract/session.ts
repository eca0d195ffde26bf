import { type Static, Type } from "typebox";
import { KeyScope } from "./key.ts";
import { Instant } from "./report.ts";
import { CLOSED } from "./requests.ts";

/** Longer texts are no keys. */
const KEY_LENGTH_MAX = 200;

/** What somebody signs in with. */
export const SessionRequest = Type.Object(
	{
		key: Type.String({
			minLength: 1,
			maxLength: KEY_LENGTH_MAX,
			description: "A key that is good, as it was shown when it was made.",
		}),
	},
	{
		title: "SessionRequest",
		...CLOSED,
		examples: [{ key: "oh_k3J9dPq2xW_8n0ZexampleexampleexampleexampleexampleexaN" }],
	},
);
export type SessionRequest = Static<typeof SessionRequest>;

/** Who the caller is, and what they may do. */
export const SessionDocument = Type.Object(
	{
		signed_in: Type.Boolean({
			description: "Whether the request came with the cookie of a session.",
		}),
		name: Type.Union([Type.String(), Type.Null()], {
			description: "The name of the caller's key; null for a caller without one.",
		}),
		scope: Type.Union([KeyScope, Type.Null()], {
			description:
				"What the caller may do now, with a key or without; null for nothing but what needs no key anywhere: such a caller has to sign in.",
		}),
		expires_at: Type.Union([Instant, Type.Null()], {
			description: "When the session ends, unless its key is revoked before; null without one.",
		}),
	},
	{ title: "Session", ...CLOSED },
);
export type SessionDocument = Static<typeof SessionDocument>;
