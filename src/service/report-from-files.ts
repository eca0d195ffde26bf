import { ALWAYS_OPEN, type Schedule } from "../core/business-hours.ts";
import { ClosureCalendar } from "../core/closures.ts";
import type { Instant } from "../core/instant.ts";
import type { ReportRow } from "../core/report.ts";
import { type ReportPlan, StoreSweeper } from "../core/report.ts";
import { compareStoreIds, type StoreId } from "../core/store-id.ts";
import type { PollTable } from "../csv/poll-table.ts";
import type { FleetFiles } from "./fleet-files.ts";
import { Refusal } from "./refusal.ts";
import { planReport, type Report, type ReportRequest } from "./report-plan.ts";

/**
 * Computes a report from files alone, without any database.
 *
 * `zoneDataVersion` is that of the running program, for the method.
 */
export function reportFromFiles(
	files: FleetFiles,
	request: ReportRequest,
	zoneDataVersion: string,
): Report {
	const { polls } = files;
	if (polls === undefined) throw new Refusal("invalid", "a report needs a file of polls");
	const newest = polls.newestAt(Number.POSITIVE_INFINITY);
	const plan = planReport(request, newest);
	const stores = polledStores(polls, plan.asOf);
	const ids = stores.map(({ id }) => id);
	const closures = new ClosureCalendar(
		(files.closures ?? []).map(({ storeId, from, to }) => ({ store: storeId, from, to })),
	);
	return {
		method: {
			...plan,
			zoneDataVersion,
			selection: "all",
			group: undefined,
			stores: stores.length,
			storesWithDefaultZone: count(ids, (id) => !files.timezones?.has(id)),
			storesWithDefaultHours: count(ids, (id) => !files.hours?.has(id)),
			specialDates: sum(ids, (id) => files.specialHours?.get(id)?.size ?? 0),
			closures: closures.countOfAll + sum(ids, (id) => closures.ownCount(id)),
			newestPoll: newest === plan.asOf ? newest : polls.newestAt(plan.asOf),
		},
		batches: sweepStores(stores, files, polls, closures, plan),
	};
}

/** Rows that are written at a time. */
const BATCH_ROWS = 1_000;

interface PolledStore {
	readonly id: StoreId;
	/** Its index in the table of polls. */
	readonly index: number;
}

function polledStores(polls: PollTable, asOf: Instant): PolledStore[] {
	return polls.ids
		.map((id, index) => ({ id, index }))
		.filter(({ index }) => polls.firstPollAt(index) <= asOf)
		.sort((a, b) => compareStoreIds(a.id, b.id));
}

function* sweepStores(
	stores: readonly PolledStore[],
	files: FleetFiles,
	polls: PollTable,
	closures: ClosureCalendar<StoreId>,
	plan: ReportPlan,
): Generator<ReportRow[]> {
	const earliest = stores.reduce(
		(first, { index }) => Math.min(first, polls.firstPollAt(index)),
		plan.asOf,
	);
	const sweeper = new StoreSweeper(plan, earliest);
	let batch: ReportRow[] = [];
	for (const { id, index } of stores) {
		const schedule: Schedule = {
			hours: files.hours?.get(id),
			specialHours: files.specialHours?.get(id) ?? ALWAYS_OPEN.specialHours,
			closures: closures.of(id),
		};
		const zone = files.timezones?.get(id) ?? plan.rules.defaultZone;
		const totals = sweeper.totals({ polls: polls.polls(index), schedule, zone });
		if (batch.push({ storeId: id, totals }) < BATCH_ROWS) continue;
		yield batch;
		batch = [];
	}
	yield batch;
}

function count<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
	return sum(items, (item) => (holds(item) ? 1 : 0));
}

function sum<Item>(items: readonly Item[], measure: (item: Item) => number): number {
	return items.reduce((total, item) => total + measure(item), 0);
}
