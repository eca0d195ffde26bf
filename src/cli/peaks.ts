import type { ServiceContext } from "../service/context.ts";
import type { Peaks, RequestedPeaks } from "../service/peaks.ts";
import { peaksFromFiles } from "../service/peaks-from-files.ts";
import { writePeaks } from "../service/write-peaks.ts";
import type { Context } from "./context.ts";
import { describeMethod } from "./describe-method.ts";
import { askFilesOrDatabase, type StoreQuestionValues } from "./files-or-database.ts";
import { peaksTable } from "./peaks-table.ts";
import { writeResult } from "./with-fleet-files.ts";

export interface PeaksValues extends StoreQuestionValues {
	readonly format: "table" | "csv" | "json";
}

/** `openhours peaks`: in which hours of the week stores are down, of files or of the database. */
export async function peaks(values: PeaksValues, context: Context): Promise<void> {
	const { asOf, from, to, store: storeId, group, format, out } = values;
	const request = { asOf, from, to };
	await askFilesOrDatabase<Peaks>(values, context, {
		fromFiles: (files, rules) =>
			peaksFromFiles(files, { ...request, rules, storeId, group }, context.zoneDataVersion),
		fromDatabase: (services) => peaksOfDatabase(services, request, { storeId, group }),
		write: async (found) => {
			const text = format === "table" ? peaksTable(found) : writePeaks(found, format);
			await writeResult([text], values, context);
			return describeMethod(found.method, out);
		},
	});
}

async function peaksOfDatabase(
	services: ServiceContext,
	request: RequestedPeaks,
	{ storeId, group }: { readonly storeId: string | undefined; readonly group: string | undefined },
): Promise<Peaks> {
	// Nobody else waits: the range may be as long as there are polls.
	const daysMax = Number.POSITIVE_INFINITY;
	if (storeId !== undefined) {
		const { storePeaks } = await import("../service/store-peaks.ts");
		return storePeaks(services, storeId, request, daysMax);
	}
	const { fleetPeaks } = await import("../service/fleet-peaks.ts");
	return fleetPeaks(services, { ...request, group }, new AbortController().signal, daysMax);
}
