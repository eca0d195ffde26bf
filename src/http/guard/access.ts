import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import { KeyChecker } from "../../service/check-key.ts";
import type { ServiceContext } from "../../service/context.ts";
import { wasAnyKeyMade } from "../../service/keys.ts";
import type { Scope } from "../operation.ts";
import { HttpProblem } from "../problem.ts";
import { anonymousCaller, type Caller, reaches } from "./caller.ts";
import { foreignHost, foreignOrigin, isForeign } from "./foreign-pages.ts";
import type { GuardOptions } from "./guard-options.ts";
import { isLoopbackHost, isOnLoopback } from "./loopback.ts";
import type { RateLimits } from "./rate-limits.ts";

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
): void {
	const access = new Access(app, context, options);
	// Every request gets its own before anybody looks.
	app.decorateRequest("caller", null as never);
	app.addHook("onRequest", (request, reply) => access.check(request, reply));
}

class Access {
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
		const isFromForeignPage = isForeign(request, this.#allowedOrigins);
		const needed = scopeOf(request);
		// For what anybody may see, keys are not looked up: it is there without the database, too.
		const wrongKey =
			needed === "public" && !isFromForeignPage ? undefined : await this.#identify(request, needed);
		await this.#options.rateLimits.count(request, reply);
		if (wrongKey !== undefined && needed !== "public") throw wrongKey;
		const { keyId, scope } = request.caller;
		if (isFromForeignPage && keyId === undefined) throw foreignOrigin();
		if (reaches(scope, needed)) return;
		throw keyId === undefined ? unauthenticated("Send a key.") : forbidden(scope, needed);
	}

	/** Finds out who the caller is; what is wrong with a key that is none, is returned to be thrown. */
	async #identify(request: FastifyRequest, needed: Scope): Promise<HttpProblem | undefined> {
		const shown = BEARER.exec(request.headers.authorization ?? "")?.[1];
		if (shown === undefined) {
			if (needed !== "public") request.caller = await this.#anonymous(request);
			return undefined;
		}
		const { rateLimits } = this.#options;
		// Whoever has a good key goes on with it, whatever others send from the same address.
		if (!this.#keys.wasGood(shown)) await rateLimits.refuseGuessing(request);
		const { key, fault } = await this.#keys.check(shown);
		if (key === undefined) {
			await rateLimits.countWrongKey(request);
			return unauthenticated(KEY_FAULTS[fault]);
		}
		request.caller = { keyId: key.keyId, name: key.name, scope: key.scope };
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

function scopeOf(request: FastifyRequest): Scope {
	// That there is nothing at an address is no secret: the addresses of the API are known to all.
	if (request.is404) return "public";
	return request.routeOptions.config.scope ?? "admin";
}

function isForwarded({ headers }: FastifyRequest): boolean {
	return headers["x-forwarded-for"] !== undefined || headers.forwarded !== undefined;
}

const KEY_FAULTS = {
	unknown: "There is no such key.",
	expired: "The key has expired.",
	revoked: "The key was revoked.",
} as const;

function unauthenticated(detail: string): HttpProblem {
	return new HttpProblem(
		"unauthenticated",
		`${detail} It goes into the header Authorization: Bearer …`,
		{
			headers: { "www-authenticate": "Bearer" },
		},
	);
}

function forbidden(scope: Caller["scope"], needed: Scope): HttpProblem {
	return new HttpProblem(
		"forbidden",
		`This needs a key with the scope ${needed}, and this one has ${scope}.`,
	);
}
