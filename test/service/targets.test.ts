import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "../../src/core/instant.ts";
import { type LocalMonth, parseLocalMonth } from "../../src/core/local-month.ts";
import { addMonthFigures, NO_MONTH } from "../../src/core/month-figures.ts";
import { DEFAULT_RULES, type Rules } from "../../src/core/rules.ts";
import { openMs } from "../../src/core/totals.ts";
import { dropOldPolls } from "../../src/service/drop-old-polls.ts";
import {
	type FleetTargets,
	type FleetTargetsRequest,
	fleetTargets,
	type Verdict,
} from "../../src/service/fleet-targets.ts";
import { fleetUptime } from "../../src/service/fleet-uptime.ts";
import type { RequestedMonth } from "../../src/service/month-plan.ts";
import { storeUptime } from "../../src/service/store-figures.ts";
import { storeTarget } from "../../src/service/store-target.ts";
import type { TargetOrder, TargetSort } from "../../src/service/target-order.ts";
import {
	listTargets,
	removeTarget,
	setTarget,
	type TargetOwner,
} from "../../src/service/targets.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { importLines } from "./import-lines.ts";
import { linesOf, mixedFleet, NEWEST } from "./mixed-fleet.ts";
import { testServices } from "./services.ts";

const FLEET = mixedFleet();
const NEVER = new AbortController().signal;
const NEAREST: TargetSort = { by: "nearest", descends: false };
const EVERYBODY = { sort: NEAREST, limit: 1_000 };

const RULES: readonly Partial<Rules>[] = [
	{},
	{ missingDay: "closed", outsidePolls: "use" },
	{ maxGapMs: 6 * HOUR_MS, endOfDay: "literal", defaultZone: "Pacific/Apia" },
];

/** Months, and as of when they are asked for. The newest poll is of 10 April 2025. */
const MONTHS: readonly RequestedMonth[] = [
	{},
	{ month: parseLocalMonth("2025-03") as LocalMonth },
	// In the middle of October, when the first of them had not been polled yet.
	{ asOf: NEWEST - 178 * DAY_MS },
	// 1 February in Chicago, 2 February in Lord Howe, and everywhere in between.
	{ asOf: Date.UTC(2025, 1, 1, 13, 30) },
];

const cases = RULES.flatMap((rules) => MONTHS.map((request) => ({ rules, request })));

describeOnBothEngines("stores held against their targets", (given) => {
	const servicesOf = (differences: Partial<Rules> = {}) =>
		testServices(given.database, NEWEST, { rules: { ...DEFAULT_RULES, ...differences } });

	beforeAll(async () => {
		await importLines(given.database, NEWEST, linesOf(FLEET));
		const services = servicesOf();
		await setTarget(services, { of: "fleet" }, 60_000);
		await setTarget(services, { of: "group", group: "Brand A" }, 45_500);
		await setTarget(services, { of: "group", group: "Nobody" }, 99_999);
		await setTarget(services, { of: "store", storeId: "s1" }, 1);
		await setTarget(services, { of: "store", storeId: "s2" }, 100_000);
	});

	test.each(cases)(
		"have the figures of their month: $request under $rules",
		async ({ rules, request }) => {
			const services = servicesOf(rules);
			const { stores, method } = await fleetTargets(services, { ...request, ...EVERYBODY }, NEVER);
			expect(stores.map(({ storeId }) => storeId).sort()).toEqual(
				FLEET.map(({ storeId }) => storeId).sort(),
			);
			for (const [i, { storeKey, ...store }] of stores.entries()) {
				expect(store).toMatchObject({ zone: expect.any(String), range: expect.anything() });
				if (i % 4 > 0) continue;
				const {
					month,
					method: ofOne,
					...one
				} = await storeTarget(services, store.storeId, request);
				expect(one).toEqual(store);
				expect(ofOne).toMatchObject({ selection: "listed", stores: 1, asOf: method.asOf });
				const to = Math.min(store.range.to, method.asOf);
				if (store.range.from >= to) continue;
				const asked = { from: store.range.from, to, asOf: method.asOf };
				const uptime = await storeUptime(services, store.storeId, asked);
				expect(store.totals).toEqual(uptime.totals);
			}
		},
	);

	test.each(cases)(
		"are summed up to their groups and the fleet: $request under $rules",
		async ({ rules, request }) => {
			const services = servicesOf(rules);
			const found = await fleetTargets(services, { ...request, ...EVERYBODY }, NEVER);
			const { fleet, groups, stores } = found;
			const sumOf = (some: FleetTargets["stores"]) => ({
				stores: some.length,
				...some.reduce(addMonthFigures, NO_MONTH),
			});
			expect(fleet).toMatchObject(sumOf(stores));
			expect(groups.map(({ group }) => group).sort()).toEqual(["Brand A", "Brand B", "Nobody"]);
			for (const { group, ...whole } of groups) {
				const ofGroup = stores.filter((store) => store.group === group);
				expect(whole).toMatchObject(sumOf(ofGroup));
				const alone = await fleetTargets(services, { ...request, ...EVERYBODY, group }, NEVER);
				expect(alone.groups).toEqual([{ group, ...whole }]);
				expect(alone.fleet).toBeUndefined();
				expect(alone.stores).toEqual(ofGroup);
				expect(alone.method).toMatchObject({ selection: "group", group, stores: whole.stores });
			}
		},
	);

	test("are those of the fleet's uptime, with the stores that were never polled", async () => {
		const services = servicesOf();
		const { fleet, stores, method } = await fleetTargets(services, EVERYBODY, NEVER);
		const { totals, method: ofUptime } = await fleetUptime(
			services,
			{ from: Date.UTC(2025, 2, 20), by: "month" },
			NEVER,
		).then(({ parts, method: how }) => ({
			totals: parts?.find(({ local }) => local === "2025-04")?.totals,
			method: how,
		}));
		const unpolled = stores.filter(({ totals: { upMs, downMs }, storeId }) => {
			const { polls } = FLEET.find((store) => store.storeId === storeId) as (typeof FLEET)[0];
			if (polls.length === 0) expect(upMs + downMs).toBe(0);
			return polls.length === 0;
		});
		const unknownMs = unpolled.reduce((sum, { totals: never }) => sum + openMs(never), 0);
		expect(unpolled.length).toBe(3);
		expect(unpolled.every(({ aheadMs, verdict }) => aheadMs > 0 && verdict === undefined)).toBe(
			true,
		);
		expect(fleet?.totals).toEqual({
			...totals,
			unknownMs: (totals?.unknownMs ?? 0) + unknownMs,
		});
		expect(method.stores).toBe(ofUptime.stores + unpolled.length);
		expect(method).toMatchObject({ asOf: NEWEST, newestPoll: NEWEST });
		expect(method.closures).toBeGreaterThan(ofUptime.closures - 1);
	});

	test("are measured by their own target, else by their group's, else by the fleet's", async () => {
		const { stores, groups, fleet } = await fleetTargets(servicesOf(), EVERYBODY, NEVER);
		for (const { storeId, group, inForce } of stores) {
			const ofGroup = group === "Brand A" ? { target: 45_500, from: "group" } : undefined;
			const own = { s1: { target: 1, from: "store" }, s2: { target: 100_000, from: "store" } };
			expect(inForce).toEqual(own[storeId as "s1"] ?? ofGroup ?? { target: 60_000, from: "fleet" });
		}
		expect(fleet?.inForce).toEqual({ target: 60_000, from: "fleet" });
		expect(Object.fromEntries(groups.map(({ group, inForce }) => [group, inForce]))).toEqual({
			"Brand A": { target: 45_500, from: "group" },
			"Brand B": { target: 60_000, from: "fleet" },
			Nobody: { target: 99_999, from: "group" },
		});
	});

	test("are counted by what they are found to be, whoever is asked for", async () => {
		const { stores, counts } = await fleetTargets(servicesOf(), EVERYBODY, NEVER);
		for (const verdict of ["met", "missed", "unknown"] as const) {
			const some = await fleetTargets(servicesOf(), { ...EVERYBODY, verdict }, NEVER);
			const expected = stores.filter((store) => (store.verdict ?? "unknown") === verdict);
			expect(some.stores).toEqual(expected);
			expect([some.total, counts.stores.verdicts[verdict]]).toEqual([
				expected.length,
				expected.length,
			]);
			expect(some.counts).toEqual(counts);
			expect(expected.length).toBeGreaterThan(0);
		}
		expect(counts.stores.total).toBe(FLEET.length);
		const { outlooks } = counts.stores;
		expect(Object.values(outlooks).reduce((sum, count) => sum + count)).toBe(FLEET.length);
	});

	const SORTS: readonly TargetSort[] = [
		NEAREST,
		{ by: "left_ms", descends: false },
		{ by: "left_ms", descends: true },
		{ by: "exceeded_ms", descends: false },
		{ by: "exceeded_ms", descends: true },
		{ by: "store_id", descends: false },
	];

	async function walked(
		request: Omit<FleetTargetsRequest, "limit" | "after">,
	): Promise<FleetTargets["stores"]> {
		const services = servicesOf();
		const stores: FleetTargets["stores"][number][] = [];
		let after: FleetTargetsRequest["after"];
		for (let limit = 1; ; limit += 3) {
			const page = await fleetTargets(services, { ...request, limit, after }, NEVER);
			stores.push(...page.stores);
			after = page.next;
			if (limit % 2 === 0) services.fleetReadings.invalidate();
			if (after === undefined) return stores;
			expect(page.stores).toHaveLength(limit);
		}
	}

	test.each(
		SORTS.flatMap((sort) => [undefined, "missed" as Verdict].map((verdict) => ({ sort, verdict }))),
	)(
		"come page after page, each once and in order, also when they are computed again: $sort, $verdict",
		async ({ sort, verdict }) => {
			const { stores: all } = await fleetTargets(servicesOf(), EVERYBODY, NEVER);
			const wanted = all.filter((store) => verdict === undefined || store.verdict === verdict);
			const stores = await walked({ sort, verdict });
			const ids = (some: FleetTargets["stores"]) => some.map(({ storeId }) => storeId);
			expect(ids(stores).toSorted()).toEqual(ids(wanted).toSorted());
			const keys = stores.map((store) => plainKey(store, sort.by));
			const known = keys.filter((key) => key !== undefined);
			expect(keys.slice(known.length).every((key) => key === undefined)).toBe(true);
			for (const [i, key] of known.entries()) {
				const before = known[i - 1];
				if (before === undefined) continue;
				const order = compareLists(before, key) * (sort.descends ? -1 : 1);
				expect(order).toBeLessThanOrEqual(0);
				const [one, next] = [stores[i - 1]?.storeId as string, stores[i]?.storeId as string];
				if (order === 0) expect(one < next).toBe(true);
			}
		},
	);

	test("are held against a target from the moment when it is set", async () => {
		const services = servicesOf();
		const targetOf = async () => {
			const { stores } = await fleetTargets(services, EVERYBODY, NEVER);
			return stores.find(({ storeId }) => storeId === "s9")?.inForce;
		};
		expect(await targetOf()).toEqual({ target: 60_000, from: "fleet" });
		await setTarget(services, { of: "store", storeId: "s9" }, 70_000);
		expect(await targetOf()).toEqual({ target: 70_000, from: "store" });
		await removeTarget(services, { of: "store", storeId: "s9" });
		expect(await targetOf()).toEqual({ target: 60_000, from: "fleet" });
	});

	test("are not, in a month that has not begun, that cannot be, or of a group that cannot be", async () => {
		const services = servicesOf();
		const of = (request: RequestedMonth & { group?: string }) =>
			fleetTargets(services, { ...EVERYBODY, ...request }, NEVER);
		const month = parseLocalMonth("2025-05") as LocalMonth;
		await expect(of({ month })).rejects.toThrow("the month has not begun: as of lies in 2025-04");
		await expect(of({ asOf: NEWEST + 3 * DAY_MS })).rejects.toMatchObject({ meaning: "invalid" });
		for (const group of ["Brand C", "\u0001", " "]) {
			const { stores, groups, method } = await of({ group });
			expect([stores, groups, method.stores]).toEqual([[], [], 0]);
		}
		await expect(storeTarget(services, "nobody", {})).rejects.toMatchObject({
			meaning: "not_found",
		});
	});
});

/** What stores are sorted by, as plainly as it is told: several numbers, of which the first that differ count. */
function plainKey(
	{ left }: FleetTargets["stores"][number],
	by: TargetOrder,
): readonly number[] | undefined {
	if (by === "store_id") return [];
	if (left === undefined) return undefined;
	if (by === "left_ms") return [left.leftMs];
	if (by === "exceeded_ms") return [left.exceededMs];
	return [["missed", "open", "kept"].indexOf(left.outlook), -left.exceededMs, left.leftMs];
}

function compareLists(a: readonly number[], b: readonly number[]): number {
	const place = a.findIndex((value, i) => value !== b[i]);
	return place < 0 ? 0 : (a[place] as number) - (b[place] as number);
}

describeOnBothEngines("targets", (given) => {
	const services = () => testServices(given.database, NEWEST);
	const listed = async () =>
		(await listTargets(services(), { limit: 100 })).targets.map(
			({ group, storeId, target }) => `${group ?? storeId ?? "fleet"} ${target}`,
		);
	afterEach(async () => {
		await given.database.tables.deleteFrom("target").execute();
		await given.database.tables.deleteFrom("store").execute();
	});

	const OWNERS: readonly TargetOwner[] = [
		{ of: "store", storeId: "10" },
		{ of: "group", group: "é" },
		{ of: "store", storeId: "9" },
		{ of: "group", group: "Z" },
		{ of: "fleet" },
	];

	test("are there once for each of whom they are, and come in order, page after page", async () => {
		for (const target of [99_000, 99_500])
			for (const owner of OWNERS) await setTarget(services(), owner, target);
		expect(await listed()).toEqual(["fleet 99500", "Z 99500", "é 99500", "10 99500", "9 99500"]);
		for (const limit of [1, 2, 4, 5]) {
			const pages: string[][] = [];
			let after: Parameters<typeof listTargets>[1]["after"];
			do {
				const page = await listTargets(services(), { limit, after });
				pages.push(page.targets.map(({ group, storeId }) => group ?? storeId ?? ""));
				after = page.next;
			} while (after !== undefined);
			expect(pages.flat()).toEqual(["", "Z", "é", "10", "9"]);
			expect(pages).toHaveLength(Math.ceil(5 / limit));
		}
	});

	test("are removed one by one, and not twice", async () => {
		for (const owner of OWNERS) await setTarget(services(), owner, 99_000);
		for (const owner of OWNERS) {
			await removeTarget(services(), owner);
			await expect(removeTarget(services(), owner)).rejects.toMatchObject({ meaning: "not_found" });
		}
		expect(await listed()).toEqual([]);
		for (const owner of [
			{ of: "store", storeId: "nobody" },
			{ of: "store", storeId: "\u0000" },
			{ of: "group", group: " " },
			{ of: "group", group: "\u0000" },
		] as const)
			await expect(removeTarget(services(), owner)).rejects.toMatchObject({ meaning: "not_found" });
	});

	test("of a store go with it", async () => {
		for (const owner of OWNERS) await setTarget(services(), owner, 99_000);
		await given.database.tables.deleteFrom("store").where("store_id", "=", "10").execute();
		expect(await listed()).toEqual(["fleet 99000", "Z 99000", "é 99000", "9 99000"]);
	});

	test("of a group have a name that can be", async () => {
		for (const group of ["", " ", "a\u0000", "x".repeat(256)])
			await expect(setTarget(services(), { of: "group", group }, 1)).rejects.toMatchObject({
				meaning: "invalid",
			});
		await setTarget(services(), { of: "group", group: ` ${"𘬉".repeat(255)} ` }, 1);
		expect(await listed()).toEqual([`${"𘬉".repeat(255)} 1`]);
	});

	test("that cannot be are a conflict with a rule that has a name", async () => {
		for (const target of [0, 100_001])
			await expect(setTarget(services(), { of: "fleet" }, target)).rejects.toMatchObject({
				constraint: "target_is_above_0_and_up_to_100_percent",
			});
	});

	test("are there before any poll is: all that is allowed is left of what is ahead", async () => {
		await setTarget(services(), { of: "store", storeId: "new" }, 99_000);
		const noon = Date.UTC(2025, 3, 16, 5);
		const { stores, fleet, method } = await fleetTargets(
			testServices(given.database, noon),
			EVERYBODY,
			NEVER,
		);
		// Midnight in Chicago, where 15 of the 30 days have passed; 1 % of 360 hours are 3.6.
		expect(stores).toMatchObject([
			{
				storeId: "new",
				totals: { upMs: 0, downMs: 0, unknownMs: 360 * HOUR_MS },
				aheadMs: 360 * HOUR_MS,
				verdict: undefined,
				left: { outlook: "open", leftMs: 3.6 * HOUR_MS },
			},
		]);
		expect(fleet).toBeUndefined();
		expect(method).toMatchObject({ asOf: noon, stores: 1, newestPoll: undefined });
	});
});

describe("a month of which polls were dropped", () => {
	describeOnBothEngines("is refused", (given) => {
		test("where any of the stores' zones needs them", async () => {
			const at = (day: string) => `${day}T12:00:00Z`;
			const polls = ["2024-12-15", "2025-01-15", "2025-02-15", "2025-04-10"];
			await importLines(given.database, NEWEST, {
				polls: [
					"store_id,timestamp_utc,status",
					...polls.flatMap((day) => [`west,${at(day)},active`, `east,${at(day)},active`]),
				],
				timezones: ["store_id,timezone_str", "east,Asia/Tokyo"],
				stores: ["store_id,name,group", "west,,West", "east,,East"],
			});
			const services = testServices(given.database, NEWEST);
			await setTarget(services, { of: "fleet" }, 99_000);
			await dropOldPolls(services, 68 * DAY_MS);
			const of = (month: string, group?: string) => {
				const asked = { ...EVERYBODY, month: parseLocalMonth(month) as LocalMonth, group };
				return fleetTargets(services, asked, NEVER);
			};
			// Kept from 1 February on by UTC: in Tokyo that month began the day before.
			await expect(of("2025-01", "West")).rejects.toThrow("were dropped");
			await expect(of("2025-02")).rejects.toThrow("were dropped");
			await expect(of("2025-02", "East")).rejects.toThrow("were dropped");
			expect((await of("2025-02", "West")).stores).toHaveLength(1);
			expect((await of("2025-03")).stores).toHaveLength(2);
			const month = parseLocalMonth("2025-02") as LocalMonth;
			await expect(storeTarget(services, "east", { month })).rejects.toThrow("were dropped");
			expect(await storeTarget(services, "west", { month })).toMatchObject({ verdict: "met" });
		});
	});
});
