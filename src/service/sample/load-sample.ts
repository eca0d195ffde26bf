import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { type Instant, wholeHour } from "../../core/instant.ts";
import type { Connection, Database } from "../../database/engine/database.ts";
import { isFleetEmpty, lockMakingStores } from "../../database/stores.ts";
import type { ServiceContext } from "../context.ts";
import { readFleetFiles } from "../fleet-files.ts";
import { makeMonths, type OnImportProgress, writeTables } from "../import-files.ts";
import { Refusal } from "../refusal.ts";
import { RejectLog } from "../reject-log.ts";
import { type WrittenSample, writeSample } from "./write-sample.ts";

/**
 * Makes a sample fleet that ends with the last whole hour, and takes it in: for a server that has nothing to show.
 * Its files are removed again. Refuses what {@link importSample} does.
 */
export async function loadSample(context: ServiceContext): Promise<WrittenSample> {
	const { database, fleetReadings, imports, now, queue } = context;
	// Asked first without any lock: nothing is made then that cannot be taken in.
	await refuseUnlessEmpty(database);
	const directory = await mkdtemp(join(tmpdir(), "openhours-sample-"));
	try {
		const sample = await writeSample({ directory, end: wholeHour(now()) });
		await importSample(database, sample, { now: now() });
		fleetReadings.invalidate();
		if (imports.reportAfterMs !== undefined) await queue.reportWhenSettled(imports.reportAfterMs);
		return sample;
	} finally {
		await rm(directory, { recursive: true, force: true });
	}
}

/**
 * Takes the files of a sample in, all of them in one transaction: it is short, and so a failure leaves nothing of
 * them behind.
 *
 * Refuses as a conflict when any store or planned closure is known. Of two that are taken in at once, through
 * whichever servers, one waits for the other and is refused then; nobody else makes stores meanwhile.
 */
export async function importSample(
	database: Database,
	{ files }: WrittenSample,
	{ now, onProgress }: { readonly now: Instant; readonly onProgress?: OnImportProgress },
): Promise<void> {
	const read = await readFleetFiles({
		names: files,
		// None of them is the standard input.
		standardInput: Readable.from([]),
		now,
		rejects: new RejectLog(),
		strict: true,
	});
	await makeMonths(database, read);
	await database.transaction(async (tx) => {
		await lockMakingStores(tx);
		await refuseUnlessEmpty(tx);
		await writeTables(read, {
			commit: async (write) => {
				await write(tx);
			},
			onProgress,
		});
	});
}

async function refuseUnlessEmpty(connection: Connection): Promise<void> {
	if (await isFleetEmpty(connection)) return;
	throw new Refusal(
		"conflict",
		"There are stores or planned closures already; the sample is for a server that has none.",
	);
}
