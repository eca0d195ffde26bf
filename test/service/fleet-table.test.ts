import { beforeAll, expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "../../src/core/instant.ts";
import { DEFAULT_RULES, type Rules } from "../../src/core/rules.ts";
import {
	addFigures,
	type FigureOrder,
	type FleetTableRequest,
	figureKey,
	fleetTable,
	noFigures,
} from "../../src/service/fleet-table.ts";
import { fleetUptime } from "../../src/service/fleet-uptime.ts";
import { type GroupRankSort, rankGroups } from "../../src/service/rank-groups.ts";
import { rankStores, type StoreRankSort } from "../../src/service/rank-stores.ts";
import type { RankPlace } from "../../src/service/ranking.ts";
import { storeUptime } from "../../src/service/store-figures.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { importLines } from "./import-lines.ts";
import { linesOf, mixedFleet, NEWEST } from "./mixed-fleet.ts";
import { testServices } from "./services.ts";

const FLEET = mixedFleet();
const NEVER = new AbortController().signal;
const ORDERS: readonly FigureOrder[] = ["uptime", "downtime", "lost_sales", "change"];

const REQUESTS: readonly FleetTableRequest[] = [
	{ comparesBefore: true },
	{ from: NEWEST - 40 * DAY_MS, to: NEWEST - 20 * DAY_MS - 7, comparesBefore: true },
	{ from: NEWEST - 3 * HOUR_MS, to: NEWEST + DAY_MS },
	{ asOf: NEWEST - 12.5 * DAY_MS - 1, group: "Brand A" },
];
const RULES: readonly Partial<Rules>[] = [{}, { maxGapMs: 6 * HOUR_MS, outsidePolls: "use" }];

describeOnBothEngines("figures of stores next to each other", (given) => {
	const servicesOf = (differences: Partial<Rules> = {}) =>
		testServices(given.database, NEWEST, { rules: { ...DEFAULT_RULES, ...differences } });

	beforeAll(() => importLines(given.database, NEWEST, linesOf(FLEET)));

	const cases = RULES.flatMap((rules) => REQUESTS.map((request) => ({ rules, request })));

	test.each(cases)(
		"are those of each store, and add up to the fleet's: $request under $rules",
		async ({ rules, request }) => {
			const services = servicesOf(rules);
			const table = await fleetTable(services, request, NEVER);
			const fleet = await fleetUptime(services, request, NEVER);
			expect(table.sum).toEqual({
				totals: fleet.totals,
				totalsBefore: fleet.before?.totals,
				lostSales: fleet.lostSales,
			});
			expect(table.method).toEqual(fleet.method);
			expect(table.rows.length).toBe(fleet.method.stores);
			for (const { storeId, totals, totalsBefore } of table.rows.filter((_, i) => i % 7 === 0)) {
				const one = await storeUptime(services, storeId, request);
				expect([totals, totalsBefore]).toEqual([one.totals, one.before?.totals]);
			}
		},
	);

	test.each([true, false])(
		"of groups are sums over their stores, and add up to the fleet's (comparing: %s)",
		async (comparesBefore) => {
			const services = servicesOf();
			const sort: GroupRankSort = { by: "group", descends: false };
			const { things, table } = await rankGroups(
				services,
				{ comparesBefore, sort, limit: 100 },
				NEVER,
			);
			expect(things.map(({ group }) => group)).toEqual(["Brand A", "Brand B", undefined]);
			const { stores, ...sum } = things.reduce(
				(all, row) => ({ stores: all.stores + row.stores, ...addFigures(all, row) }),
				{ stores: 0, ...noFigures(comparesBefore) },
			);
			expect(sum).toEqual(table.sum);
			expect(stores).toBe(table.rows.length);
			for (const { group, stores, totals, totalsBefore, lostSales } of things) {
				if (group === undefined) continue;
				const own = await fleetUptime(services, { comparesBefore, group }, NEVER);
				expect([stores, totals]).toEqual([own.method.stores, own.totals]);
				expect([totalsBefore, lostSales]).toEqual([own.before?.totals, own.lostSales]);
			}
		},
	);

	const sorts = (["store_id", ...ORDERS] as const).flatMap((by) =>
		[true, false].map((descends): StoreRankSort => ({ by, descends })),
	);

	test.each(sorts)(
		"come page by page, each once, in order: $by, backwards: $descends",
		async (sort) => {
			const services = servicesOf();
			const idsOf = async (limit: number) => {
				const ids: string[] = [];
				let after: RankPlace | undefined;
				do {
					const request = { comparesBefore: true, sort, limit, after };
					const page = await rankStores(services, request, NEVER);
					ids.push(...page.things.map(({ storeId }) => storeId));
					after = page.next;
				} while (after !== undefined);
				return ids;
			};
			const { rows } = await fleetTable(services, { comparesBefore: true }, NEVER);
			const ids = await idsOf(1_000);
			expect(ids.toSorted()).toEqual(rows.map(({ storeId }) => storeId).toSorted());
			expect(await idsOf(7)).toEqual(ids);
			const { by, descends } = sort;
			if (by === "store_id") return;
			const keys = ids.map((id) => {
				const row = rows.find(({ storeId }) => storeId === id);
				return row === undefined ? null : figureKey(row, by);
			});
			const known = keys.filter((key) => key !== null);
			expect(known.length).toBeGreaterThan(3);
			expect(keys.slice(known.length)).toEqual(keys.slice(known.length).map(() => null));
			for (const [i, key] of known.slice(1).entries()) {
				const before = known[i] as typeof key;
				expect(descends ? before >= key : before <= key).toBe(true);
			}
		},
	);
});
