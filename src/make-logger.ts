import type { FastifyRequest } from "fastify";
import { type DestinationStream, type Logger, pino } from "pino";

/**
 * The log of a process. Whoever writes a request to it writes its route: its address, headers and body may hold
 * keys, and what is asked for.
 */
export async function makeLogger(level: string, destination?: DestinationStream): Promise<Logger> {
	const serializers = {
		req: ({ method, routeOptions }: FastifyRequest) => ({
			method,
			route: routeOptions.url ?? null,
		}),
	};
	return pino({ level, serializers }, destination ?? (await logDestination()));
}

/** Readable lines on a terminal, JSON for machines. */
async function logDestination(): Promise<DestinationStream> {
	if (!globalThis.process.stdout.isTTY) return pino.destination({ dest: 1, sync: false });
	const { default: pretty } = await import("pino-pretty");
	return pretty({ ignore: "pid,hostname", translateTime: "SYS:HH:MM:ss.l" });
}
