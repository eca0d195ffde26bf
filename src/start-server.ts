import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import type { RunningServer, ServerOptions } from "./cli/context.ts";
import type { Settings } from "./config/settings.ts";
import type { DurationMs } from "./core/instant.ts";
import type { GuardOptions } from "./http/guard/guard-options.ts";
import { isOnLoopback } from "./http/guard/loopback.ts";
import { Metrics } from "./http/metrics.ts";
import { makeLogger } from "./make-logger.ts";
import type { ProcessFacts } from "./open-services.ts";
import { Refusal } from "./service/refusal.ts";
import { describeAccess } from "./service/server-access.ts";
import { startWorkers } from "./start-workers.ts";

/** How much of the time of grace workers have in any case, to put back what they do not finish. */
const WORKERS_SHARE = 0.3;

/** Puts a server together: database, queue, workers, HTTP; and starts them all. */
export async function startServer(
	settings: Settings,
	options: ServerOptions,
	process: ProcessFacts & {
		/** Where the dashboard was built; without it, its addresses say how to build it. */
		readonly webDirectory?: string;
	},
): Promise<RunningServer> {
	const host = options.host ?? settings.host;
	const port = options.port ?? settings.port;
	const logger = await makeLogger(options.logLevel ?? settings.logLevel);
	const metrics = new Metrics({ version: process.version });
	const guard = guardOf(settings, options);
	// What answers requests is loaded while the database starts: both take about as long.
	const [workers, { buildApp }] = await Promise.all([
		startWorkers(settings, process, {
			dataDirectory: options.dataDirectory,
			concurrency: settings.worker === "on" ? settings.concurrency : 0,
			logger,
			observations: metrics,
		}),
		import("./http/app.ts"),
	]);
	let app: FastifyInstance | undefined;
	try {
		const answering = buildApp(workers.services, {
			loggerInstance: logger,
			version: process.version,
			metrics,
			queue: workers.readiness,
			guard,
			webDirectory: process.webDirectory,
			uploads: { limitBytes: settings.uploadLimitBytes, atOnce: settings.uploads },
			keepPollsMs: settings.keepPollsMs,
		});
		app = answering;
		await listen(answering, host, port);
		const access = await describeAccess(workers.services, {
			anonymous: guard.anonymous,
			reachedBy: reachedBy(answering, guard, host),
		});
		const url = urlOf(answering);
		workers.services.database.announce(url);
		const { graceMs } = settings;
		const close = async () => {
			const endsAt = performance.now() + graceMs;
			await stopAnswering(answering, graceMs);
			await workers.close(Math.max(endsAt - performance.now(), graceMs * WORKERS_SHARE));
		};
		return { url, access, services: workers.services, close };
	} catch (error) {
		await app?.close();
		await workers.close();
		throw error;
	}
}

/** Whom the server lets in, and what it puts up with. */
function guardOf(settings: Settings, { isOpenHere }: ServerOptions): GuardOptions {
	if (isOpenHere === true) return {};
	const { anonymous, trustProxy, corsOrigins, requestsPerMinute } = settings;
	return { anonymous, trustProxy, corsOrigins, requestsPerMinute };
}

function urlOf(app: FastifyInstance): string {
	const { family, address, port } = app.server.address() as AddressInfo;
	return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}

/** What others than this machine reach a server by, once it listens; `undefined` where they do not. */
function reachedBy(
	app: FastifyInstance,
	{ trustProxy }: GuardOptions,
	host: string,
): string | undefined {
	if (!isOnLoopback(app)) return host;
	return trustProxy === undefined ? undefined : "the proxy of OPENHOURS_TRUST_PROXY";
}

/** Finishes the requests that are under way, if that takes no longer than so, and cuts off the rest. */
async function stopAnswering(app: FastifyInstance, graceMs: DurationMs): Promise<void> {
	const giveUp = setTimeout(() => app.runningRequests.cut(), graceMs);
	await app.close();
	await app.runningRequests.finished();
	clearTimeout(giveUp);
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<void> {
	try {
		await app.listen({ host, port });
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code ?? "";
		const told: Record<string, string> = {
			EADDRINUSE: `port ${port} of ${host} is in use by another program; stop that one, or choose another port with --port or OPENHOURS_PORT`,
			EACCES: `port ${port} of ${host} may not be listened on by this user; choose one above 1023`,
			EADDRNOTAVAIL: `${host} is not an address of this machine; choose another with --host or OPENHOURS_HOST`,
			ENOTFOUND: `${host} is not an address of this machine; choose another with --host or OPENHOURS_HOST`,
		};
		if (told[code] === undefined) throw error;
		throw new Refusal("conflict", told[code], { cause: error });
	}
}
