import { type Static, Type } from "typebox";

/** What there is to say of one type of problem. */
interface ProblemKind {
	readonly status: number;
	readonly title: string;
	/** What it means, and what to do about it. */
	readonly meaning: string;
}

/**
 * Every type of problem that an answer can have. The set is closed: callers may decide by the type, and
 * each has a page of its own, at the address that is its type.
 */
export const PROBLEMS = {
	"malformed-request": {
		status: 400,
		title: "The request cannot be read",
		meaning:
			"Its body is not what its Content-Type says, such as JSON that ends too early, or its headers contradict each other. Send it again as the API's documentation shows it.",
	},
	unauthenticated: {
		status: 401,
		title: "A key is needed",
		meaning:
			"The request has no key, or one that is wrong, expired or revoked, or comes from a session that has ended. Send a key that is good as `Authorization: Bearer …`, or sign in again; whoever runs the server makes one with `openhours keys create`.",
	},
	forbidden: {
		status: 403,
		title: "The key does not reach as far",
		meaning:
			"The key is good, but its scope does not allow this: `read` looks, `write` changes data and asks for reports, `admin` makes keys. Use a key whose scope does.",
	},
	"foreign-page": {
		status: 403,
		title: "A page of another site may not ask for this",
		meaning:
			"A browser sent this request for a page of another origin, or under a host name that this server does not go by. Name the origin in `OPENHOURS_CORS_ORIGINS`, if it may use the API: with a key, because sessions are for the server's own pages. Where it is one of those, behind a proxy, the proxy has to be named in `OPENHOURS_TRUST_PROXY`, and to pass on the host with its port.",
	},
	"not-found": {
		status: 404,
		title: "There is no such thing",
		meaning:
			"Nothing has this address: the path is misspelled, or what it names was never there, was deleted, or has expired.",
	},
	"method-not-allowed": {
		status: 405,
		title: "This cannot be done with it",
		meaning: "The address is right and the method is not; `Allow` lists those that it takes.",
	},
	"not-acceptable": {
		status: 406,
		title: "It does not come in this form",
		meaning:
			"`Accept` names no type in which there is an answer; `detail` lists those that there are.",
	},
	"too-slow": {
		status: 408,
		title: "The request took too long to arrive",
		meaning:
			"The server stopped waiting for the rest of it. Send it again over a better connection.",
	},
	conflict: {
		status: 409,
		title: "Not in its present state",
		meaning:
			"What was asked for goes against the state that something is in, such as rows of a report that is not complete. Look at it again, and ask when it is as it must be.",
	},
	"too-large": {
		status: 413,
		title: "The body is too large",
		meaning:
			"Bodies have a limit: 1 MiB where nothing else is said, and `OPENHOURS_UPLOAD_LIMIT` for uploads. Send it in parts: uploads may be split anywhere between two rows.",
	},
	"unsupported-media-type": {
		status: 415,
		title: "Bodies of this type are not read here",
		meaning: "Send the body in one of the types that the operation's documentation lists.",
	},
	"range-not-satisfiable": {
		status: 416,
		title: "There is nothing in this range",
		meaning: "`Range` begins behind the end of the file; `Content-Range` tells how long it is.",
	},
	"invalid-request": {
		status: 422,
		title: "The request is not as it must be",
		meaning:
			"It can be read, and something in it is missing, unknown or of the wrong kind. `errors` names every place: a JSON pointer into the body, or a parameter.",
	},
	refused: {
		status: 422,
		title: "What is asked for makes no sense",
		meaning:
			"Every field is as it must be, and together they ask for what cannot be, such as a report on stores that nobody knows. `detail` says what it is.",
	},
	"idempotency-key-reused": {
		status: 422,
		title: "This Idempotency-Key belongs to another request",
		meaning:
			"The key was sent before with another body. A key stands for one request and its repeats: make a new one for a new request.",
	},
	"too-many-requests": {
		status: 429,
		title: "Too many requests",
		meaning:
			"More requests came with this key, or from this address, than the server takes in a minute. Wait as many seconds as `Retry-After` says.",
	},
	"headers-too-large": {
		status: 431,
		title: "The headers are too large",
		meaning: "All headers together may have 16 KiB. Leave out those that are not needed.",
	},
	"server-mistake": {
		status: 500,
		title: "The server made a mistake",
		meaning:
			"It is not the request's fault. The server's log tells more under the request's id: give it to whoever runs the server.",
	},
	"too-many-uploads": {
		status: 503,
		title: "Too many uploads at once",
		meaning:
			"The server takes in as many uploads as it can at the same time. Send this one again after as many seconds as `Retry-After` says.",
	},
	unavailable: {
		status: 503,
		title: "It cannot be done now",
		meaning:
			"A part that is needed does not answer, such as the database. Try again after as many seconds as `Retry-After` says.",
	},
} as const satisfies Record<string, ProblemKind>;

export type ProblemType = keyof typeof PROBLEMS;

/** The `type` of a problem: an address on this server, where it is explained. */
export function problemAddress(type: ProblemType): string {
	return `/problems/${type}`;
}

/** One thing that is wrong with a request, and where: in its body, or in one of its parameters. */
export const RequestFault = Type.Object(
	{
		pointer: Type.Optional(
			Type.String({ description: "A JSON pointer (RFC 6901) into the body; empty for all of it." }),
		),
		parameter: Type.Optional(
			Type.String({ description: "The name of a parameter in the query, or of a header." }),
		),
		detail: Type.String({ description: "What is wrong with it, and what to write instead." }),
	},
	{ title: "RequestFault" },
);
export type RequestFault = Static<typeof RequestFault>;

/** Every answer that is an error (RFC 9457). */
export const ProblemDocument = Type.Object(
	{
		type: Type.Enum(
			Object.keys(PROBLEMS).map((type) => problemAddress(type as ProblemType)),
			{
				description: "What kind of problem it is; an address on this server that explains it.",
			},
		),
		title: Type.String(),
		status: Type.Integer({ minimum: 400, maximum: 599 }),
		detail: Type.String({ description: "What is the matter with this request." }),
		request_id: Type.String({
			format: "uuid",
			description: "What the server's log knows the request by.",
		}),
		errors: Type.Optional(Type.Array(RequestFault)),
	},
	{ title: "Problem", additionalProperties: false },
);
export type ProblemDocument = Static<typeof ProblemDocument>;
