import type { DurationMs } from "../core/instant.ts";
import type { ServiceContext } from "../service/context.ts";
import type { FoundOutages, OutageFilter } from "../service/found-outages.ts";
import { outagesFromFiles } from "../service/outages-from-files.ts";
import type { RequestedOutages } from "../service/outages-plan.ts";
import { type OutageFormat, writeOutages } from "../service/write-outages.ts";
import type { Context } from "./context.ts";
import { describeMethod } from "./describe-method.ts";
import { askFilesOrDatabase, type StoreQuestionValues } from "./files-or-database.ts";
import { refuseUnreadable } from "./refuse-unreadable.ts";
import { writeResult } from "./with-fleet-files.ts";

export interface OutagesValues extends StoreQuestionValues {
	readonly atLeast?: DurationMs;
	readonly ignoreUnder?: DurationMs;
	readonly goingOn?: true;
	readonly format: OutageFormat;
}

/** `openhours outages`: when stores were down, of files or of the database. */
export async function outages(values: OutagesValues, context: Context): Promise<void> {
	refuseUnreadable(values, context);
	const { asOf, from, to, store: storeId, group } = values;
	const { atLeast, ignoreUnder, goingOn, format, out } = values;
	const request = { asOf, from, to, group: group?.trim() };
	const filter: OutageFilter = { atLeastMs: atLeast, ignoreUnderMs: ignoreUnder, goingOn };
	await askFilesOrDatabase<FoundOutages>(values, context, {
		fromFiles: (files, rules) =>
			outagesFromFiles(files, { ...request, rules, storeId }, context.zoneDataVersion),
		fromDatabase: (services) => outagesOfDatabase(services, storeId, request),
		write: async (found) => {
			const writing = { format, currency: await context.currency() };
			await writeResult(writeOutages(found, filter, writing), values, context);
			return describeMethod(found.method(), out);
		},
	});
}

async function outagesOfDatabase(
	services: ServiceContext,
	storeId: string | undefined,
	{ group, ...request }: RequestedOutages & { readonly group: string | undefined },
): Promise<FoundOutages> {
	const { NO_LIMITS, planFigures } = await import("../service/figures-plan.ts");
	const plan = await planFigures(services, request, NO_LIMITS);
	if (storeId !== undefined) {
		const { oneStoresOutages } = await import("../service/store-outages.ts");
		return oneStoresOutages(services, storeId, plan);
	}
	const { fleetOutages } = await import("../service/fleet-outages.ts");
	return fleetOutages(services, { plan, group }, new AbortController().signal);
}
