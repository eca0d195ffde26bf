import type { Instant } from "../core/instant.ts";
import { OutageSweeper } from "../core/outage-sweeper.ts";
import { LOOKBACK_MS } from "../core/report.ts";
import type { Rules } from "../core/rules.ts";
import { type SeenOutage, seenOutage } from "../core/seen-outage.ts";
import type { ToldOutage } from "../database/alerts.ts";
import { manyClosuresOfAll } from "../database/closures.ts";
import { holdMonths } from "../database/store-day.ts";
import type { ServiceContext } from "./context.ts";
import type { FleetSnapshot, StoreNow } from "./fleet-states.ts";
import { readSchedules, StoreHistories } from "./store-histories.ts";

/** An outage that was told, and its store as it is now. */
export interface ToldOfStore {
	readonly outage: ToldOutage;
	readonly store: StoreNow;
}

/** What became of the outages that an alert told of, so far as what stores are in tells. */
export interface ToldOutages {
	/** Those that go on. */
	readonly goingOn: readonly ToldOutage[];
	/** Those that ended, or of which only the polls tell whether they did. */
	readonly perhapsEnded: readonly ToldOfStore[];
	/** Those that ended and whose end is not told: they were in a summary, or their store is gone. */
	readonly over: readonly ToldOutage[];
}

/**
 * Tells outages that go on from others. An outage that was told stays the same for as long as the store was
 * down without a break since the last instant as of which it went on, wherever late polls move its start.
 */
export function compareToldOutages(
	told: readonly ToldOutage[],
	stores: ReadonlyMap<string, StoreNow>,
	rules: Rules,
): ToldOutages {
	const goingOn: ToldOutage[] = [];
	const perhapsEnded: ToldOfStore[] = [];
	const over: ToldOutage[] = [];
	for (const outage of told) {
		const store = stores.get(outage.storeId);
		const fate = store === undefined ? "ended" : fateOf(outage, store, rules);
		if (fate === "goes_on") goingOn.push(outage);
		if (fate === "goes_on" || fate === "waits") continue;
		if (store !== undefined && outage.toldIn === "message") perhapsEnded.push({ outage, store });
		else if (fate === "ended") over.push(outage);
	}
	return { goingOn, perhapsEnded, over };
}

/**
 * Whether the store is down since then; or ended its outage; or its polls may tell that it did; or it is closed,
 * and nothing is to be told before it opens.
 */
type Fate = "goes_on" | "ended" | "open_question" | "waits";

function fateOf({ seenAt }: ToldOutage, { current, lastPollAt }: StoreNow, rules: Rules): Fate {
	const { state, since } = current;
	if (state === "down") return (since as Instant) <= seenAt ? "goes_on" : "ended";
	if (state !== "closed") return "ended";
	// It may have come up before it closed, or where such polls count, in closed time.
	const wasOpenSince = since !== undefined && seenAt < since;
	const wasPolledSince = rules.outsidePolls === "use" && (lastPollAt ?? 0) > seenAt;
	return wasOpenSince || wasPolledSince ? "open_question" : "waits";
}

/** Finds an outage that was told again in the store's polls; see {@link seenOutage}. */
export async function findToldOutage(
	{ database, rules }: Pick<ServiceContext, "database" | "rules">,
	{ outage: { start, seenAt }, store }: ToldOfStore,
	{ asOf }: Pick<FleetSnapshot, "asOf">,
): Promise<SeenOutage | undefined> {
	const span = { from: Math.min(start, asOf), to: asOf };
	const histories = new StoreHistories(database, { span, lookbackMs: LOOKBACK_MS });
	const read = await database.snapshot(async (connection) => {
		await holdMonths(connection);
		const closuresOfAll = await manyClosuresOfAll(connection);
		const fleet = { closuresOfAll, defaultZone: rules.defaultZone };
		return histories.read(connection, await readSchedules(connection, [store], fleet));
	});
	const sweeper = new OutageSweeper({ span, asOf, rules }, store.firstPollAt ?? span.from);
	let found: SeenOutage | undefined;
	await histories.decide(read, (history, polledFrom) => {
		const timeline = sweeper.timeline(history, polledFrom);
		if (timeline === undefined) return false;
		const swept = { timeline, polls: history.polls, rules };
		found = seenOutage(swept, { seen: { from: start, to: seenAt }, asOf });
		return true;
	});
	return found;
}
