import cookie from "@fastify/cookie";
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import { type KeyCheck, KeyChecker } from "../../service/check-key.ts";
import type { ServiceContext } from "../../service/context.ts";
import { wasAnyKeyMade } from "../../service/keys.ts";
import type { Scope } from "../operation.ts";
import { HttpProblem } from "../problem.ts";
import { anonymousCaller, type Caller, callerWithKey, reaches } from "./caller.ts";
import {
	foreignHost,
	foreignOrigin,
	foreignSession,
	isForeign,
	mayUseSession,
} from "./foreign-pages.ts";
import type { GuardOptions } from "./guard-options.ts";
import { isLoopbackHost, isOnLoopback } from "./loopback.ts";
import type { RateLimits } from "./rate-limits.ts";
import { sessionTokenOf } from "./session-cookie.ts";
import { deadSession, keyNeeded, wrongKey } from "./unauthenticated.ts";

const BEARER = /^Bearer +(\S+) *$/i;

/** Refuses to start with a route that does not say who may use it: it would be forgotten, and open. */
export function requireScopes(app: FastifyInstance): void {
	const routes: RouteOptions[] = [];
	app.addHook("onRoute", (route) => {
		routes.push(route);
	});
	// Hooks that are nearer to a route may still say it for many.
	app.addHook("onReady", async () => {
		const silent = routes.filter(({ config }) => config?.scope === undefined);
		if (silent.length > 0)
			throw new Error(
				`these routes do not say their scope: ${silent.map(({ method, url }) => `${method} ${url}`).join(", ")}`,
			);
	});
}

/** Lets every request in that may come in, and tells it who its caller is; refuses all others. */
export function guardAccess(
	app: FastifyInstance,
	context: ServiceContext,
	options: GuardOptions & { readonly rateLimits: RateLimits },
): Access {
	app.register(cookie);
	const access = new Access(app, context, options);
	// Every request gets its own before anybody looks.
	app.decorateRequest("caller", null as never);
	app.addHook("onRequest", (request, reply) => access.check(request, reply));
	return access;
}

/** Who is let in. */
export class Access {
	readonly #app: FastifyInstance;
	readonly #context: ServiceContext;
	readonly #options: GuardOptions & { readonly rateLimits: RateLimits };
	readonly #allowedOrigins: ReadonlySet<string>;
	readonly #keys: KeyChecker;
	/** Set once there was a key: there is no way back. */
	#wereKeysMade = false;

	constructor(
		app: FastifyInstance,
		context: ServiceContext,
		options: GuardOptions & { readonly rateLimits: RateLimits },
	) {
		this.#app = app;
		this.#context = context;
		this.#options = options;
		this.#allowedOrigins = new Set(options.corsOrigins);
		this.#keys = new KeyChecker(context);
	}

	async check(request: FastifyRequest, reply: FastifyReply): Promise<void> {
		request.caller = anonymousCaller(undefined);
		const isForged = isBySession(request) && !mayUseSession(request);
		const isFromForeignPage = isForeign(request, this.#allowedOrigins);
		const needed = scopeOf(request);
		// For what anybody may see, keys are not looked up: it is there without the database, too.
		const isLookedUp = !isForged && (needed !== "public" || isFromForeignPage);
		const fault = isLookedUp ? await this.#identify(request, needed) : undefined;
		await this.#options.rateLimits.count(request, reply);
		if (isForged) throw foreignSession();
		if (fault !== undefined && needed !== "public") throw fault;
		const { keyId, scope } = request.caller;
		if (isFromForeignPage && keyId === undefined) throw foreignOrigin();
		if (reaches(scope, needed)) return;
		throw keyId === undefined ? keyNeeded() : forbidden(scope, needed);
	}

	/**
	 * Tells a request to something that anybody may see who its caller is. A session that has ended is none, and
	 * that it has is returned; a wrong key is refused as anywhere else.
	 */
	async introduce(request: FastifyRequest): Promise<{ readonly hasSessionEnded: boolean }> {
		const fault = await this.#identify(request, "read");
		if (fault === undefined) return { hasSessionEnded: false };
		if (!isBySession(request)) throw fault;
		request.caller = await this.#anonymous(request);
		return { hasSessionEnded: true };
	}

	/** Checks a key that came with a request, and counts a wrong one; refuses to when there were too many of them. */
	async checkKey(request: FastifyRequest, text: string): Promise<KeyCheck> {
		const { rateLimits } = this.#options;
		// Whoever has a good key goes on with it, whatever others send from the same address.
		if (!this.#keys.wasGood(text)) await rateLimits.refuseGuessing(request);
		const check = await this.#keys.check(text);
		if (check.key === undefined) await rateLimits.countWrongKey(request);
		return check;
	}

	/** Who is signed in with a session; a caller without a key, who may do nothing, once it has ended. */
	async callerOfSession(token: string): Promise<Caller> {
		const check = await this.#keys.checkSession(token);
		return check.key === undefined
			? anonymousCaller(undefined)
			: callerWithKey(check.key, check.expiresAt);
	}

	/** Finds out who the caller is; what is wrong with a key or a session that is none, is returned to be thrown. */
	async #identify(request: FastifyRequest, needed: Scope): Promise<HttpProblem | undefined> {
		const shown = shownKey(request);
		if (shown !== undefined) {
			const { key, fault } = await this.checkKey(request, shown);
			if (key === undefined) return wrongKey(fault);
			request.caller = callerWithKey(key, undefined);
			return undefined;
		}
		const token = sessionTokenOf(request);
		if (token !== undefined) return this.#identifySession(request, token);
		if (needed !== "public") request.caller = await this.#anonymous(request);
		return undefined;
	}

	/**
	 * A session that has ended is not counted as a wrong key: nobody guesses tokens, and a page that asks now and
	 * then would keep its reader from signing in again.
	 */
	async #identifySession(request: FastifyRequest, token: string): Promise<HttpProblem | undefined> {
		const check = await this.#keys.checkSession(token);
		if (check.key === undefined) return deadSession(check.fault);
		request.caller = callerWithKey(check.key, check.expiresAt);
		return undefined;
	}

	async #anonymous(request: FastifyRequest): Promise<Caller> {
		const { anonymous } = this.#options;
		if (anonymous !== undefined)
			return anonymousCaller(anonymous === "none" ? undefined : anonymous);
		if (!(await this.#isOpenHere())) return anonymousCaller(undefined);
		if (!isLoopbackHost(request.headers.host)) throw foreignHost();
		// Whoever is behind a proxy on this machine may be anywhere.
		return anonymousCaller(isForwarded(request) ? undefined : "admin");
	}

	/** Whether everybody who reaches the server may do everything: whoever is on this machine, until there is a key. */
	async #isOpenHere(): Promise<boolean> {
		// A proxy is there for others.
		if (this.#wereKeysMade || this.#options.trustProxy !== undefined || !isOnLoopback(this.#app))
			return false;
		this.#wereKeysMade = await wasAnyKeyMade(this.#context);
		return !this.#wereKeysMade;
	}
}

/** The key that a request shows, wrong or not. */
function shownKey({ headers }: FastifyRequest): string | undefined {
	return BEARER.exec(headers.authorization ?? "")?.[1];
}

/** Whether a request goes by the cookie of a session: a key counts before it. */
function isBySession(request: FastifyRequest): boolean {
	return shownKey(request) === undefined && sessionTokenOf(request) !== undefined;
}

function scopeOf(request: FastifyRequest): Scope {
	// That there is nothing at an address is no secret: the addresses of the API are known to all.
	if (request.is404) return "public";
	return request.routeOptions.config.scope ?? "admin";
}

function isForwarded({ headers }: FastifyRequest): boolean {
	return headers["x-forwarded-for"] !== undefined || headers.forwarded !== undefined;
}

function forbidden(scope: Caller["scope"], needed: Scope): HttpProblem {
	return new HttpProblem(
		"forbidden",
		`This needs a key with the scope ${needed}, and this one has ${scope}.`,
	);
}
