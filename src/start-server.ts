import type { AddressInfo } from "node:net";
import type { RunningServer, ServerOptions } from "./cli/context.ts";
import type { Settings } from "./config/settings.ts";
import { buildApp } from "./http/app.ts";
import { makeLogger } from "./make-logger.ts";
import type { ProcessFacts } from "./open-services.ts";
import { Refusal } from "./service/refusal.ts";
import { startWorkers } from "./start-workers.ts";

/** How long requests that are under way may take when the server is asked to stop. */
const GRACE_MS = 10_000;

/** Puts a server together: database, queue, workers, HTTP; and starts them all. */
export async function startServer(
	settings: Settings,
	options: ServerOptions,
	process: ProcessFacts,
): Promise<RunningServer> {
	const host = options.host ?? settings.host;
	const port = options.port ?? settings.port;
	const logger = await makeLogger(options.logLevel ?? settings.logLevel);
	const workers = await startWorkers(settings, process, {
		dataDirectory: options.dataDirectory,
		concurrency: settings.worker === "on" ? settings.concurrency : 0,
		logger,
	});
	let app: ReturnType<typeof buildApp> | undefined;
	try {
		const answering = buildApp(workers.services, {
			loggerInstance: logger,
			version: process.version,
		});
		app = answering;
		await listen(answering, host, port);
		const bound = answering.server.address() as AddressInfo;
		const url = `http://${bound.family === "IPv6" ? `[${bound.address}]` : bound.address}:${bound.port}`;
		workers.services.database.announce(url);
		const close = async () => {
			const giveUp = setTimeout(() => answering.server.closeAllConnections(), GRACE_MS);
			await answering.close();
			clearTimeout(giveUp);
			await workers.close();
		};
		return { url, services: workers.services, close };
	} catch (error) {
		await app?.close();
		await workers.close();
		throw error;
	}
}

async function listen(app: ReturnType<typeof buildApp>, host: string, port: number): Promise<void> {
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
