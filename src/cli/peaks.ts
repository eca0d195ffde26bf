import type { Instant } from "../core/instant.ts";
import type { ServiceContext } from "../service/context.ts";
import type { Peaks, RequestedPeaks } from "../service/peaks.ts";
import { peaksFromFiles } from "../service/peaks-from-files.ts";
import { Refusal } from "../service/refusal.ts";
import { writePeaks } from "../service/write-peaks.ts";
import type { Context } from "./context.ts";
import { describeMethod } from "./describe-method.ts";
import { chosenRules, type FleetFileValues, fleetFileNames, type RuleValues } from "./options.ts";
import { peaksTable } from "./peaks-table.ts";
import { type OutputValues, tell, withFleetFiles, writeResult } from "./with-fleet-files.ts";
import { withServices } from "./with-services.ts";

export interface PeaksValues extends FleetFileValues, RuleValues, OutputValues {
	readonly asOf?: Instant;
	readonly from?: Instant;
	readonly to?: Instant;
	readonly store?: string;
	readonly group?: string;
	readonly format: "table" | "csv" | "json";
}

/** `openhours peaks`: in which hours of the week stores are down, of files or of the database. */
export async function peaks(values: PeaksValues, context: Context): Promise<void> {
	const names = fleetFileNames(values);
	if (Object.keys(names).length === 0) return peaksOfDatabase(values, context);
	if (names.polls === undefined)
		throw new Refusal("invalid", "name the file of polls, too, with --polls; or no file at all");
	if (values.group !== undefined && names.stores === undefined)
		throw new Refusal(
			"invalid",
			"--group needs the file of names and groups: name it with --stores",
		);
	const rules = chosenRules(values, await context.rules());
	await withFleetFiles(values, context, async (files) => {
		const { store: storeId, group } = values;
		const request = { ...requested(values), rules, storeId, group };
		return write(peaksFromFiles(files, request, context.zoneDataVersion), values, context);
	});
}

async function peaksOfDatabase(values: PeaksValues, context: Context): Promise<void> {
	if (values.rejects !== undefined || values.strict)
		throw new Refusal("invalid", "--rejects and --strict are about files: name some");
	await withServices(context, async (services) => {
		const rules = chosenRules(values, services.rules);
		const found = await askDatabase({ ...services, rules }, values);
		tell(context, await write(found, values, context));
	});
}

async function askDatabase(services: ServiceContext, values: PeaksValues): Promise<Peaks> {
	const { store, group } = values;
	const request = requested(values);
	// Nobody else waits: the range may be as long as there are polls.
	const daysMax = Number.POSITIVE_INFINITY;
	if (store !== undefined) {
		const { storePeaks } = await import("../service/store-peaks.ts");
		return storePeaks(services, store, request, daysMax);
	}
	const { fleetPeaks } = await import("../service/fleet-peaks.ts");
	return fleetPeaks(services, { ...request, group }, new AbortController().signal, daysMax);
}

function requested({ asOf, from, to }: PeaksValues): RequestedPeaks {
	return { asOf, from, to };
}

/** Writes what was found, and returns what else there is to tell. */
async function write(
	found: Peaks,
	values: PeaksValues,
	context: Context,
): Promise<readonly string[]> {
	const { format } = values;
	const text = format === "table" ? peaksTable(found) : writePeaks(found, format);
	await writeResult([text], values, context);
	return describeMethod(found.method, values.out);
}
