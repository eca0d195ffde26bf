import {
	DAY_MS,
	formatInstant,
	HOUR_MS,
	type Instant,
	MINUTE_MS,
	type Range,
} from "../../src/core/instant.ts";
import { formatTimeOfDay } from "../../src/core/local-time.ts";
import type { FleetFileKind } from "../../src/service/fleet-files.ts";
import type { PlainRows, PlainStore } from "../core/plain-store.ts";

/** The newest poll of any store: a Thursday noon in spring, weeks after the clocks changed. */
export const NEWEST: Instant = Date.UTC(2025, 3, 10, 12);
const TODAY = Math.floor(NEWEST / DAY_MS);
const DAYS = 200;
const STORES = 48;
/** A planned closure of all stores. */
const OF_ALL: Range = { from: NEWEST - 4 * DAY_MS, to: NEWEST - 4 * DAY_MS + 5 * HOUR_MS };
const ZONES = ["America/Chicago", "Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu"];

/** Over midnight every day but Tuesday. */
const LATER_ROWS: PlainRows = [0, 2, 3, 4, 5, 6].map((weekday) => ({
	weekday,
	opensAt: 20 * 3_600,
	closesAt: 9 * 3_600,
}));

/** A store as it is written into files, and what the core makes of the same. */
export interface MixedStore extends PlainStore {
	readonly storeId: string;
	readonly name: string | undefined;
	readonly group: string | undefined;
	/** As it is written into a file; empty for a store whose sales nobody knows. */
	readonly salesPerHour: string;
	/** Whether its zone is its own. */
	readonly hasZone: boolean;
}

/**
 * Stores of every kind: that are polled to the end, that went quiet weeks and months ago, that were never
 * polled; with hours and without, by night, in several zones, with closures and special dates; some of
 * them change their hours or their zone on dates past or to come. The same
 * every time. In the order of their ids, byte by byte.
 */
export function mixedFleet(): readonly MixedStore[] {
	const random = numbers(11);
	const next = (limit: number) => Math.floor(random.next().value * limit);
	const stores = Array.from({ length: STORES }, (_, i) => mixedStore(i, next));
	// Somebody's poll is the newest.
	const [first, ...others] = stores as [MixedStore, ...MixedStore[]];
	const polls = [...first.polls, { at: NEWEST, status: "active" as const }];
	return [{ ...first, polls }, ...others].sort((a, b) => (a.storeId < b.storeId ? -1 : 1));
}

/** The same numbers every time. */
function* numbers(seed: number): Generator<number, never> {
	for (let state = seed; ; ) {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		yield state / 2 ** 32;
	}
}

function mixedStore(i: number, next: (limit: number) => number): MixedStore {
	const quietSince = NEWEST - (i % 3 === 0 ? next(DAYS) : 0) * DAY_MS;
	const polls: { at: Instant; status: "active" | "inactive" }[] = [];
	// Some change their mind at every poll, others once in months.
	const steadiness = [2, 5, 400][i % 3] as number;
	let isActive = next(2) === 0;
	for (let at = NEWEST - DAYS * DAY_MS + next(1_000); at < quietSince && i % 16 !== 15; ) {
		if (next(steadiness) === 0) isActive = !isActive;
		polls.push({ at, status: isActive ? "active" : "inactive" });
		at += (1 + next(i % 4 === 0 ? 90 : 9)) * HOUR_MS + next(HOUR_MS);
	}
	const rows =
		i % 5 === 0
			? []
			: [0, 2, 3, 4, 5].slice(next(3)).map((weekday) => {
					const opensAt = (6 + next(14)) * 3_600;
					return { weekday, opensAt, closesAt: (opensAt + (4 + next(9)) * 3_600) % 86_400 };
				});
	const closed = NEWEST - next(4) * DAY_MS;
	const own = { from: closed - 5 * HOUR_MS, to: closed + next(60) * 30 * MINUTE_MS };
	return {
		storeId: `s${i}`,
		name: i % 4 === 3 ? undefined : `${["North", "südlich", "north"][i % 3]} ${i % 7}`,
		group: [undefined, "Brand A", "Brand B"][i % 3],
		salesPerHour: ["", "123.45", "0", "9999999999.9999", "0.0007"][i % 5] as string,
		hasZone: i % 4 > 0,
		zone: ZONES[i % 4] as string,
		zoneChanges: zoneChangesOf(i),
		rows,
		rowChanges: rowChangesOf(i),
		special: i % 6 === 1 ? [{ day: TODAY - next(3), openings: [] }] : [],
		closures: [OF_ALL, ...(i % 7 === 2 ? [own] : [])],
		polls,
	};
}

function zoneChangesOf(i: number): NonNullable<PlainStore["zoneChanges"]> {
	return [
		...(i % 8 === 3 ? [{ validFrom: TODAY - 15, zone: "America/New_York" }] : []),
		...(i % 8 === 3 ? [{ validFrom: TODAY - 2, zone: "Asia/Tokyo" }] : []),
		...(i % 8 === 4 ? [{ validFrom: TODAY - 3, zone: "Australia/Lord_Howe" }] : []),
		...(i % 8 === 5 ? [{ validFrom: TODAY + 3, zone: "Asia/Tokyo" }] : []),
	];
}

function rowChangesOf(i: number): NonNullable<PlainStore["rowChanges"]> {
	return [
		...(i % 5 === 1 ? [{ validFrom: TODAY - 10, rows: LATER_ROWS }] : []),
		...(i % 5 === 0 && i % 2 === 0 ? [{ validFrom: TODAY - 1, rows: LATER_ROWS }] : []),
		...(i % 5 === 2 ? [{ validFrom: TODAY + 1, rows: LATER_ROWS }] : []),
	];
}

/** The files that bring such a fleet in. */
export function linesOf(
	stores: readonly MixedStore[],
): Partial<Record<FleetFileKind, readonly string[]>> {
	const lines = (line: (store: MixedStore) => readonly string[]) => stores.flatMap(line);
	const times = ({ opensAt, closesAt }: { opensAt: number; closesAt: number }) =>
		`${formatTimeOfDay(opensAt)},${formatTimeOfDay(closesAt)}`;
	const span = ({ from, to }: Range) => `${formatInstant(from)},${formatInstant(to)}`;
	const date = (day: number) => formatInstant(day * DAY_MS).slice(0, 10);
	return {
		polls: [
			"store_id,status,timestamp_utc",
			...lines(({ storeId, polls }) =>
				polls.map(({ at, status }) => `${storeId},${status},${formatInstant(at)}`),
			),
		],
		hours: [
			"store_id,day,start_time_local,end_time_local,valid_from",
			...lines(({ storeId, rows, rowChanges = [] }) => [
				...rows.map((row) => `${storeId},${row.weekday},${times(row)},`),
				...rowChanges.flatMap((change) =>
					change.rows.map(
						(row) => `${storeId},${row.weekday},${times(row)},${date(change.validFrom)}`,
					),
				),
			]),
		],
		timezones: [
			"valid_from,store_id,timezone_str",
			...lines(({ storeId, zone, hasZone, zoneChanges = [] }) => [
				...(hasZone ? [`,${storeId},${zone}`] : []),
				...zoneChanges.map((change) => `${date(change.validFrom)},${storeId},${change.zone}`),
			]),
		],
		stores: [
			"store_id,name,group,sales_per_hour",
			...lines(({ storeId, name = "", group = "", salesPerHour }) => [
				`${storeId},${name},${group},${salesPerHour}`,
			]),
		],
		specialHours: [
			"store_id,date,start_time_local,end_time_local",
			...lines(({ storeId, special }) => special.map(({ day }) => `${storeId},${date(day)},,`)),
		],
		closures: [
			"store_id,from_utc,to_utc,reason",
			`*,${span(OF_ALL)},works`,
			...lines(({ storeId, closures }) =>
				closures
					.filter((closure) => closure !== OF_ALL)
					.map((closure) => `${storeId},${span(closure)},`),
			),
		],
	};
}
