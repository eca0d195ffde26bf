import type { FastifySchema } from "fastify";
import type { TObject, TSchema } from "typebox";
import { PROBLEMS, ProblemDocument, type ProblemType } from "../contract/problem.ts";

/** What a key must be good for: `public` needs none, and each of the others does all before it, too. */
export type Scope = "public" | "read" | "write" | "admin";

/** The chapters of the API's documentation, in their order. */
export const TAGS = {
	Polls: "What the stores' polls found: taken in here.",
	Fleet: "All stores together: now, over a range, and next to each other.",
	Stores: "One store: its state, its figures, its hours.",
	Targets: "What uptime is wanted, who misses it, and how much downtime is left.",
	Imports: "What became of uploads.",
	Reports: "Figures of all stores over ranges, computed in the background.",
	Schedules: "Reports that recur.",
	Webhooks: "Who is told when reports end, and what became of all messages.",
	Alerts: "Who is told when stores are down.",
	Keys: "Who may use the API.",
	Sessions: "People in front of a browser sign in with a key, and sign out.",
	Server: "Whether it is well, and what it does.",
	Classic: "The endpoints of the classic system, for its existing clients.",
} as const;

/** One way in which an operation answers when all is well. */
export interface Answer {
	readonly description: string;
	/** Its body, by media type; without any it has none. A schema alone is of JSON. */
	readonly body?: TSchema | Readonly<Record<string, TSchema>>;
	readonly headers?: Readonly<Record<string, TSchema>>;
}

/** An operation of the API: what it takes, what it answers, and what there is to say of it. */
export interface OperationDescription {
	/** Its name in clients: a verb and a noun, such as `listReports`. */
	readonly id: string;
	readonly tag: keyof typeof TAGS;
	readonly scope: Scope;
	/** A line. */
	readonly summary: string;
	/** Whatever else a caller wants to know; Markdown. */
	readonly description: string;
	/** The parameters in the path; each with an example. */
	readonly path?: TObject;
	/** The parameters in the query; unknown ones are refused, and all of them without it. */
	readonly query?: TObject;
	/** For the classic system's clients, who may send any parameters at all. */
	readonly ignoresQuery?: boolean;
	/** Headers that it looks at, in small letters. */
	readonly headers?: TObject;
	/** Its body: a schema of JSON, or schemas by media type where the body is read as a stream. */
	readonly body?: TSchema | Readonly<Record<string, TSchema>>;
	readonly answers: Readonly<Record<number, Answer>>;
	/** Problems of its own, beside those that every operation of its kind can have. */
	readonly refuses?: readonly ProblemType[];
}

/** What an operation is to Fastify: a schema that validates and documents, and who may use it. */
export interface Operation {
	readonly schema: FastifySchema & Readonly<Record<string, unknown>>;
	readonly config: { readonly scope: Scope };
}

declare module "fastify" {
	interface FastifyContextConfig {
		/** See {@link Scope}. Every route says it: one that does not is refused when the program starts. */
		scope?: Scope;
	}
}

/** Makes an operation of its description. Spread it into the options of the route. */
export function operation(description: OperationDescription): Operation {
	const { id, tag, scope, summary, path, query, headers, body, answers } = description;
	return {
		config: { scope },
		schema: {
			operationId: id,
			tags: [tag],
			summary,
			description: `${description.description}\n\n${SCOPE_SENTENCES[scope]}`,
			"x-scope": scope,
			...(scope === "public" && { security: [] }),
			...(path !== undefined && { params: path }),
			...(description.ignoresQuery !== true && { querystring: query ?? NO_PARAMETERS }),
			...(headers !== undefined && { headers }),
			...(body !== undefined && { body: isSchema(body) ? body : bodyByType(body) }),
			response: {
				...problemAnswers(problemsOf(description)),
				// An operation may answer with a document of its own where others have a problem.
				...Object.fromEntries(
					Object.entries(answers).map(([status, answer]) => [status, answerSchema(answer)]),
				),
			},
		},
	};
}

const SCOPE_SENTENCES: Readonly<Record<Scope, string>> = {
	public: "Needs no key.",
	read: "Needs a key with the scope `read` or above, where keys are in use.",
	write: "Needs a key with the scope `write` or above, where keys are in use.",
	admin: "Needs a key with the scope `admin`, where keys are in use.",
};

const NO_PARAMETERS = { type: "object", properties: {}, additionalProperties: false };

function isSchema(body: NonNullable<OperationDescription["body"]>): body is TSchema {
	return !Object.keys(body).some((key) => key.includes("/"));
}

function bodyByType(bodies: Readonly<Record<string, TSchema>>): Record<string, unknown> {
	return {
		content: Object.fromEntries(Object.entries(bodies).map(([type, schema]) => [type, { schema }])),
	};
}

function answerSchema({ description, body, headers }: Answer): Record<string, unknown> {
	const told = { description, ...(headers !== undefined && { headers }) };
	if (body === undefined) return { ...told, type: "null" };
	return { ...told, ...bodyByType(isSchema(body) ? { "application/json": body } : body) };
}

/** What every operation of a kind can be refused with. */
function problemsOf(description: OperationDescription): ReadonlySet<ProblemType> {
	const { scope, path, body, refuses = [] } = description;
	// What changes something may come with a body, even where there is nothing to say in it.
	const readsBody = scope === "write" || scope === "admin" || body !== undefined;
	return new Set<ProblemType>([
		"malformed-request",
		...(scope === "public" ? [] : (["unauthenticated", "forbidden"] as const)),
		"foreign-page",
		...(path === undefined ? [] : (["not-found"] as const)),
		...(readsBody ? (["too-slow", "too-large", "unsupported-media-type"] as const) : []),
		"invalid-request",
		"too-many-requests",
		...refuses,
		"server-mistake",
		"unavailable",
	]);
}

function problemAnswers(types: ReadonlySet<ProblemType>): Record<string, unknown> {
	const byStatus = Map.groupBy(types, (type) => PROBLEMS[type].status);
	return Object.fromEntries(
		[...byStatus].map(([status, ofStatus]) => [
			status,
			{
				description: ofStatus.map((type) => `\`${type}\`: ${PROBLEMS[type].title}.`).join(" "),
				content: { "application/problem+json": { schema: ProblemDocument } },
			},
		]),
	);
}
