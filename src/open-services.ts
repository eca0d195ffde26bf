import type { PgBoss } from "pg-boss";
import type { Settings } from "./config/settings.ts";
import type { BossQueue } from "./jobs/boss-queue.ts";
import { type OpeningOptions, openMigratedDatabase } from "./open-migrated-database.ts";
import type { ServiceContext } from "./service/context.ts";
import { FleetReadings } from "./service/fleet-readings.ts";
import { NO_OBSERVATIONS, type Observations } from "./service/observations.ts";

/** What a process is told by the process around it. */
export interface ProcessFacts {
	readonly version: string;
	readonly zoneDataVersion: string;
	readonly now: () => number;
}

/** The services over the database of the settings, with the queue that is kept in it. */
export interface OpenedServices {
	readonly services: ServiceContext;
	readonly queue: BossQueue;
	readonly boss: PgBoss;
	/** Waits up to `graceMs` for jobs that are being done, and lets go of queue and database. */
	close(graceMs: number): Promise<void>;
}

/** Opens database and queue, and puts together what the verbs work with. */
export async function openServices(
	settings: Settings,
	process: ProcessFacts,
	options: OpeningOptions & {
		/** Whether this process looks after the queue, as servers and workers do. */
		readonly supervises: boolean;
		/** Who counts what is done; nobody without it. */
		readonly observations?: Observations | undefined;
		readonly onError: (error: Error) => void;
	},
): Promise<OpenedServices> {
	// The queue's library is loaded while the database starts.
	const jobs = Promise.all([
		import("./jobs/boss.ts"),
		import("./jobs/boss-queue.ts"),
		import("./jobs/boss-schedules.ts"),
	]);
	const database = await openMigratedDatabase(settings, options);
	try {
		const [{ openBoss }, { BossQueue }, { BossSchedules }] = await jobs;
		const boss = await openBoss(database, options);
		const queue = new BossQueue(boss);
		const services: ServiceContext = {
			database,
			queue,
			schedules: new BossSchedules(boss),
			now: process.now,
			rules: settings.rules,
			currency: settings.currency,
			sliceStores: settings.sliceStores,
			keepReportsMs: settings.keepReportsMs,
			webhooks: { allowPrivate: settings.privateWebhooks === "allow" },
			imports: { keepMs: settings.keepImportsMs, reportAfterMs: settings.reportAfterImportMs },
			observations: options.observations ?? NO_OBSERVATIONS,
			fleetReadings: new FleetReadings(process.now),
			zoneDataVersion: process.zoneDataVersion,
		};
		const close = async (graceMs: number) => {
			await boss.stop({ graceful: graceMs > 0, timeout: graceMs });
			await database.close();
		};
		return { services, queue, boss, close };
	} catch (error) {
		await database.close();
		throw error;
	}
}
