import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DAY_MS, formatInstant, HOUR_MS, type Instant } from "../../src/core/instant.ts";
import type { ReportPlan } from "../../src/core/report.ts";
import { DEFAULT_RULES, type Rules } from "../../src/core/rules.ts";
import { insertReport } from "../../src/database/reports.ts";
import type { ServiceContext } from "../../src/service/context.ts";
import { type FleetFiles, readFleetFiles } from "../../src/service/fleet-files.ts";
import { importFiles } from "../../src/service/import-files.ts";
import { readReport } from "../../src/service/read-report.ts";
import { RejectLog } from "../../src/service/reject-log.ts";
import { reportFromFiles } from "../../src/service/report-from-files.ts";
import { planReport } from "../../src/service/report-plan.ts";
import { runReport } from "../../src/service/run-report.ts";
import { writeReport } from "../../src/service/write-report.ts";
import { describeOnBothEngines } from "../database/databases.ts";

// A fleet whose stores go quiet for weeks and months, so that the poll that sets the state is far
// before the range, and some of it counts only under some rules.
const NEWEST = Date.UTC(2025, 3, 10, 12);
const STORES = 60;
const DAYS = 220;

/** The same numbers every time: the fleet is as it is, and the rules vary. */
function* numbers(seed: number): Generator<number, never> {
	for (let state = seed; ; ) {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		yield state / 2 ** 32;
	}
}

function quietFleet(): Record<"polls" | "hours" | "timezones" | "closures", string> {
	const random = numbers(7);
	const next = (limit: number) => Math.floor(random.next().value * limit);
	const polls = [`s0,active,${formatInstant(NEWEST)}`];
	const hours: string[] = [];
	const timezones: string[] = [];
	const closures: string[] = ["*,2025-04-05T10:00:00Z,2025-04-05T16:00:00Z,works"];
	for (let store = 0; store < STORES; store++) {
		const quietSince = NEWEST - next(DAYS) * DAY_MS;
		for (let at = NEWEST - DAYS * DAY_MS; at < quietSince; at += (1 + next(400)) * HOUR_MS)
			polls.push(
				`s${store},${next(3) === 0 ? "inactive" : "active"},${formatInstant(at + next(HOUR_MS))}`,
			);
		if (store % 5 > 0)
			for (const day of [0, 2, 4, 5].slice(0, 1 + next(4)))
				hours.push(`s${store},${day},${8 + next(4)}:00,${18 + next(6)}:30`);
		if (store % 3 > 0)
			timezones.push(`s${store},${["Europe/London", "Australia/Lord_Howe"][store % 2]}`);
		if (store % 4 === 0)
			closures.push(
				`s${store},${formatInstant(quietSince - 3 * DAY_MS)},${formatInstant(quietSince + DAY_MS)},`,
			);
	}
	return {
		polls: ["store_id,status,timestamp_utc", ...polls, ""].join("\n"),
		hours: ["store_id,day,start_time_local,end_time_local", ...hours, ""].join("\n"),
		timezones: ["store_id,timezone_str", ...timezones, ""].join("\n"),
		closures: ["store_id,from_utc,to_utc,reason", ...closures, ""].join("\n"),
	};
}

const RULES: readonly Partial<Rules>[] = [
	{},
	{ missingDay: "closed" },
	{ outsidePolls: "use" },
	{ maxGapMs: 6 * HOUR_MS },
	{ maxGapMs: 60 * DAY_MS, missingDay: "closed" },
	{ endOfDay: "literal", defaultZone: "Pacific/Apia" },
];

const RANGES: readonly ({ from: Instant; to: Instant } | undefined)[] = [
	undefined,
	{ from: NEWEST - 30 * DAY_MS, to: NEWEST - 20 * DAY_MS },
	{ from: NEWEST - 500 * DAY_MS, to: NEWEST },
	{ from: NEWEST - 1, to: NEWEST },
];

describeOnBothEngines("a report from the database", (given) => {
	const directory = mkdtempSync(join(tmpdir(), "openhours-quiet-"));
	let files: FleetFiles;
	let context: ServiceContext;

	beforeAll(async () => {
		const names = Object.fromEntries(
			Object.entries(quietFleet()).map(([kind, csv]) => {
				writeFileSync(join(directory, kind), csv);
				return [kind, join(directory, kind)];
			}),
		);
		files = await readFleetFiles({
			names,
			standardInput: Readable.from([]),
			now: NEWEST,
			rejects: new RejectLog(),
			strict: true,
		});
		await importFiles(given.database, files);
		context = {
			database: given.database,
			queue: { add: () => {} },
			now: () => NEWEST,
			rules: DEFAULT_RULES,
			zoneDataVersion: "2026c",
		};
	});
	afterAll(() => rmSync(directory, { recursive: true, force: true }));

	async function accept(plan: ReportPlan): Promise<string> {
		const reportId = crypto.randomUUID();
		await insertReport(given.database, {
			reportId,
			parameters: plan,
			rangeNames: plan.ranges.map(({ name }) => name),
			asOf: plan.asOf,
			requestedAt: NEWEST,
		});
		return reportId;
	}

	async function reportOf(plan: ReportPlan): Promise<string> {
		const reportId = await accept(plan);
		await runReport(context, reportId, new AbortController().signal);
		const report = await readReport(context, reportId);
		if (report.state !== "complete") throw new Error(report.state);
		return text(Readable.from(report.text("json")));
	}

	test.each(RULES.flatMap((rules) => RANGES.map((range) => ({ rules, range }))))(
		"is the one from the files, to the millisecond and with its method: $rules over $range",
		async ({ rules, range }) => {
			const request = { rules: { ...DEFAULT_RULES, ...rules }, range };
			const fromFiles = reportFromFiles(files, request, "2026c");
			const wanted = await text(Readable.from(writeReport(fromFiles, "json")));
			const got = await reportOf(planReport(request, NEWEST));
			expect(JSON.parse(got)).toEqual(JSON.parse(wanted));
			expect(got).toBe(wanted);
		},
	);

	test("that was asked to stop is left to be run again, and then is right", async () => {
		const reportId = await accept(planReport({ rules: DEFAULT_RULES }, NEWEST));
		await runReport(context, reportId, AbortSignal.abort());
		expect(await readReport(context, reportId)).toEqual({ state: "running" });
		await runReport(context, reportId, new AbortController().signal);
		expect((await readReport(context, reportId)).state).toBe("complete");
	});
});
