import type { FastifyInstance } from "fastify";

const LOOPBACK_ADDRESS = /^(?:(?:::ffff:)?127\.\d+\.\d+\.\d+|::1)$/i;

/** Whether an address is one that only its own machine reaches. */
export function isLoopbackAddress(address: string): boolean {
	return LOOPBACK_ADDRESS.test(address);
}

/**
 * Whether only this machine reaches a server, by the addresses that it is bound to. One that does not listen,
 * and is only given requests by its own process, is reached by nobody else either.
 */
export function isOnLoopback(app: FastifyInstance): boolean {
	// A socket of the file system is an address in text.
	return app
		.addresses()
		.every((bound) => typeof bound === "string" || isLoopbackAddress(bound.address));
}

const LOOPBACK_HOST = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/i;

/** Whether a `Host` header names this machine as only programs on it do. */
export function isLoopbackHost(host: string | undefined): boolean {
	return host !== undefined && LOOPBACK_HOST.test(host);
}
