import { beforeAll, expect, test } from "vitest";
import { DAY_MS, HOUR_MS, type Instant } from "../../src/core/instant.ts";
import { DEFAULT_RULES, type Rules } from "../../src/core/rules.ts";
import { dropOldPolls } from "../../src/service/drop-old-polls.ts";
import { type FleetDaysRequest, fleetDays } from "../../src/service/fleet-days.ts";
import type { StoreParts } from "../../src/service/found-uptime.ts";
import { storeUptime } from "../../src/service/store-figures.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { importLines } from "./import-lines.ts";
import { linesOf, mixedFleet, NEWEST } from "./mixed-fleet.ts";
import { testServices } from "./services.ts";

/** Of every kind, in four zones, some of which they change; see there. */
const FLEET = mixedFleet();
const IDS = FLEET.map(({ storeId }) => storeId);

const RULES: readonly Partial<Rules>[] = [
	{},
	{ maxGapMs: 6 * HOUR_MS, missingDay: "closed", defaultZone: "Pacific/Apia" },
];

/** Up to now; over the nights in which Chicago's, London's and Lord Howe's clocks change; long ago. */
const ASKED: readonly Omit<FleetDaysRequest, "storeIds">[] = [
	{ days: 14 },
	{ days: 1 },
	{ days: 3, to: Date.UTC(2025, 2, 10, 5) },
	{ days: 31, to: Date.UTC(2025, 3, 6, 7, 12) },
	{ days: 7, asOf: NEWEST - 60.3 * DAY_MS - 1 },
];

describeOnBothEngines("the last days of stores, next to each other", (given) => {
	beforeAll(() => importLines(given.database, NEWEST, linesOf(FLEET)));

	const servicesOf = (rules: Partial<Rules>) =>
		testServices(given.database, NEWEST, { rules: { ...DEFAULT_RULES, ...rules } });

	test.each(RULES.flatMap((rules) => ASKED.map((asked) => ({ rules, asked }))))(
		"are those of each store's uptime by day: $asked under $rules",
		async ({ rules, asked }) => {
			const services = servicesOf(rules);
			// In no order at all.
			const storeIds = IDS.toSorted((a, b) =>
				(a.at(-1) as string).localeCompare(b.at(-1) as string),
			);
			const { stores, to, asOf } = await fleetDays(services, { ...asked, storeIds });
			expect(stores.map(({ storeId }) => storeId)).toEqual(storeIds);
			expect([asOf, to]).toEqual([
				asked.asOf ?? NEWEST,
				Math.min(asked.to ?? Number.POSITIVE_INFINITY, asked.asOf ?? NEWEST),
			]);
			let down = 0;
			for (const { storeId, found } of stores) {
				const { parts, totals, zone } = found as StoreParts;
				expect(parts.length).toBe(asked.days);
				const from = parts[0]?.from as Instant;
				const uptime = await storeUptime(services, storeId, { asOf, from, to, by: "day" });
				expect(parts.map((part, i) => ({ ...part, totals: totals[i] }))).toEqual(uptime.parts);
				expect(zone.at(to - 1)).toEqual(uptime.zone.at(to - 1));
				// The first day is there from its beginning on.
				const longer = { asOf, from: from - 1, to, by: "day" } as const;
				const { parts: more = [] } = await storeUptime(services, storeId, longer);
				expect(more.length).toBe(asked.days + 1);
				down += totals.reduce((sum, { downMs }) => sum + downMs, 0);
			}
			expect(down).toBeGreaterThan(0);
		},
	);

	test("are told of each id that is asked for, in that order, whether there is such a store or not", async () => {
		const [first, second] = IDS as [string, string];
		const never = FLEET.find(({ polls }) => polls.length === 0)?.storeId as string;
		const storeIds = [second, "nobody", never, "\u0000", first, second, "\ud800", "'; --"];
		const { stores } = await fleetDays(servicesOf({}), { storeIds, days: 2 });
		expect(stores.map(({ storeId, found }) => [storeId, found?.storeId])).toEqual([
			[second, second],
			["nobody", undefined],
			[never, never],
			["\u0000", undefined],
			[first, first],
			[second, second],
			["\ud800", undefined],
			["'; --", undefined],
		]);
		expect(stores[5]?.found).toEqual(stores[0]?.found);
		// All of its business hours are unknown.
		const unknown = stores[2]?.found?.totals.map(({ upMs, downMs }) => [upMs, downMs]);
		expect(unknown).toEqual([
			[0, 0],
			[0, 0],
		]);
		const nobody = await fleetDays(servicesOf({}), { storeIds: ["nobody"], days: 2 });
		expect(nobody.stores).toEqual([{ storeId: "nobody", found: undefined }]);
	});

	test("take every store's hours, closures and zone as they are now", async () => {
		const services = servicesOf({});
		const [storeId] = IDS as [string];
		const openOf = async () => {
			const { stores } = await fleetDays(services, { storeIds: [storeId], days: 7 });
			return stores[0]?.found?.totals.map(
				({ upMs, downMs, unknownMs }) => upMs + downMs + unknownMs,
			);
		};
		const before = await openOf();
		await importLines(given.database, NEWEST, {
			polls: ["store_id,timestamp_utc,status"],
			closures: [
				"store_id,from_utc,to_utc,reason",
				`${storeId},2025-03-01T00:00:00Z,2025-05-01T00:00:00Z,works`,
			],
		});
		expect(before?.some((openMs) => openMs > 0)).toBe(true);
		expect(await openOf()).toEqual([0, 0, 0, 0, 0, 0, 0]);
	});

	test("are refused as of a time to come", async () => {
		const asked = { storeIds: IDS.slice(0, 1), days: 2 };
		await expect(
			fleetDays(servicesOf({}), { ...asked, asOf: NEWEST + 400 * DAY_MS }),
		).rejects.toMatchObject({ meaning: "invalid" });
	});
});

describeOnBothEngines("the last days of stores of which polls were dropped", (given) => {
	test("are refused where they begin before what is kept, and are what they were from there on", async () => {
		await importLines(given.database, NEWEST, linesOf(FLEET));
		const services = testServices(given.database, NEWEST);
		const storeIds = IDS.slice(0, 20);
		const before = await fleetDays(services, { storeIds, days: 8 });
		// Of March and all that was before it.
		await dropOldPolls(services, 9 * DAY_MS);
		expect(await fleetDays(services, { storeIds, days: 8 })).toEqual(before);
		await expect(fleetDays(services, { storeIds, days: 14 })).rejects.toMatchObject({
			meaning: "invalid",
			message: expect.stringContaining("polls before 2025-04-01 were dropped"),
		});
	});
});
