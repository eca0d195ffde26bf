import type { DurationMs, Instant } from "../core/instant.ts";
import type { ServiceContext } from "../service/context.ts";
import type { FoundOutages, OutageFilter } from "../service/found-outages.ts";
import { outagesFromFiles } from "../service/outages-from-files.ts";
import { Refusal } from "../service/refusal.ts";
import { type OutageFormat, writeOutages } from "../service/write-outages.ts";
import type { Context } from "./context.ts";
import { describeMethod } from "./describe-method.ts";
import { chosenRules, type FleetFileValues, fleetFileNames, type RuleValues } from "./options.ts";
import { type OutputValues, tell, withFleetFiles, writeResult } from "./with-fleet-files.ts";
import { withServices } from "./with-services.ts";

export interface OutagesValues extends FleetFileValues, RuleValues, OutputValues {
	readonly asOf?: Instant;
	readonly from?: Instant;
	readonly to?: Instant;
	readonly store?: string;
	readonly group?: string;
	readonly atLeast?: DurationMs;
	readonly ignoreUnder?: DurationMs;
	readonly goingOn?: true;
	readonly format: OutageFormat;
}

/** `openhours outages`: when stores were down, of files or of the database. */
export async function outages(values: OutagesValues, context: Context): Promise<void> {
	const names = fleetFileNames(values);
	if (Object.keys(names).length === 0) return outagesOfDatabase(values, context);
	if (names.polls === undefined)
		throw new Refusal("invalid", "name the file of polls, too, with --polls; or no file at all");
	if (values.group !== undefined && names.stores === undefined)
		throw new Refusal(
			"invalid",
			"--group needs the file of names and groups: name it with --stores",
		);
	const rules = chosenRules(values, await context.rules());
	await withFleetFiles(values, context, async (files) => {
		const request = { ...requested(values), rules, storeId: values.store };
		return write(outagesFromFiles(files, request, context.zoneDataVersion), values, context);
	});
}

async function outagesOfDatabase(values: OutagesValues, context: Context): Promise<void> {
	if (values.rejects !== undefined || values.strict)
		throw new Refusal("invalid", "--rejects and --strict are about files: name some");
	await withServices(context, async (services) => {
		const rules = chosenRules(values, services.rules);
		const found = await askDatabase({ ...services, rules }, values);
		tell(context, await write(found, values, context));
	});
}

async function askDatabase(services: ServiceContext, values: OutagesValues): Promise<FoundOutages> {
	const { planFigures } = await import("../service/figures-plan.ts");
	const { limitsOf } = await import("../service/outages-plan.ts");
	const { group, ...request } = requested(values);
	// Nothing of it is kept, and nobody else waits: the range may be as long as there are polls.
	const plan = await planFigures(services, request, limitsOf(Number.POSITIVE_INFINITY));
	if (values.store !== undefined) {
		const { oneStoresOutages } = await import("../service/store-outages.ts");
		return oneStoresOutages(services, values.store, plan);
	}
	const { fleetOutages } = await import("../service/fleet-outages.ts");
	return fleetOutages(services, { plan, group }, new AbortController().signal);
}

function requested({ asOf, from, to, group }: OutagesValues) {
	return { asOf, from, to, group: group?.trim() };
}

/** Writes what is found, and returns what else there is to tell. */
async function write(
	found: FoundOutages,
	values: OutagesValues,
	context: Context,
): Promise<readonly string[]> {
	const { atLeast, ignoreUnder, goingOn, format, out } = values;
	const filter: OutageFilter = { atLeastMs: atLeast, ignoreUnderMs: ignoreUnder, goingOn };
	await writeResult(writeOutages(found, filter, format), values, context);
	return describeMethod(found.method(), out);
}
