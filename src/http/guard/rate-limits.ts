import rateLimit, { normalizeIP } from "@fastify/rate-limit";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { MINUTE_MS } from "../../core/instant.ts";
import { HttpProblem } from "../problem.ts";

/** Whoever watches over the server may always ask how it is. */
const UNLIMITED: ReadonlySet<string | undefined> = new Set(["/healthz", "/readyz", "/metrics"]);

/** How many callers are told apart: with more of them, those that were silent longest begin anew. */
const CALLERS_MAX = 20_000;

type Counter = ReturnType<FastifyInstance["createRateLimit"]>;

/** Counts what callers send, and refuses what is too much. Each process counts for itself. */
export class RateLimits {
	#requests: Counter | undefined;
	#wrongKeys: Counter | undefined;

	constructor(
		app: FastifyInstance,
		limits: { readonly requestsPerMinute: number; readonly wrongKeysPerMinute: number },
	) {
		const { requestsPerMinute, wrongKeysPerMinute } = limits;
		const perMinute = { timeWindow: MINUTE_MS, cache: CALLERS_MAX };
		app.register(rateLimit, { global: false });
		app.after(() => {
			this.#wrongKeys = app.createRateLimit({
				...perMinute,
				max: wrongKeysPerMinute,
				keyGenerator: addressOf,
			});
			if (requestsPerMinute > 0)
				this.#requests = app.createRateLimit({
					...perMinute,
					max: requestsPerMinute,
					keyGenerator: (request) =>
						request.caller.keyId === undefined ? addressOf(request) : `key ${request.caller.keyId}`,
				});
		});
	}

	/** Counts a request of its caller, tells how many are left, and refuses one too many. */
	async count(request: FastifyRequest, reply: FastifyReply): Promise<void> {
		if (this.#requests === undefined || UNLIMITED.has(request.routeOptions.url)) return;
		const counted = await this.#requests(request);
		if (counted.isAllowed) return;
		const { max, remaining, ttlInSeconds, isExceeded } = counted;
		reply.headers({
			"ratelimit-limit": max,
			"ratelimit-remaining": remaining,
			"ratelimit-reset": ttlInSeconds,
		});
		if (isExceeded) throw tooMany(`More than ${max} requests came in a minute.`, ttlInSeconds);
	}

	/** Counts a wrong key of its address. */
	async countWrongKey(request: FastifyRequest): Promise<void> {
		await this.#wrongKeys?.(request);
	}

	/** Refuses to look at another key from an address that too many wrong ones came from. */
	async refuseGuessing(request: FastifyRequest): Promise<void> {
		const counted = await this.#wrongKeys?.(request, { increment: false });
		if (counted === undefined || counted.isAllowed || counted.remaining > 0) return;
		throw tooMany("Too many wrong keys came from this address.", counted.ttlInSeconds);
	}
}

function tooMany(detail: string, seconds: number): HttpProblem {
	return new HttpProblem("too-many-requests", detail, { headers: { "retry-after": seconds } });
}

/** An address; of IPv6, the network that a customer gets, all of whose addresses are one caller's. */
function addressOf({ ip }: FastifyRequest): string {
	// Whoever hung up has none any more.
	return ip === undefined ? "gone" : normalizeIP(ip);
}
