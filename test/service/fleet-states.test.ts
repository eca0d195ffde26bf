import { beforeAll, expect, test } from "vitest";
import { type CurrentState, StateSweeper } from "../../src/core/current-state.ts";
import { DAY_MS, HOUR_MS, type Instant } from "../../src/core/instant.ts";
import { DEFAULT_RULES, type Rules } from "../../src/core/rules.ts";
import { compareStoreIds } from "../../src/core/store-id.ts";
import { STORE_STATES } from "../../src/core/store-state.ts";
import { describeStore } from "../../src/service/describe-store.ts";
import { fleetNow } from "../../src/service/fleet-now.ts";
import { fleetStates, type StoreNow } from "../../src/service/fleet-states.ts";
import { listStores, STORE_ORDERS, type StoreSort } from "../../src/service/list-stores.ts";
import { historyOf, zoneOf } from "../core/plain-store.ts";
import { describeOnBothEngines, type TestDatabase } from "../database/databases.ts";
import { importLines } from "./import-lines.ts";
import { linesOf, mixedFleet, NEWEST } from "./mixed-fleet.ts";
import { testServices } from "./services.ts";

const RULES: readonly Partial<Rules>[] = [
	{},
	{ missingDay: "closed" },
	{ outsidePolls: "use" },
	{ maxGapMs: 6 * HOUR_MS },
	{ maxGapMs: 40 * DAY_MS, outsidePolls: "use", missingDay: "closed" },
];

const FLEET = mixedFleet();

/** What the core makes of each store, all of its polls given. */
function expectedStates(rules: Rules, asOf: Instant): CurrentState[] {
	const sweeper = new StateSweeper({ asOf, rules });
	return FLEET.map((store) => {
		const history = historyOf(store);
		return (sweeper.closedState(history) ?? sweeper.openState(history, undefined)) as CurrentState;
	});
}

/** Of all stores together it is not looked for when one came up over eight days ago. */
function withinLimit(exact: CurrentState): CurrentState {
	const { state, since = NEWEST } = exact;
	return state === "up" && since < NEWEST - 8 * DAY_MS ? { ...exact, since: undefined } : exact;
}

function servicesOf(given: TestDatabase, differences: Partial<Rules> = {}) {
	const clock = { now: NEWEST + HOUR_MS };
	const rules = { ...DEFAULT_RULES, ...differences };
	return { clock, ...testServices(given.database, 0, { now: () => clock.now, rules }) };
}

describeOnBothEngines("what stores are in", (given) => {
	beforeAll(() => importLines(given.database, NEWEST, linesOf(FLEET)));

	test("the fleet of these tests has stores in every state, for hours and for months", () => {
		const states = expectedStates(DEFAULT_RULES, NEWEST);
		expect(new Set(states.map(({ state }) => state)).size).toBe(4);
		const ages = states.map(({ since }) => (since === undefined ? -1 : NEWEST - since));
		expect(ages.filter((age) => age > 40 * DAY_MS).length).toBeGreaterThan(3);
		expect(ages.filter((age) => age >= 0 && age < DAY_MS).length).toBeGreaterThan(3);
		expect(ages).toContain(-1);
	});

	test.each(RULES)(
		"is what all of their polls say, however far back that lies: %o",
		async (differences) => {
			const services = servicesOf(given, differences);
			const fleet = await fleetStates(services);
			expect(fleet.asOf).toBe(NEWEST);
			expect(fleet.stores.map(({ storeId }) => storeId)).toEqual(
				FLEET.map(({ storeId }) => storeId),
			);
			const expected = expectedStates(services.rules, NEWEST);
			expect(fleet.stores.map(({ current }) => current)).toEqual(expected.map(withinLimit));
			for (const [i, { storeId }] of FLEET.entries()) {
				const { store, asOf } = await describeStore(services, storeId);
				expect([asOf, store.current]).toEqual([NEWEST, expected[i]]);
			}
		},
	);

	test("is told with what there is to know of each", async () => {
		const { stores } = await fleetStates(servicesOf(given));
		for (const [i, store] of stores.entries()) {
			const plain = FLEET[i] as (typeof FLEET)[number];
			const { storeId, name, group, hasZone, polls } = plain;
			const { since, zone } = zoneOf(plain).at(NEWEST);
			expect(store).toMatchObject({
				storeId,
				name,
				group,
				timezone: hasZone || Number.isFinite(since) ? zone : undefined,
				firstPollAt: polls[0]?.at,
				lastPollAt: polls.at(-1)?.at,
			});
		}
	});

	test("of one store comes with what there is of its business hours", async () => {
		for (const { storeId, special, closures, ...plain } of FLEET) {
			const { store } = await describeStore(servicesOf(given), storeId);
			expect({
				hasHours: !store.schedule.hours.isNone,
				special: store.schedule.specialHours.size,
				own: store.ownClosures.length,
				ofAll: store.closuresOfAll.length,
			}).toEqual({
				hasHours: plain.rows.length > 0 || plain.rowChanges?.length !== 0,
				special: special.length,
				own: closures.length - 1,
				ofAll: 1,
			});
		}
	});

	test("is counted by state, with since when the first and the last are in it", async () => {
		const services = servicesOf(given);
		const { stores } = await fleetStates(services);
		for (const group of [undefined, "Brand A", " Brand B "]) {
			const counted = stores.filter((store) => group === undefined || store.group === group.trim());
			const fleet = await fleetNow(services, group);
			expect(fleet.total).toBe(counted.length);
			for (const state of STORE_STATES) {
				const inIt = counted.filter(({ current }) => current.state === state);
				const sinces = inIt.flatMap(({ current }) => current.since ?? []);
				const selling = inIt.filter(({ salesPerHour }) => salesPerHour !== undefined);
				const lostSales = selling.reduce(
					(sum, { current, salesPerHour = 0n }) => sum + BigInt(current.downMs ?? 0) * salesPerHour,
					0n,
				);
				if (state === "down") expect(selling.length).toBeGreaterThan(0);
				expect(fleet.states[state]).toEqual({
					...(state === "down" && { lostSales, lostSalesStores: selling.length }),
					stores: inIt.length,
					earliestSince: sinces.length === 0 ? undefined : Math.min(...sinces),
					latestSince: sinces.length === 0 ? undefined : Math.max(...sinces),
				});
			}
		}
	});

	test("is counted as none in a group that is not there, or cannot be", async () => {
		for (const group of ["Brand", "brand a", "\0", "x".repeat(300), " "]) {
			const fleet = await fleetNow(servicesOf(given), group);
			expect([fleet.total, fleet.newestPoll]).toEqual([0, undefined]);
		}
	});

	const sorts = STORE_ORDERS.flatMap((by) => [
		{ by, descends: false },
		{ by, descends: true },
	]);

	test.each(sorts)("is listed page by page, every store once, in order of %o", async (sort) => {
		const services = servicesOf(given);
		const whole = await listStores(services, { sort, limit: 1_000 });
		expect(whole.next).toBeUndefined();
		for (const limit of [1, 7, FLEET.length]) {
			const ids: string[] = [];
			for (let after: typeof whole.next; ; ) {
				const page = await listStores(services, { sort, limit, after });
				expect(page.total).toBe(FLEET.length);
				ids.push(...page.stores.map(({ storeId }) => storeId));
				after = page.next;
				if (after === undefined) break;
			}
			expect(ids).toEqual(whole.stores.map(({ storeId }) => storeId));
			expect(new Set(ids).size).toBe(FLEET.length);
		}
		expectSorted(whole.stores, sort);
	});

	/** Neighbours are in order, those that are equal by their ids, and those without a key at the end. */
	function expectSorted(stores: readonly StoreNow[], { by, descends }: StoreSort): void {
		for (const [i, b] of stores.entries()) {
			const a = stores[i - 1];
			if (a === undefined) continue;
			const ids = compareStoreIds(a.storeId, b.storeId);
			if (by === "store_id") expect(descends ? -ids : ids).toBeLessThan(0);
			else expectInOrder({ a: keyOf(a, by), b: keyOf(b, by), ids, descends });
		}
	}

	function keyOf({ name, current }: StoreNow, by: StoreSort["by"]): string | number | undefined {
		if (by === "name") return name?.toLowerCase();
		return by === "state" ? STORE_STATES.indexOf(current.state) : current.since;
	}

	function expectInOrder(given: {
		a: string | number | undefined;
		b: string | number | undefined;
		ids: number;
		descends: boolean;
	}): void {
		const { a, b, ids, descends } = given;
		if (a === b) expect(ids).toBeLessThan(0);
		else if (a === undefined) expect.unreachable();
		else if (b !== undefined) expect(descends ? a > b : a < b).toBe(true);
	}

	test("goes on after a store whose place has changed, or that is gone", async () => {
		const services = servicesOf(given);
		const sort = { by: "name", descends: false } as const;
		const after = { key: "north 3", storeId: "no such store" };
		const { stores } = await listStores(services, { sort, limit: 1_000, after });
		const names = stores.flatMap(({ name }) => name?.toLowerCase() ?? []);
		expect(names.every((name) => name >= "north 3")).toBe(true);
		expect(names.some((name) => name > "north 3")).toBe(true);
	});

	test("is found by a part of the id or the name, letter case aside", async () => {
		const services = servicesOf(given);
		const sort = { by: "store_id", descends: false } as const;
		const found = async (search: string) => {
			const list = await listStores(services, { search, sort, limit: 1_000 });
			expect(list.total).toBe(list.stores.length);
			return list.stores.map(({ storeId }) => storeId);
		};
		expect(await found("S1")).toEqual(
			FLEET.map(({ storeId }) => storeId).filter((id) => id.startsWith("s1")),
		);
		expect(await found("SÜD")).toEqual(
			FLEET.filter(({ name }) => name?.startsWith("südlich")).map(({ storeId }) => storeId),
		);
		expect(await found("")).toHaveLength(FLEET.length);
		expect(await found("\0 no such text")).toEqual([]);
	});

	test("is found by state and group", async () => {
		const services = servicesOf(given);
		const sort = { by: "store_id", descends: false } as const;
		const { stores } = await fleetStates(services);
		for (const state of STORE_STATES) {
			const list = await listStores(services, { state, group: "Brand A", sort, limit: 1_000 });
			expect(list.stores).toEqual(
				stores.filter(({ current, group }) => current.state === state && group === "Brand A"),
			);
		}
	});

	test("of a store that is not known, or cannot be, is not found", async () => {
		for (const storeId of ["nobody", "", "\0", "\ud800", "s1 ", "'; --"])
			await expect(describeStore(servicesOf(given), storeId)).rejects.toMatchObject({
				meaning: "not_found",
			});
	});
});

describeOnBothEngines("what stores are in, once the data change,", (given) => {
	const poll = (storeId: string, at: string, status: string) =>
		importLines(given.database, NEWEST, {
			polls: ["store_id,timestamp_utc,status", `${storeId},${at},${status}`],
		});

	test("is seen within a second, or at once by who is told of it", async () => {
		const services = servicesOf(given);
		const told = async () =>
			(await fleetStates(services)).stores.map(({ storeId, current }) => [storeId, current.state]);
		// Without any poll, now is what the clock says.
		const empty = await fleetStates(services);
		expect(empty).toEqual({ stores: [], asOf: services.clock.now, computedAt: services.clock.now });

		services.clock.now += 1_000;
		await poll("a", "2025-04-10T10:00:00Z", "active");
		expect(await told()).toEqual([["a", "up"]]);
		await poll("a", "2025-04-10T11:00:00Z", "inactive");
		expect(await told()).toEqual([["a", "up"]]);
		services.clock.now += 1_000;
		expect(await told()).toEqual([["a", "down"]]);
		await poll("b", "2025-04-10T11:00:00Z", "active");
		services.fleetReadings.invalidate();
		expect(await told()).toEqual([
			["a", "down"],
			["b", "up"],
		]);
		expect((await describeStore(services, "b")).store.current.state).toBe("up");
	});

	test("is told of stores without polls: unknown while they should be open, and else closed", async () => {
		await importLines(given.database, NEWEST, {
			hours: ["store_id,day,start_time_local,end_time_local", "c,3,09:00,17:00", "d,3,12:00,17:00"],
			timezones: ["store_id,timezone_str", "c,UTC", "d,UTC"],
		});
		const { stores } = await fleetStates(servicesOf(given));
		const [c, d] = stores.filter(({ storeId }) => "cd".includes(storeId));
		expect(c?.current).toEqual({
			state: "unknown",
			since: undefined,
			downMs: undefined,
			opensAt: undefined,
		});
		// As of eleven o'clock.
		expect(d?.current).toEqual({
			state: "closed",
			since: Date.UTC(2025, 3, 10),
			downMs: undefined,
			opensAt: NEWEST,
		});
	});

	test("is computed once for all who ask at the same time", async () => {
		const services = servicesOf(given);
		const all = await Promise.all(Array.from({ length: 5 }, () => fleetStates(services)));
		expect(new Set(all).size).toBe(1);
	});
});
