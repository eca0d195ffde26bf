import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { beforeAll, expect, test } from "vitest";
import { DAY_MS, formatInstant, HOUR_MS } from "../../src/core/instant.ts";
import { beginReport } from "../../src/service/begin-report.ts";
import { Refusal } from "../../src/service/refusal.ts";
import { reportDocument } from "../../src/service/report-document.ts";
import { reportWithId } from "../../src/service/report-resource.ts";
import { reportText } from "../../src/service/report-text.ts";
import { saveSchedule } from "../../src/service/schedules.ts";
import { type NewReportRequest, triggerReport } from "../../src/service/trigger-report.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { importLines } from "./import-lines.ts";
import { computeToItsEnd, reportToItsEnd, testServices } from "./services.ts";

const NOW = Date.parse("2023-03-14T12:00Z");
const STORES = 40;
const GROUPS = ["North", "South", ""];
const groupOf = (store: number) => GROUPS[store % GROUPS.length] as string;
const isInNorth = (storeId: string) => groupOf(Number(storeId.slice(1))) === "North";

/** Stores that differ in their polls, hours and zones, of three groups that are mixed in the order of ids. */
function fleetLines() {
	const polls: string[] = [];
	const rows = (line: (store: number) => string[]) =>
		Array.from({ length: STORES }, (_, store) => line(store)).flat();
	for (let store = 0; store < STORES; store++)
		for (let at = NOW - 10 * DAY_MS; at <= NOW; at += (3 + (store % 5)) * HOUR_MS)
			polls.push(
				`s${store},${formatInstant(at)},${(at / HOUR_MS) % (3 + store) < 2 ? "inactive" : "active"}`,
			);
	return {
		polls: ["store_id,timestamp_utc,status", ...polls],
		hours: [
			"store_id,day,start_time_local,end_time_local",
			...rows((store) =>
				store % 4 === 0 ? [] : [0, 1, 5].map((day) => `s${store},${day},9:00,18:30`),
			),
		],
		timezones: [
			"store_id,timezone_str",
			...rows((store) => (store % 3 === 1 ? [`s${store},Europe/London`] : [])),
		],
		stores: [
			"store_id,group",
			...rows((store) => [`s${store},${groupOf(store)}`]),
			"unpolled,East",
		],
	};
}

describeOnBothEngines("a report of a group", (given) => {
	const services = () => testServices(given.database, NOW, { sliceStores: 3 });

	beforeAll(() => importLines(given.database, NOW, fleetLines()));

	async function finished(request: NewReportRequest) {
		const context = services();
		const report = await reportWithId(context, await reportToItsEnd(context, request));
		expect(report.state).toBe("complete");
		const rows = await text(Readable.from(reportText(context, report, "ndjson")));
		return { report, rows: rows.split("\n").slice(0, -1) };
	}
	const idsOf = (rows: readonly string[]) => rows.map((row) => JSON.parse(row).store_id as string);
	const refusalOf = (request: NewReportRequest) =>
		triggerReport(services(), request).then(
			() => expect.unreachable(),
			(error) => {
				expect(error).toBeInstanceOf(Refusal);
				return { meaning: error.meaning, message: error.message };
			},
		);

	test("has the rows that the report of all stores has of those in it, and no others", async () => {
		const all = await finished({});
		expect(all.rows).toHaveLength(STORES);
		const north = await finished({ group: " North " });
		expect(north.rows).toEqual(all.rows.filter((row) => isInNorth(JSON.parse(row).store_id)));
		expect(north.rows).toHaveLength(14);
		const listed = await finished({ storeIds: idsOf(north.rows) });
		expect(listed.rows).toEqual(north.rows);

		const document = reportDocument(north.report);
		expect(document).toMatchObject({
			store_ids: null,
			group: "North",
			progress: { stores_done: 14, stores_total: 14 },
		});
		expect(document.method).toEqual({
			...reportDocument(listed.report).method,
			selection: "group",
			group: "North",
		});
		expect(reportDocument(all.report)).toMatchObject({
			group: null,
			method: { selection: "all", group: null },
		});
		expect(reportDocument(listed.report)).toMatchObject({
			group: null,
			method: { selection: "listed", group: null },
		});
	});

	test("of which no store was polled has no rows", async () => {
		const { rows, report } = await finished({ group: "East" });
		expect(rows).toEqual([]);
		expect(report.method).toMatchObject({ selection: "group", group: "East", stores: 0 });
	});

	test("that no store is in is refused, by its name", async () => {
		for (const group of ["West", "north", "North South", "N\u0000", "n".repeat(256)])
			expect(await refusalOf({ group })).toEqual({
				meaning: "invalid",
				message: `there is no store in the group "${group}"`,
			});
		expect((await refusalOf({ group: "  " })).message).toBe('there is no store in the group "  "');
	});

	test("and of a list at once is refused", async () => {
		expect(await refusalOf({ group: "North", storeIds: ["s0"] })).toEqual({
			meaning: "invalid",
			message: "ask for a list of stores or for a group, not for both",
		});
	});

	test("is another than that of another group, and the same while it waits", async () => {
		const context = services();
		const trigger = (group?: string) => triggerReport(context, { group });
		const north = await trigger("North");
		expect(await trigger("North")).toEqual({ ...north, isNew: false });
		const ids = new Set([north, await trigger("South"), await trigger()].map((it) => it.reportId));
		expect(ids.size).toBe(3);
		await computeToItsEnd(context);
	});

	test("may be asked for again and again, but not of a group that no store is in", async () => {
		const saved: unknown[] = [];
		const context = testServices(given.database, NOW, {
			schedules: { ...services().schedules, save: async ({ request }) => void saved.push(request) },
		});
		const save = (request: NewReportRequest) =>
			saveSchedule(context, { name: "weekly", cron: "0 6 * * 1", timezone: "UTC", request });
		await save({ group: "North" });
		expect(saved).toEqual([{ group: "North" }]);
		await expect(save({ group: "West" })).rejects.toMatchObject({ meaning: "invalid" });
		await expect(save({ group: "North", storeIds: ["s0"] })).rejects.toMatchObject({
			meaning: "invalid",
		});
		expect(saved).toHaveLength(1);
	});

	test("has the stores that are in it when their slice is read, with the figures of any report", async () => {
		// Long before all others, and on the other side of a change of the clocks.
		await importLines(given.database, NOW, {
			polls: ["store_id,timestamp_utc,status", "s50,2022-10-01 15:30:00,inactive"],
			hours: ["store_id,day,start_time_local,end_time_local", "s50,5,10:00,11:00"],
		});
		const context = services();
		const { reportId } = await triggerReport(context, { group: "South" });
		for (const job of context.queue.take("begin-report")) await beginReport(context, job.reportId);
		await importLines(given.database, NOW, {
			stores: ["store_id,group", "s50,South", "s7,North"],
		});
		await computeToItsEnd(context);
		const report = await reportWithId(context, reportId);
		const rows = await text(Readable.from(reportText(context, report, "ndjson")));
		const ids = idsOf(rows.split("\n").slice(0, -1));
		expect(ids).toContain("s50");
		expect(ids).not.toContain("s7");
		const all = (await finished({})).rows;
		expect(rows.split("\n").slice(0, -1)).toEqual(
			all.filter((row) => ids.includes(JSON.parse(row).store_id)),
		);
		expect(report.method?.stores).toBe(ids.length);
	});
});
