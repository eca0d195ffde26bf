import { CLOSES_WITHIN_MS, closesAt } from "../core/closes-at.ts";
import type { Instant } from "../core/instant.ts";
import type { Rules } from "../core/rules.ts";
import type { SeenOutage } from "../core/seen-outage.ts";
import { ZoneClocks } from "../core/zone-clock.ts";
import { type Alert, manyOutagesGoingOn, type ToldOutage } from "../database/alerts.ts";
import { manyClosuresOfAll } from "../database/closures.ts";
import type { Database } from "../database/engine/database.ts";
import type { DownStore, EndedOutage } from "./alert-events.ts";
import type { ServiceContext } from "./context.ts";
import type { FleetSnapshot, StoreNow } from "./fleet-states.ts";
import { isOfGroup } from "./store-group.ts";
import { readSchedules } from "./store-histories.ts";
import { compareToldOutages, findToldOutage, type ToldOfStore } from "./told-outages.ts";

/** What there is to tell of stores. */
export interface AlertFindings {
	/** Stores that are down for long, of which nobody was told; the one that is so for longest first. */
	readonly down: readonly DownStore[];
	/** Outages that were told, and ended; the one that ended first comes first. */
	readonly ended: readonly EndedOutage[];
	/** Outages that ended without anybody being told. */
	readonly over: readonly ToldOutage[];
	/** Outages that were told, and go on. */
	readonly goingOn: readonly ToldOutage[];
}

/** So many stores' hours are read together. */
const BATCH_STORES = 500;

/** Finds out what there is to tell of stores, by the conditions of an alert and by what it told before. */
export async function findForAlert(
	context: ServiceContext,
	alert: Alert,
	fleet: FleetSnapshot,
): Promise<AlertFindings> {
	const { database, rules } = context;
	const told = await manyOutagesGoingOn(database, alert.alertId);
	const clocks = clocksFor(told, fleet);
	const stores = new Map(fleet.stores.map((store) => [store.storeId, store]));
	const { goingOn, perhapsEnded, over } = compareToldOutages(told, stores, rules);
	const ended: EndedOutage[] = [];
	const stillOn = [...goingOn];
	for (const one of perhapsEnded) {
		const seen = await findToldOutage(context, one, fleet);
		if (seen !== undefined && seen.end === undefined) stillOn.push(one.outage);
		else {
			const zone = zoneOf(one.store, rules);
			ended.push(endedOutage(one, seen, { zone, clock: clocks.of(zone) }));
		}
	}
	const endedIds = new Set([...ended, ...over].map(({ outageId }) => outageId));
	const toldStores = new Set(
		told.filter(({ outageId }) => !endedIds.has(outageId)).map(({ storeId }) => storeId),
	);
	const isMeant = isOfGroup(alert.group);
	const untold = fleet.stores.filter(
		(store) =>
			isMeant(store) &&
			store.current.state === "down" &&
			(store.current.downMs as number) >= alert.downForMs &&
			!toldStores.has(store.storeId),
	);
	const withClosing = await whenTheyClose(database, untold, { asOf: fleet.asOf, rules, clocks });
	const down = withClosing
		.filter(
			({ closesAt = Number.POSITIVE_INFINITY }) =>
				closesAt - fleet.asOf > alert.quietBeforeClosingMs || alert.quietBeforeClosingMs === 0,
		)
		.sort((a, b) => a.start - b.start);
	return { down, ended: ended.sort((a, b) => a.end - b.end), over, goingOn: stillOn };
}

/** Clocks that cover all that can be told. */
function clocksFor(told: readonly ToldOutage[], { stores, asOf }: FleetSnapshot): ZoneClocks {
	let from = asOf;
	for (const { start } of told) from = Math.min(from, start);
	for (const { current } of stores)
		if (current.state === "down") from = Math.min(from, current.since as Instant);
	return new ZoneClocks({ from, to: asOf + CLOSES_WITHIN_MS });
}

function zoneOf({ timezone }: StoreNow, { defaultZone }: Rules): string {
	return timezone ?? defaultZone;
}

/** An outage that ended, as it is told: of one that late data took back, nothing is left. */
function endedOutage(
	{ outage: { outageId, start: toldStart }, store }: ToldOfStore,
	seen: SeenOutage | undefined,
	place: Pick<EndedOutage, "zone" | "clock">,
): EndedOutage {
	const {
		start,
		end = start,
		downMs,
		activePollAt,
	} = seen ?? {
		start: toldStart,
		downMs: 0,
		activePollAt: undefined,
	};
	const byPoll = activePollAt === undefined ? "unknown_time" : "active_poll";
	const endedBy = seen === undefined ? "corrected_data" : byPoll;
	return { store, ...place, outageId, start, end, downMs, activePollAt, endedBy };
}

/** Stores that are down, with when each closes next, in the order given. */
async function whenTheyClose(
	database: Database,
	stores: readonly StoreNow[],
	{
		asOf,
		rules,
		clocks,
	}: { readonly asOf: Instant; readonly rules: Rules; readonly clocks: ZoneClocks },
): Promise<DownStore[]> {
	const down: DownStore[] = [];
	for (let begin = 0; begin < stores.length; begin += BATCH_STORES) {
		const batch = stores.slice(begin, begin + BATCH_STORES);
		const scheduled = await database.snapshot(async (connection) => {
			const closuresOfAll = await manyClosuresOfAll(connection);
			return readSchedules(connection, batch, { closuresOfAll, defaultZone: rules.defaultZone });
		});
		for (const { schedule, zone, ...store } of scheduled) {
			const clock = clocks.of(zone);
			const { since, downMs } = store.current;
			down.push({
				store,
				clock,
				zone: zone.at(asOf).zone,
				outageId: crypto.randomUUID(),
				start: since as Instant,
				downMs: downMs as number,
				closesAt: closesAt(schedule, clock, asOf, rules),
			});
		}
	}
	return down;
}
