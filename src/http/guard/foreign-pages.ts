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

/**
 * Whether a request may go by the session whose cookie came with it.
 *
 * The cookie is `SameSite=Strict`, and a site is a host name without its port: browsers send it along with what the
 * pages of other programs on this machine, or of neighbouring subdomains over HTTP, send here. So whatever could
 * change something has to be of a page of this server, see {@link isOfOwnPage}. What only reads may come without
 * a word: links and `EventSource` of the own pages send none that is the same everywhere, and other pages cannot
 * read what comes back.
 *
 * A page that has its own name lead here (DNS rebinding) counts as ours, and has nothing of it: browsers keep cookies
 * by name, and under that one there is none.
 */
export function mayUseSession(request: FastifyRequest): boolean {
	const { method, headers } = request;
	const isReading = method === "GET" || method === "HEAD";
	return (isReading && headers.origin === undefined) || isOfOwnPage(request);
}

/** Whether a browser says that a request is of a page that is not this server's own, even of one that is allowed. */
export function isOfAnotherPage(request: FastifyRequest): boolean {
	const { origin, "sec-fetch-site": site } = request.headers;
	return (origin !== undefined || site !== undefined) && !isOfOwnPage(request);
}

/**
 * Whether a browser says that a page of this server sent a request; what no browser sent, says nothing.
 *
 * With every request but `GET` and `HEAD`, browsers send the page's `Origin`
 * (https://fetch.spec.whatwg.org/#append-a-request-origin-header); where the page is told to keep quiet about itself
 * (`Referrer-Policy: no-referrer`, as ours are), scripts do so all the same, and forms say `null`. To whatever
 * is reached over TLS or on this machine, they send `Sec-Fetch-Site` besides
 * (https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header). Scripts can set neither. One is enough,
 * and where both are there, both have to say it.
 */
function isOfOwnPage(request: FastifyRequest): boolean {
	const { origin, "sec-fetch-site": site } = request.headers;
	if (site !== undefined && site !== "same-origin") return false;
	return origin === undefined ? site !== undefined : origin === ownOrigin(request);
}

/** The refusal of a request that goes by a session, and not of a page of this server. */
export function foreignSession(): HttpProblem {
	return new HttpProblem(
		"foreign-page",
		"Sessions are for pages of this server, and the request does not say that it is of one. Send a key instead.",
	);
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
