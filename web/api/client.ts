import createClient from "openapi-fetch";
import type { components, paths } from "../../src/contract/api.ts";

/** The documents that go over the wire, by their names in the API's document. */
export type Documents = components["schemas"];

/** The API of the server that the page came from; what it may be asked, and what it answers, is in its types. */
export const api = createClient<paths>({
	baseUrl: location.origin,
	// Lists as repeated parameters: ?store_id=1&store_id=2.
	querySerializer: { array: { style: "form", explode: true } },
});

/** What the server refused, or that it was not reached. */
export class ApiFailure extends Error {
	/** The HTTP status; 0 where there was no answer. */
	readonly status: number;
	/** The problem document, where there was one. */
	readonly problem: Documents["Problem"] | undefined;

	constructor(status: number, problem: Documents["Problem"] | undefined, message: string) {
		super(message);
		this.name = "ApiFailure";
		this.status = status;
		this.problem = problem;
	}
}

interface Answered<Data> {
	readonly data?: Data;
	readonly error?: unknown;
	readonly response: Response;
}

/**
 * The document of an answer: JSON, where there are other forms, too. Throws an {@link ApiFailure} where the server
 * refused, or was not reached.
 */
export async function documentOf<Data>(
	asked: Promise<Answered<Data>>,
): Promise<Exclude<Data, string>> {
	const { data, error, response } = await asked.catch((error: unknown) => {
		// Whoever gives a request up wants to hear nothing more of it.
		if (error instanceof DOMException && error.name === "AbortError") throw error;
		throw new ApiFailure(0, undefined, "The server cannot be reached.");
	});
	if (response.ok) return data as Exclude<Data, string>;
	throw failureOf(response, error);
}

/** What a refusal says of itself; proxies in between answer with pages of their own. */
export function failureOf({ status }: Response, body: unknown): ApiFailure {
	const isProblem = typeof body === "object" && body !== null && "title" in body;
	if (!isProblem)
		return new ApiFailure(status, undefined, `The server answered with status ${status}.`);
	const problem = body as Documents["Problem"];
	return new ApiFailure(status, problem, problem.detail ?? problem.title);
}
