import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { beforeAll, expect, test } from "vitest";
import type { RowsDocument } from "../../src/contract/report.ts";
import type { CalendarUnit } from "../../src/core/calendar-parts.ts";
import { DAY_MS, HOUR_MS } from "../../src/core/instant.ts";
import { sumLostSales } from "../../src/core/lost-sales.ts";
import { DEFAULT_RULES, type Rules } from "../../src/core/rules.ts";
import type { StoreZone } from "../../src/core/store-zone.ts";
import { addTotals, NO_TIME, openMs } from "../../src/core/totals.ts";
import type { Database } from "../../src/database/engine/database.ts";
import { dropOldPolls } from "../../src/service/drop-old-polls.ts";
import type { RequestedFigures } from "../../src/service/figures-plan.ts";
import { fleetTable } from "../../src/service/fleet-table.ts";
import { type FleetUptimeRequest, fleetUptime } from "../../src/service/fleet-uptime.ts";
import { figures, methodDocument } from "../../src/service/report-document.ts";
import { reportWithId } from "../../src/service/report-resource.ts";
import { reportText } from "../../src/service/report-text.ts";
import { storeTimeline, storeUptime } from "../../src/service/store-figures.ts";
import type { NewReportRequest } from "../../src/service/trigger-report.ts";
import { zoneOf } from "../core/plain-store.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { importLines } from "./import-lines.ts";
import { linesOf, mixedFleet, NEWEST } from "./mixed-fleet.ts";
import { reportToItsEnd, type TestServices, testServices } from "./services.ts";

const FLEET = mixedFleet();
const POLLED = FLEET.filter(({ polls }) => polls.length > 0);
const UNPOLLED = FLEET.filter(({ polls }) => polls.length === 0);
const UNITS: readonly CalendarUnit[] = ["hour", "day", "week", "month"];

const RULES: readonly Partial<Rules>[] = [
	{},
	{ missingDay: "closed", outsidePolls: "use" },
	{ maxGapMs: 6 * HOUR_MS, endOfDay: "literal", defaultZone: "Pacific/Apia" },
];

/** Ranges, and when they are asked for. */
const RANGES: readonly RequestedFigures[] = [
	{},
	{ from: NEWEST - 40 * DAY_MS, to: NEWEST - 20 * DAY_MS - 7 },
	{ from: NEWEST - 3 * HOUR_MS, to: NEWEST + DAY_MS },
	{ asOf: NEWEST - 12.5 * DAY_MS - 1 },
	{ to: NEWEST - 100 * DAY_MS },
];

const NEVER = new AbortController().signal;

describeOnBothEngines("figures that are asked for", (given) => {
	const servicesOf = (differences: Partial<Rules> = {}) =>
		testServices(given.database, NEWEST, { rules: { ...DEFAULT_RULES, ...differences } });

	beforeAll(() => importLines(given.database, NEWEST, linesOf(FLEET)));

	/** What a report says of the same range. */
	async function reported(
		services: TestServices,
		request: RequestedFigures,
		more: Pick<NewReportRequest, "group"> = {},
	): Promise<RowsDocument & { range: string }> {
		const { asOf } = request;
		const end = request.to ?? asOf ?? NEWEST;
		const from = request.from ?? Math.min(end, asOf ?? NEWEST) - 7 * DAY_MS;
		const isLastWeek = request.from === undefined && request.to === undefined;
		const ranges = isLastWeek ? undefined : [{ from, to: end }];
		const reportId = await reportToItsEnd(services, { asOf, ranges, ...more });
		const report = await reportWithId(services, reportId);
		const document = JSON.parse(await text(Readable.from(reportText(services, report, "json"))));
		return { ...document, range: isLastWeek ? "last_week" : "custom" };
	}

	const cases = RULES.flatMap((rules) => RANGES.map((request) => ({ rules, request })));

	test.each(cases)(
		"of one store are those of its row in a report: $request under $rules",
		async ({ rules, request }) => {
			const services = servicesOf(rules);
			const { stores, range, method } = await reported(services, request);
			expect(stores.length).toBeGreaterThan(30);
			for (const [i, { store_id, figures: wanted }] of stores.entries()) {
				const uptime = await storeUptime(services, store_id, request);
				expect([store_id, figures(uptime.totals)]).toEqual([store_id, wanted[range]]);
				if (i % 4 > 0) continue;
				const timeline = await storeTimeline(services, store_id, request);
				expect(timeline.totals).toEqual(uptime.totals);
				expect(methodDocument(uptime.method)).toMatchObject({
					as_of: method.as_of,
					settings: method.settings,
					ranges: method.ranges.filter(({ name }) => name === range),
					selection: "listed",
					stores: 1,
				});
			}
		},
	);

	test.each(cases)(
		"of all stores are those that a report adds up to: $request under $rules",
		async ({ rules, request }) => {
			const services = servicesOf(rules);
			for (const group of [undefined, "Brand A"]) {
				const { fleet, range, method } = await reported(services, request, { group });
				const uptime = await fleetUptime(
					services,
					{ ...request, group: group && ` ${group}` },
					NEVER,
				);
				expect(figures(uptime.totals)).toEqual(fleet[range]);
				expect(uptime.parts).toBeUndefined();
				expect(methodDocument(uptime.method)).toEqual({
					...method,
					ranges: method.ranges.filter(({ name }) => name === range),
				});
			}
		},
	);

	test.each(UNITS)(
		"add up, by %s, to those of the whole, and are those of each part",
		async (by) => {
			const services = servicesOf();
			const request = { from: NEWEST - 30 * DAY_MS - 1, to: NEWEST };
			for (const { storeId, ...store } of FLEET.slice(0, 12)) {
				const whole = await storeUptime(services, storeId, request);
				const {
					parts = [],
					totals,
					range,
					...uptime
				} = await storeUptime(services, storeId, {
					...request,
					by,
				});
				const zones = (zone: StoreZone) =>
					zone.periods.map((period) => [period.since, period.zone]);
				expect([zones(uptime.zone), totals]).toEqual([zones(zoneOf(store)), whole.totals]);
				expect(parts.map((part) => part.totals).reduce(addTotals, NO_TIME)).toEqual(totals);
				expect([parts[0]?.from, parts.at(-1)?.to]).toEqual([range.from, range.to]);
				for (const { from, to, totals: ofPart } of parts.slice(0, 8)) {
					const alone = await storeUptime(services, storeId, { from, to });
					expect(alone.totals).toEqual(ofPart);
				}
			}
		},
	);

	test.each(UNITS)("of all stores by %s are sums over the stores' own calendars", async (by) => {
		const services = servicesOf();
		const request: FleetUptimeRequest = { from: NEWEST - 15 * DAY_MS - 1, to: NEWEST, by };
		const fleet = await fleetUptime(services, request, NEVER);
		const sums = new Map<string, typeof NO_TIME>();
		for (const { storeId } of POLLED) {
			const { parts = [] } = await storeUptime(services, storeId, request);
			for (const { local, totals } of parts) {
				// Hours of different offsets come together.
				const name = local.slice(0, 16);
				sums.set(name, addTotals(sums.get(name) ?? NO_TIME, totals));
			}
		}
		expect(fleet.parts?.map(({ local, totals }) => ({ local, totals }))).toEqual(
			[...sums].map(([local, totals]) => ({ local, totals })).sort(byLocal),
		);
		expect([...sums.values()].reduce(addTotals, NO_TIME)).toEqual(fleet.totals);
		const whole = await fleetUptime(services, { ...request, by: undefined }, NEVER);
		expect(fleet.totals).toEqual(whole.totals);
		const ofParts = (fleet.parts ?? []).map(({ lostSales }) => lostSales.lostSales);
		expect(sumLostSales(ofParts)).toBe(whole.lostSales.lostSales);
		expect(fleet.lostSales).toEqual(whole.lostSales);
	});

	test.each(cases)(
		"of the period before are those of that range: $request under $rules",
		async ({ rules, request }) => {
			const services = servicesOf(rules);
			const compared = { ...request, comparesBefore: true };
			const { range, before, totals } = await fleetUptime(services, compared, NEVER);
			const lengthMs = range.to - range.from;
			expect(before?.range).toMatchObject({ from: range.from - lengthMs, to: range.from });
			const { asOf = NEWEST } = request;
			const period = { from: range.from - lengthMs, to: range.from, asOf };
			expect(before?.totals).toEqual((await fleetUptime(services, period, NEVER)).totals);
			expect(totals).toEqual((await fleetUptime(services, request, NEVER)).totals);
			for (const { storeId } of FLEET.slice(0, 12)) {
				const store = await storeUptime(services, storeId, compared);
				expect(store.before?.totals).toEqual((await storeUptime(services, storeId, period)).totals);
				expect(store.totals).toEqual((await storeUptime(services, storeId, request)).totals);
			}
		},
	);

	const byLocal = (a: { local: string }, b: { local: string }) => (a.local < b.local ? -1 : 1);

	test("of a store that was never polled are unknown time", async () => {
		expect(UNPOLLED.length).toBeGreaterThan(1);
		for (const { storeId } of UNPOLLED) {
			const { totals, method } = await storeUptime(servicesOf(), storeId, {});
			expect(totals.unknownMs).toBe(openMs(totals));
			expect(totals.unknownMs).toBeGreaterThan(0);
			expect(method.newestPoll).toBeUndefined();
		}
	});

	test("as of the past tell the newest poll until then", async () => {
		const { storeId, polls } = POLLED.find((store) => store.polls.length > 300) ?? {
			storeId: "",
			polls: [],
		};
		for (const asOf of [NEWEST - 5 * DAY_MS, (polls[100] as { at: number }).at]) {
			const { method } = await storeUptime(servicesOf(), storeId, { asOf });
			expect(method.newestPoll).toBe(polls.findLast(({ at }) => at <= asOf)?.at);
		}
		const before = (polls[0] as { at: number }).at - 1;
		const { method } = await storeUptime(servicesOf(), storeId, { asOf: before });
		expect(method.newestPoll).toBeUndefined();
	});

	test("of a group that is not there, or cannot be, are none", async () => {
		for (const group of ["Brand Z", "\0", "x".repeat(500), " "]) {
			const { totals, method, parts } = await fleetUptime(
				servicesOf(),
				{ group, by: "day" },
				NEVER,
			);
			expect([totals, method.stores, parts]).toEqual([NO_TIME, 0, []]);
		}
	});

	test.each([
		["a range that is empty", { from: NEWEST - 1, to: NEWEST - 1 }, /empty/],
		["a range that is turned round", { from: NEWEST - 1, to: NEWEST - 2 }, /empty/],
		["a range that has not begun", { from: NEWEST, to: NEWEST + 1 }, /not before/],
		["an as of before all polls", { asOf: 0 }, /2000 at the earliest/],
		["an as of after tomorrow", { asOf: NEWEST + 2 * DAY_MS }, /tomorrow at the latest/],
		["32 days by hour", { from: NEWEST - 32 * DAY_MS, by: "hour" }, /by hour it may have 31 days/],
	] as const)("are refused over %s", async (_what, request, says) => {
		const services = servicesOf();
		const refusal = { meaning: "invalid", message: expect.stringMatching(says) };
		await expect(storeUptime(services, "s1", request)).rejects.toMatchObject(refusal);
		await expect(fleetUptime(services, request, NEVER)).rejects.toMatchObject(refusal);
	});

	test("of more days than there may be are refused", async () => {
		const services = servicesOf();
		const over = (days: number) => ({ from: NEWEST - days * DAY_MS });
		const tooLong = { meaning: "invalid", message: expect.stringMatching(/range is too long/) };
		await storeUptime(services, "s1", { ...over(1_096), by: "day" });
		await expect(storeUptime(services, "s1", { ...over(1_097), by: "day" })).rejects.toMatchObject(
			tooLong,
		);
		await storeUptime(services, "s1", { ...over(3_660), by: "month" });
		await expect(storeUptime(services, "s1", over(3_661))).rejects.toMatchObject(tooLong);
		await storeTimeline(services, "s1", over(92));
		await expect(storeTimeline(services, "s1", over(93))).rejects.toMatchObject(tooLong);
		await fleetUptime(services, { ...over(92), by: "day" }, NEVER);
		for (const by of [undefined, "day", "week", "month"] as const)
			await expect(fleetUptime(services, { ...over(93), by }, NEVER)).rejects.toMatchObject(
				tooLong,
			);
	});

	test("of a store that is not known, or cannot be, are not found", async () => {
		for (const storeId of ["nobody", "", "\0", "\ud800", "'; --"]) {
			const notFound = { meaning: "not_found" };
			await expect(storeUptime(servicesOf(), storeId, {})).rejects.toMatchObject(notFound);
			await expect(storeTimeline(servicesOf(), storeId, {})).rejects.toMatchObject(notFound);
		}
	});

	test("of all stores are computed once for all who ask for the same", async () => {
		const services = servicesOf();
		const [one, other, byDay] = await Promise.all([
			fleetUptime(services, {}, NEVER),
			fleetUptime(services, { asOf: NEWEST }, NEVER),
			fleetUptime(services, { by: "day" }, NEVER),
		]);
		expect(other).toBe(one);
		expect(byDay).not.toBe(one);
		expect(await fleetUptime(services, {}, NEVER)).toBe(one);
		services.fleetReadings.invalidate();
		const anew = await fleetUptime(services, {}, NEVER);
		expect(anew).not.toBe(one);
		expect(anew).toEqual(one);
	});

	test("of all stores are given up when nobody wants them any more", async () => {
		const gone = new AbortController();
		let snapshots = 0;
		const database = watched(given.database, () => {
			snapshots++;
			// Once it is planned and begun, and pages are being read.
			if (snapshots === 3) gone.abort(new Error("gone"));
		});
		const services = { ...servicesOf(), database };
		const request = { from: NEWEST - 90 * DAY_MS };
		await expect(fleetUptime(services, request, gone.signal)).rejects.toThrow("gone");
		const again = await fleetUptime(servicesOf(), request, NEVER);
		expect(again.method.stores).toBe(POLLED.length);
	});
});

/** The database, where something happens before each of its snapshots. */
function watched(database: Database, before: () => void): Database {
	return new Proxy(database, {
		get(target, name) {
			const value = Reflect.get(target, name, target);
			if (typeof value !== "function") return value;
			if (name === "snapshot") before();
			return value.bind(target);
		},
	});
}

describeOnBothEngines("figures over time of which polls were dropped", (given) => {
	test("are refused, and those over time that is kept stay what they were", async () => {
		await importLines(given.database, NEWEST, linesOf(FLEET));
		const services = testServices(given.database, NEWEST);
		const kept = { from: Date.UTC(2025, 1, 1), to: Date.UTC(2025, 1, 9) };
		const before = await storeUptime(services, "s3", kept);
		const fleetBefore = await fleetUptime(services, kept, NEVER);
		await dropOldPolls(services, 62 * DAY_MS);
		services.fleetReadings.invalidate();
		expect((await storeUptime(services, "s3", kept)).totals).toEqual(before.totals);
		expect((await fleetUptime(services, kept, NEVER)).totals).toEqual(fleetBefore.totals);
		const dropped = { from: kept.from - 1, to: kept.to };
		const refusal = { meaning: "invalid", message: expect.stringMatching(/were dropped/) };
		await expect(storeUptime(services, "s3", dropped)).rejects.toMatchObject(refusal);
		await expect(storeTimeline(services, "s3", dropped)).rejects.toMatchObject(refusal);
		const compared = { ...kept, comparesBefore: true };
		const ofPeriod = {
			meaning: "invalid",
			message:
				"polls of the period before, which begins at 2025-01-24T00:00:00.000Z, were dropped; ask without comparing, or for a range that begins later or is shorter",
		};
		await expect(storeUptime(services, "s3", compared)).rejects.toMatchObject(ofPeriod);
		await expect(fleetUptime(services, compared, NEVER)).rejects.toMatchObject(ofPeriod);
		await expect(fleetTable(services, compared, NEVER)).rejects.toMatchObject(ofPeriod);
		await expect(fleetUptime(services, dropped, NEVER)).rejects.toMatchObject(refusal);
	});
});

describeOnBothEngines("figures without any poll", (given) => {
	test("are refused, unless it is said when now is", async () => {
		await importLines(given.database, NEWEST, {
			timezones: ["store_id,timezone_str", "a,UTC"],
		});
		const services = testServices(given.database, NEWEST);
		const refusal = { meaning: "invalid", message: expect.stringMatching(/no polls/) };
		await expect(storeUptime(services, "a", {})).rejects.toMatchObject(refusal);
		await expect(fleetUptime(services, {}, NEVER)).rejects.toMatchObject(refusal);
		const { totals } = await storeUptime(services, "a", { asOf: NEWEST });
		expect(totals).toEqual({ upMs: 0, downMs: 0, unknownMs: 7 * DAY_MS });
		const fleet = await fleetUptime(services, { asOf: NEWEST }, NEVER);
		expect([fleet.totals, fleet.method.stores]).toEqual([NO_TIME, 0]);
	});
});
