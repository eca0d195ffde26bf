import { ExceptionList } from "../core/exceptions.ts";
import type { Instant, Range } from "../core/instant.ts";
import { formatLocalMonth, type LocalMonth } from "../core/local-month.ts";
import type { Method } from "../core/method.ts";
import { type MonthFigures, MonthFold } from "../core/month-figures.ts";
import type { PollSeries } from "../core/poll.ts";
import { spanOf } from "../core/report.ts";
import { compareStoreIds, type StoreId } from "../core/store-id.ts";
import type { TargetedStore } from "../core/targets.ts";
import { manyClosuresOfAll } from "../database/closures.ts";
import { maybeKeptFrom } from "../database/kept-from.ts";
import { manyUnpolledStores } from "../database/known-stores.ts";
import type { StoreKey } from "../database/stores.ts";
import type { ServiceContext } from "./context.ts";
import { type FiguresPlan, refuseDroppedPolls } from "./figures-plan.ts";
import { FIGURES, ReadingKind } from "./fleet-readings.ts";
import { foldFleet } from "./fold-fleet.ts";
import type { MonthPlan } from "./month-plan.ts";
import { groupNamed } from "./store-group.ts";
import { readSchedules, type Scheduled } from "./store-histories.ts";
import { StoreTally } from "./store-tally.ts";
import { type Sweeping, sweepingForTotals } from "./sweeping.ts";

/** A month of a large fleet, store by store, is some megabytes. */
const MONTHS = new ReadingKind<FleetMonth>({ ...FIGURES, keptMax: 4 });

/** A store, and its figures in a month of its own calendar. */
export interface StoreMonth extends TargetedStore<StoreKey>, MonthFigures {
	readonly storeId: StoreId;
	readonly name: string | undefined;
	/** The zone that it is in at the end of the month: its own, or the default. */
	readonly zone: string;
	/** When it has the month. */
	readonly range: Range;
}

/** One month of all stores, or of those of a group. */
export interface FleetMonth {
	readonly month: LocalMonth;
	/** By id, byte by byte; those that were never polled too. */
	readonly stores: readonly StoreMonth[];
	readonly method: Method;
	/** The wall clock when it began to be computed. */
	readonly computedAt: Instant;
}

/** Which stores' month is computed. */
export interface FleetMonthTask extends MonthPlan {
	/** Only the stores of this group. */
	readonly group: string | undefined;
}

/** What stores are swept for whose month is asked for. */
export function sweepingForMonth(fold: MonthFold, plan: FiguresPlan): Sweeping {
	return sweepingForTotals({ ...plan, ranges: [{ ...plan.ranges[0], ...fold.span }] });
}

/**
 * The month of every store as of an instant, whatever its target; computed once for all who ask for the same,
 * and kept for a short while.
 *
 * Refuses as invalid a month of which polls were dropped, in the zone of any of the stores, and as unavailable
 * when too many are being computed. Throws the signal's reason when that says that nobody wants it any more.
 */
export function fleetMonth(
	context: ServiceContext,
	task: FleetMonthTask,
	signal: AbortSignal,
): Promise<FleetMonth> {
	const { plan, group } = task;
	return context.fleetReadings
		.of(MONTHS)
		.get(
			JSON.stringify({ plan, month: formatLocalMonth(task.month), group }),
			(abandoned) => computeMonth(context, task, abandoned),
			signal,
		);
}

async function computeMonth(
	context: ServiceContext,
	{ month, plan, group }: FleetMonthTask,
	signal: AbortSignal,
): Promise<FleetMonth> {
	const fold = new MonthFold(month, plan);
	const sweeping = sweepingForMonth(fold, plan);
	const unpolled = await unpolledMonths(context, { plan, group, fold, sweeping }, signal);
	const stores = [...unpolled.stores];
	const known = new Set(stores.map(({ storeKey }) => storeKey));
	const { method, computedAt } = await foldFleet(
		context,
		{ plan, group, sweeping },
		(polled, page) =>
			polled.sweep(page, (store, timeline) => {
				// It was polled for the first time meanwhile.
				if (known.has(store.storeKey)) return;
				stores.push(storeMonth(store, fold, fold.figures(store, timeline)));
			}),
		signal,
	);
	refuseDroppedMonth(await maybeKeptFrom(context.database), plan, fold.earliest);
	stores.sort((a, b) => compareStoreIds(a.storeId, b.storeId));
	return { month, stores, method: addTally(method, unpolled.tally), computedAt };
}

/** Refuses as invalid a month that began in some zone, at this instant, when polls of it were dropped. */
export function refuseDroppedMonth(
	keptFrom: Parameters<typeof refuseDroppedPolls>[0],
	plan: FiguresPlan,
	beganAt: Instant,
): void {
	const [range] = plan.ranges;
	refuseDroppedPolls(keptFrom, {
		...plan,
		ranges: [{ ...range, from: Math.min(range.from, beganAt) }],
	});
}

interface UnpolledTask extends Pick<FleetMonthTask, "plan" | "group"> {
	readonly fold: MonthFold;
	readonly sweeping: Sweeping;
}

const NO_POLLS: PollSeries = new Float64Array(0);
const UNPOLLED_PAGE = 500;

/** The stores that had not been polled by as of: all of their open time is unknown, and much may be ahead. */
async function unpolledMonths(
	{ database }: ServiceContext,
	{ plan, group, fold, sweeping }: UnpolledTask,
	signal: AbortSignal,
): Promise<{ stores: StoreMonth[]; tally: StoreTally }> {
	const name = group === undefined ? undefined : groupNamed(group);
	const stores: StoreMonth[] = [];
	const tally = new StoreTally(plan);
	// No store is in a group that cannot be.
	if (group !== undefined && name === undefined) return { stores, tally };
	const sweeper = sweeping.sweeper(sweeping.span.from);
	for (let after: StoreId | undefined; ; ) {
		signal.throwIfAborted();
		const page = await database.snapshot(async (connection) => {
			const asked = { asOf: plan.asOf, group: name, after, limit: UNPOLLED_PAGE };
			const found = await manyUnpolledStores(connection, asked);
			const closuresOfAll = await manyClosuresOfAll(connection);
			return readSchedules(connection, found, { closuresOfAll, ...plan.rules });
		});
		for (const store of page) {
			const history = { ...store, polls: NO_POLLS };
			const timeline = sweeper.timeline(history, undefined);
			if (timeline !== undefined)
				stores.push(storeMonth(store, fold, fold.figures(store, timeline)));
		}
		tally.add(page, null);
		after = page.at(-1)?.storeId;
		if (page.length < UNPOLLED_PAGE) return { stores, tally };
	}
}

function storeMonth(
	store: Omit<StoreMonth, "zone" | "range" | keyof MonthFigures> & Pick<Scheduled, "zone">,
	fold: MonthFold,
	figures: MonthFigures,
): StoreMonth {
	const { storeKey, storeId, name, group } = store;
	const range = fold.rangeIn(store.zone);
	const { zone } = store.zone.at(range.to - 1);
	return { storeKey, storeId, name, group, zone, range, ...figures };
}

function addTally(method: Method, { counts }: StoreTally): Method {
	const exceptions = new ExceptionList(spanOf(method));
	exceptions.addAll(method.exceptions);
	exceptions.addAll(counts.exceptions);
	return {
		...method,
		exceptions: exceptions.exceptions,
		stores: method.stores + counts.stores,
		storesWithDefaultZone: method.storesWithDefaultZone + counts.storesWithDefaultZone,
		storesWithDefaultHours: method.storesWithDefaultHours + counts.storesWithDefaultHours,
		specialDates: method.specialDates + counts.specialDates,
		closures: method.closures + counts.ownClosures,
	};
}
