import { formatCount } from "../core/format-count.ts";
import type { Instant } from "../core/instant.ts";
import { formatLocalMonth, type LocalMonth } from "../core/local-month.ts";
import { parseStoreId } from "../core/store-id.ts";
import { formatPercent, type MilliPercent } from "../core/totals.ts";
import { type FleetTargets, fleetTargets } from "../service/fleet-targets.ts";
import { Refusal } from "../service/refusal.ts";
import { targetDocument } from "../service/target-document.ts";
import {
	type ListedTarget,
	listTargets,
	removeTarget,
	setTarget,
	type TargetOwner,
} from "../service/targets.ts";
import { type TargetStatusFormat, writeTargetStatus } from "../service/write-target-status.ts";
import type { Context } from "./context.ts";
import { describeMethod } from "./describe-method.ts";
import { alignedTable } from "./table.ts";
import { type OutputValues, tell, writeResult } from "./with-fleet-files.ts";
import { withServices } from "./with-services.ts";

/** Whose target is meant: one of these. */
export interface OwnerValues {
	readonly fleet?: true;
	readonly group?: string;
	readonly store?: string;
}

export interface ListValues {
	readonly limit: number;
	readonly json?: true;
}

export interface StatusValues extends OutputValues {
	readonly month?: LocalMonth;
	readonly asOf?: Instant;
	readonly group?: string;
	readonly missed?: true;
	readonly format: TargetStatusFormat;
}

/** `openhours targets set`. */
export async function set(
	target: MilliPercent,
	values: OwnerValues,
	context: Context,
): Promise<void> {
	const owner = ownerIn(values);
	await withServices(context, async (services) => {
		await setTarget(services, owner, target);
	});
}

/** `openhours targets remove`. */
export async function remove(values: OwnerValues, context: Context): Promise<void> {
	const owner = ownerIn(values);
	await withServices(context, (services) => removeTarget(services, owner));
}

/** `openhours targets list`. */
export async function list({ limit, json }: ListValues, context: Context): Promise<void> {
	await withServices(context, async (services) => {
		const { targets } = await listTargets(services, { limit });
		context.standardOutput.write(
			json === true
				? targets.map((target) => `${JSON.stringify(targetDocument(target))}\n`).join("")
				: alignedTable(["of", "uptime %", "name"], targets.map(describeTarget)),
		);
	});
}

/** `openhours targets status`. */
export async function status(values: StatusValues, context: Context): Promise<void> {
	const { month, asOf, group, missed, format, out } = values;
	await withServices(context, async (services) => {
		const found = await fleetTargets(
			services,
			{
				month,
				asOf,
				group,
				verdict: missed === true ? "missed" : undefined,
				sort: { by: "nearest", descends: false },
				limit: Number.MAX_SAFE_INTEGER,
			},
			new AbortController().signal,
		);
		await writeResult(writeTargetStatus(found, format), values, context);
		tell(context, [...describeMethod(found.method, out), describeCounts(found)]);
	});
}

function ownerIn({ fleet, group, store }: OwnerValues): TargetOwner {
	if (fleet === true) return { of: "fleet" };
	if (group !== undefined) return { of: "group", group };
	if (store === undefined)
		throw new Refusal("invalid", "say whose target: --fleet, --group NAME or --store ID");
	const parsed = parseStoreId(store);
	if ("fault" in parsed) throw new Refusal("invalid", "--store is not the id of a store");
	return { of: "store", storeId: parsed.id };
}

function describeTarget(listed: ListedTarget): string[] {
	const { of, group, store_id } = targetDocument(listed);
	return [of, formatPercent(listed.target), store_id ?? group ?? ""];
}

function describeCounts({ month, counts: { stores } }: FleetTargets): string {
	const { total, verdicts, outlooks } = stores;
	if (total === 0) return "none of them has a target: set one with openhours targets set";
	return (
		`${formatLocalMonth(month)}: of ${formatCount(total)} with a target, ` +
		`${formatCount(verdicts.missed)} ${verdicts.missed === 1 ? "misses" : "miss"} it so far, ` +
		`${formatCount(outlooks.missed)} of them whatever comes`
	);
}
