import type { FastifyRequest } from "fastify";
import { HttpProblem } from "../problem.ts";

/**
 * Whether a browser sent this request for a page of another site, which may not use the API.
 *
 * Browsers say where a page comes from (`Origin`) with whatever its scripts and forms send, except for plain
 * `GET` and `HEAD` of pictures, styles, links and the like. These change nothing here, and a page cannot read
 * what comes back: so `Sec-Fetch-Site`, which would tell of them too, need not be looked at. `null`, the origin of
 * a page that hides its own, is foreign like any other.
 */
export function isForeign(request: FastifyRequest, allowed: ReadonlySet<string>): boolean {
	const { origin } = request.headers;
	return origin !== undefined && origin !== ownOrigin(request) && !allowed.has(origin);
}

/** The origin of this server's own pages, by the name that the request calls it. */
function ownOrigin({ protocol, host }: FastifyRequest): string | undefined {
	// In the form in which browsers write origins: in small letters, and without a port that goes without saying.
	return URL.parse(`${protocol}://${host}`)?.origin;
}

export function foreignOrigin(): HttpProblem {
	return new HttpProblem(
		"foreign-page",
		"The request comes from a page of another origin, and has no key that is good.",
	);
}

/**
 * The refusal of a name that no program on this machine would call it by. A page can have its own name lead
 * here, once it is loaded, and then counts as ours (DNS rebinding): the name gives it away. What is public is there
 * under any name: it is no secret, and nothing can be done with it.
 */
export function foreignHost(): HttpProblem {
	return new HttpProblem(
		"foreign-page",
		"A server without keys is for programs on its own machine, which call it localhost, 127.0.0.1 or [::1]. " +
			"Make a key with openhours keys create, or set OPENHOURS_ANONYMOUS, to have it answer to other names.",
	);
}
