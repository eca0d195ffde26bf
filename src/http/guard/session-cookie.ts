import type { FastifyReply, FastifyRequest } from "fastify";
import { type Instant, SECOND_MS } from "../../core/instant.ts";

/** What the cookie of a session is called, but for what is added to it: see {@link nameFor}. */
export const SESSION_COOKIE = "openhours_session";

/** The token of the session by whose cookie a request comes; `undefined` when it has none. */
export function sessionTokenOf(request: FastifyRequest): string | undefined {
	return request.cookies[nameFor(request)];
}

/** Has the browser keep a session's token, as long as the session lasts and out of reach of all scripts. */
export function keepSessionToken(
	request: FastifyRequest,
	reply: FastifyReply,
	session: { readonly token: string; readonly expiresAt: Instant; readonly now: Instant },
): void {
	const { token, expiresAt, now } = session;
	const maxAge = Math.max(0, Math.floor((expiresAt - now) / SECOND_MS));
	reply.setCookie(nameFor(request), token, { ...attributesFor(request), maxAge });
}

/** Has the browser forget the token that it sent. */
export function dropSessionToken(request: FastifyRequest, reply: FastifyReply): void {
	reply.clearCookie(nameFor(request), attributesFor(request));
}

/**
 * Browsers keep cookies by host name, whatever the port (RFC 6265, 8.5): of two servers on one machine, one would
 * sign out who is signed in to the other. So the port by which the browser knows this one is in the name, unless it
 * goes without saying. It is not the port on which the server listens: behind a proxy there may be several servers
 * that answer in turns, and the browser has one session with all of them.
 *
 * Over TLS, `__Host-` has browsers take the cookie from this very host over TLS, and from nobody else (RFC 6265bis, 4.1.3.2).
 */
function nameFor({ protocol, host }: FastifyRequest): string {
	const port = URL.parse(`${protocol}://${host}`)?.port ?? "";
	const name = port === "" ? SESSION_COOKIE : `${SESSION_COOKIE}_${port}`;
	return isSecure({ protocol }) ? `__Host-${name}` : name;
}

function attributesFor(request: FastifyRequest) {
	return { path: "/", httpOnly: true, sameSite: "strict", secure: isSecure(request) } as const;
}

function isSecure({ protocol }: Pick<FastifyRequest, "protocol">): boolean {
	return protocol === "https";
}
