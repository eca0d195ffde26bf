import type { AddressInfo } from "node:net";
import { type DestinationStream, pino } from "pino";
import type { RunningServer, ServerOptions } from "./cli/context.ts";
import type { Settings } from "./config/settings.ts";
import { buildApp } from "./http/app.ts";
import { ReportRunner } from "./jobs/report-runner.ts";
import { openMigratedDatabase } from "./open-migrated-database.ts";
import type { ServiceContext } from "./service/context.ts";
import { Refusal } from "./service/refusal.ts";
import { runReport, unfinishedReports } from "./service/run-report.ts";

/** How long requests that are under way may take when the server is asked to stop. */
const GRACE_MS = 10_000;

/** Puts a server together: database, runner of reports, HTTP; and starts all three. */
export async function startServer(
	settings: Settings,
	options: ServerOptions,
	process: { readonly zoneDataVersion: string; readonly now: () => number },
): Promise<RunningServer> {
	const host = options.host ?? settings.host;
	const port = options.port ?? settings.port;
	const logger = pino(
		{ level: options.logLevel ?? settings.logLevel, redact: ["req.headers.authorization"] },
		await logDestination(),
	);
	const database = await openMigratedDatabase(settings, options.dataDirectory);
	let app: ReturnType<typeof buildApp> | undefined;
	try {
		const runner: ReportRunner = new ReportRunner({
			run: (reportId, signal) => runReport(services, reportId, signal),
			unfinished: () => unfinishedReports(services),
			onError: (error, reportId) => logger.error({ err: error, reportId }, "a report failed"),
		});
		const services: ServiceContext = {
			database,
			queue: runner,
			now: process.now,
			rules: settings.rules,
			zoneDataVersion: process.zoneDataVersion,
		};
		const answering = buildApp(services, { loggerInstance: logger });
		app = answering;
		await listen(answering, host, port);
		const bound = answering.server.address() as AddressInfo;
		const url = `http://${bound.family === "IPv6" ? `[${bound.address}]` : bound.address}:${bound.port}`;
		database.announce(url);
		await runner.start();
		const close = async () => {
			const giveUp = setTimeout(() => answering.server.closeAllConnections(), GRACE_MS);
			await Promise.all([answering.close(), runner.stop()]);
			clearTimeout(giveUp);
			await database.close();
		};
		return { url, services, close };
	} catch (error) {
		await app?.close();
		await database.close();
		throw error;
	}
}

/** Readable lines on a terminal, JSON for machines. */
async function logDestination(): Promise<DestinationStream> {
	if (!globalThis.process.stdout.isTTY) return pino.destination({ dest: 1, sync: false });
	const { default: pretty } = await import("pino-pretty");
	return pretty({ ignore: "pid,hostname", translateTime: "SYS:HH:MM:ss.l" });
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
