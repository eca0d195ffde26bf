import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { parse } from "csv-parse/sync";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import type { RowsDocument } from "../../src/contract/report.ts";
import { DAY_MS, formatInstant, HOUR_MS, type Instant } from "../../src/core/instant.ts";
import { DEFAULT_RULES, type Rules } from "../../src/core/rules.ts";
import type { Database } from "../../src/database/engine/database.ts";
import { DatabaseError } from "../../src/database/engine/errors.ts";
import { manyUnfinishedSlices, type SliceName } from "../../src/database/report-slices.ts";
import { beginReport } from "../../src/service/begin-report.ts";
import { cancelReport } from "../../src/service/cancel-report.ts";
import type { ServiceContext } from "../../src/service/context.ts";
import { deleteReport } from "../../src/service/delete-report.ts";
import { type FleetFiles, readFleetFiles } from "../../src/service/fleet-files.ts";
import { importFiles } from "../../src/service/import-files.ts";
import { Refusal } from "../../src/service/refusal.ts";
import { RejectLog } from "../../src/service/reject-log.ts";
import { reportFromFiles } from "../../src/service/report-from-files.ts";
import type { RequestedRange } from "../../src/service/report-plan.ts";
import { reportWithId } from "../../src/service/report-resource.ts";
import { reportText } from "../../src/service/report-text.ts";
import { runSlice, TRIES } from "../../src/service/run-slice.ts";
import { type NewReportRequest, triggerReport } from "../../src/service/trigger-report.ts";
import { type ReportFormat, writeReport } from "../../src/service/write-report.ts";
import {
	describeOnBothEngines,
	describeOnPostgres,
	type TestDatabase,
} from "../database/databases.ts";
import { importLines } from "./import-lines.ts";
import { computeToItsEnd, reportToItsEnd, type TestServices, testServices } from "./services.ts";

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

const RANGES: readonly (readonly RequestedRange[] | undefined)[] = [
	undefined,
	[{ from: NEWEST - 30 * DAY_MS, to: NEWEST - 20 * DAY_MS }],
	[{ from: NEWEST - 500 * DAY_MS, to: NEWEST }],
	[{ from: NEWEST - 1, to: NEWEST }],
	[
		{ name: "later", from: NEWEST - 10 * DAY_MS, to: NEWEST + DAY_MS },
		{ from: NEWEST - 200 * DAY_MS, to: NEWEST - 190 * DAY_MS - 7 },
		{ name: "all_of_it", from: NEWEST - 220 * DAY_MS, to: NEWEST },
	],
];

/** Ranges over which a slice of all stores is computed in several batches. */
const IN_BATCHES = { ranges: [{ from: NEWEST - 500 * DAY_MS, to: NEWEST }] };

const NEVER = new AbortController().signal;

/** The stores are in nine slices, the last of them with four. */
const SLICE_STORES = 7;

/** What the files of a fleet say, of which only some rows may be taken. */
async function readFleet(takes: (storeId: string) => boolean = () => true): Promise<FleetFiles> {
	const directory = mkdtempSync(join(tmpdir(), "openhours-quiet-"));
	try {
		const names = Object.fromEntries(
			Object.entries(quietFleet()).map(([kind, csv]) => {
				const [header, ...rows] = csv.split("\n");
				const taken = rows.filter((row) => takes(row.split(",", 1)[0] as string));
				writeFileSync(join(directory, kind), [header, ...taken].join("\n"));
				return [kind, join(directory, kind)];
			}),
		);
		return await readFleetFiles({
			names,
			standardInput: Readable.from([]),
			now: NEWEST,
			rejects: new RejectLog(),
			strict: true,
		});
	} finally {
		rmSync(directory, { recursive: true, force: true });
	}
}

/** The database, where something happens before each of its transactions, which are numbered from 1. */
function watched(
	database: Database,
	before: (transaction: number) => Promise<unknown> | undefined,
): Database {
	let transactions = 0;
	return new Proxy(database, {
		get(target, name) {
			if (name === "transaction")
				return async (work: Parameters<Database["transaction"]>[0]) => {
					await before(++transactions);
					return target.transaction(work);
				};
			const value = Reflect.get(target, name, target);
			return typeof value === "function" ? value.bind(target) : value;
		},
	});
}

/** What is asked of reports on the fleet in a database. */
function fleetIn(given: Pick<TestDatabase, "database">) {
	const fleet = {
		services: (differences: Partial<Omit<ServiceContext, "queue">> = {}) =>
			testServices(given.database, NEWEST, { sliceStores: SLICE_STORES, ...differences }),
		textOf: async (reportId: string, format: ReportFormat = "json") => {
			const report = await reportWithId(fleet.services(), reportId);
			return text(Readable.from(reportText(fleet.services(), report, format)));
		},
		stateOf: async (reportId: string) => (await reportWithId(fleet.services(), reportId)).state,
		/** A report that was begun, and the slices that wait for being computed. */
		begun: async (
			services: TestServices,
			request: NewReportRequest = {},
		): Promise<{ reportId: string; slices: SliceName[] }> => {
			const { reportId } = await triggerReport(services, request);
			for (const job of services.queue.take("begin-report"))
				await beginReport(services, job.reportId);
			return { reportId, slices: services.queue.take("compute-slice") };
		},
		/** A begun report that is one slice, which is computed in several batches. */
		begunInBatches: async (): Promise<SliceName> => {
			const services = fleet.services({ sliceStores: 1_000 });
			const { slices } = await fleet.begun(services, IN_BATCHES);
			return slices[0] as SliceName;
		},
		/** How many rows and unfinished slices there are of a report. */
		left: async (reportId: string) => {
			const rows = await given.database.tables
				.selectFrom("report_row")
				.select("store_id")
				.where("report_id", "=", reportId)
				.execute();
			const slices = await manyUnfinishedSlices(given.database, reportId);
			return { rows: rows.length, slices: slices.length };
		},
	};
	return fleet;
}

describeOnBothEngines("a report from the database", (given) => {
	let files: FleetFiles;
	const { services, textOf } = fleetIn(given);

	beforeAll(async () => {
		files = await readFleet();
		await importFiles(given.database, files);
	});

	async function fromFiles(
		request: {
			ranges?: readonly RequestedRange[] | undefined;
			asOf?: Instant;
			rules?: Partial<Rules>;
		},
		some = files,
	): Promise<string> {
		const asked = { ...request, rules: { ...DEFAULT_RULES, ...request.rules } };
		return text(Readable.from(writeReport(reportFromFiles(some, asked, "2026c"), "json")));
	}

	test.each(RULES.flatMap((rules) => RANGES.map((ranges) => ({ rules, ranges }))))(
		"is the one from the files, to the millisecond and with its method, however it is sliced: $rules over $ranges",
		async ({ rules, ranges }) => {
			const wanted = await fromFiles({ rules, ranges });
			for (const sliceStores of [SLICE_STORES, 1_000]) {
				const reportId = await reportToItsEnd(services({ sliceStores }), { rules, ranges });
				const got = await textOf(reportId);
				expect(JSON.parse(got)).toEqual(JSON.parse(wanted));
				expect(got).toBe(wanted);
			}
		},
	);

	test.each([
		NEWEST - 1,
		NEWEST - 3 * DAY_MS,
		NEWEST - 97.5 * DAY_MS,
		NEWEST - DAYS * DAY_MS + HOUR_MS,
	])(
		"as of an instant in the past is the one from the files, its newest poll too: %d",
		async (asOf) => {
			for (const ranges of [undefined, [{ from: asOf - 40 * DAY_MS, to: NEWEST }]]) {
				const wanted = await fromFiles({ asOf, ranges });
				const got = await textOf(await reportToItsEnd(services(), { asOf, ranges }));
				expect(got).toBe(wanted);
			}
		},
	);

	test("as of a time before any poll is empty, and complete as soon as it is begun", async () => {
		const asOf = NEWEST - 2 * DAYS * DAY_MS;
		const empty = services();
		const { reportId } = await triggerReport(empty, { asOf });
		for (const job of empty.queue.take("begin-report")) await beginReport(empty, job.reportId);
		expect(empty.queue.jobs).toEqual([]);
		expect(await textOf(reportId)).toBe(await fromFiles({ asOf }));
		expect(await textOf(reportId, "ndjson")).toBe("");
		expect(await reportWithId(empty, reportId)).toMatchObject({
			state: "complete",
			storesDone: 0,
			storesTotal: 0,
			method: { stores: 0 },
		});
	});

	test("of a list of stores is the one of a fleet that has no others", async () => {
		const storeIds = ["s3", "s40", "s8", "s12", "s59", "s20", "s21", "s22", "s23"];
		const some = await readFleet((id) => ["*", "", ...storeIds].includes(id));
		const request = { asOf: NEWEST, ranges: RANGES[4] };
		const wanted: RowsDocument = JSON.parse(await fromFiles(request, some));
		const reportId = await reportToItsEnd(services(), { ...request, storeIds });
		expect(JSON.parse(await textOf(reportId))).toEqual({
			...wanted,
			method: { ...wanted.method, selection: "listed" },
		});
		expect(wanted.stores).toHaveLength(storeIds.length);
	});

	test("has the same figures in every format", async () => {
		const reportId = await reportToItsEnd(services(), { ranges: RANGES[4] });
		const { stores }: RowsDocument = JSON.parse(await textOf(reportId));
		const lines = (await textOf(reportId, "ndjson")).split("\n");
		expect(lines.pop()).toBe("");
		expect(lines.map((line) => JSON.parse(line))).toEqual(stores);
		const csv = parse(await textOf(reportId, "extended-csv"), {
			columns: true,
			record_delimiter: "\r\n",
		});
		expect(csv).toEqual(
			stores.map(({ store_id, figures }) => ({
				store_id,
				...Object.fromEntries(
					Object.entries(figures).flatMap(([range, ofRange]) =>
						Object.entries(ofRange).map(([figure, value]) => [
							`${range}_${figure}`,
							value === null ? "" : figure.endsWith("_percent") ? value.toFixed(3) : String(value),
						]),
					),
				),
			})),
		);
	});
});

describeOnBothEngines("a slice", (given) => {
	const { services, textOf, stateOf, begun, begunInBatches, left } = fleetIn(given);
	/** What a report whose slice is computed in several batches must be. */
	let wanted: string;
	/** How many transactions such a slice takes: one to begin it, one for each batch, one to close it. */
	let transactions = 0;

	beforeAll(async () => {
		await importFiles(given.database, await readFleet());
		const slice = await begunInBatches();
		const database = watched(given.database, () => {
			transactions++;
			return undefined;
		});
		await runSlice(services({ database }), slice, NEVER);
		wanted = await textOf(slice.reportId);
	});

	/** Runs a slice on a database where something happens before a transaction; what it returned. */
	async function runWith(
		slice: SliceName,
		at: number,
		happens: () => unknown,
		signal = NEVER,
	): Promise<{ result: boolean; transactions: number }> {
		let transactions = 0;
		const database = watched(given.database, async (transaction) => {
			transactions = transaction;
			if (transaction === at) await happens();
		});
		const result = await runSlice(services({ database }), slice, signal);
		return { result, transactions };
	}

	const eachTransaction = () => Array.from({ length: transactions - 1 }, (_, i) => i + 2);

	test("is computed in several batches, for what follows", () => {
		expect(transactions).toBeGreaterThan(4);
		expect(JSON.parse(wanted).stores).toHaveLength(STORES);
	});

	test("that is run again has its effect once, and in any order they come to the same report", async () => {
		const ours = services();
		const { reportId, slices } = await begun(ours, IN_BATCHES);
		expect(slices).toHaveLength(Math.ceil(STORES / SLICE_STORES));
		for (const slice of slices.toReversed()) {
			expect(await stateOf(reportId)).toBe("running");
			expect(await runSlice(ours, slice, NEVER)).toBe(true);
			expect(await runSlice(ours, slice, NEVER)).toBe(true);
		}
		expect(await textOf(reportId)).toBe(wanted);
		expect(await left(reportId)).toEqual({ rows: STORES, slices: 0 });
		for (const slice of slices) expect(await runSlice(ours, slice, NEVER)).toBe(true);
		expect(await textOf(reportId)).toBe(wanted);
	});

	test("that another takes over is that one's, at whatever point it happens", async () => {
		for (const at of eachTransaction()) {
			const slice = await begunInBatches();
			const over = () => runSlice(services(), slice, NEVER);
			expect((await runWith(slice, at, over)).transactions).toBe(at);
			expect(await textOf(slice.reportId)).toBe(wanted);
			expect(await reportWithId(services(), slice.reportId)).toMatchObject({ attempts: 2 });
		}
	});

	test("that another took over and did not end yet is not closed by the older one", async () => {
		const slice = await begunInBatches();
		const stopped = AbortSignal.abort();
		const takeOver = () => runSlice(services(), slice, stopped);
		expect((await runWith(slice, transactions, takeOver)).result).toBe(true);
		expect(await stateOf(slice.reportId)).toBe("running");
		expect(await left(slice.reportId)).toEqual({ rows: 0, slices: 1 });
		await runSlice(services(), slice, NEVER);
		expect(await textOf(slice.reportId)).toBe(wanted);
	});

	test("that was asked to stop is left to be run again, and then is right", async () => {
		for (const at of [1, ...eachTransaction()]) {
			const slice = await begunInBatches();
			const stop = new AbortController();
			const { result } = await runWith(slice, at, () => stop.abort(), stop.signal);
			expect(await stateOf(slice.reportId)).toBe(result ? "complete" : "running");
			if (at < transactions - 1) expect(result).toBe(false);
			expect(await runSlice(services(), slice, NEVER)).toBe(true);
			expect(await textOf(slice.reportId)).toBe(wanted);
		}
	});

	test("of a report that is cancelled ends within a batch, and leaves nothing", async () => {
		for (const at of eachTransaction()) {
			const slice = await begunInBatches();
			const run = await runWith(slice, at, () => cancelReport(services(), slice.reportId));
			expect(run).toEqual({ result: true, transactions: at });
			expect(await stateOf(slice.reportId)).toBe("cancelled");
			expect(await left(slice.reportId)).toEqual({ rows: 0, slices: 0 });
			expect(await runSlice(services(), slice, NEVER)).toBe(true);
			expect(await stateOf(slice.reportId)).toBe("cancelled");
		}
	});

	test("of a report that is deleted ends within a batch, and leaves nothing", async () => {
		for (const at of eachTransaction()) {
			const slice = await begunInBatches();
			const run = await runWith(slice, at, () => deleteReport(services(), slice.reportId));
			expect(run).toEqual({ result: true, transactions: at });
			expect(await left(slice.reportId)).toEqual({ rows: 0, slices: 0 });
			expect(await runSlice(services(), slice, NEVER)).toBe(true);
			expect(await left(slice.reportId)).toEqual({ rows: 0, slices: 0 });
			await expect(stateOf(slice.reportId)).rejects.toMatchObject({ meaning: "not_found" });
		}
	});

	test("is none of a report that is not there, or waits", async () => {
		const ours = services();
		const reportId = crypto.randomUUID();
		expect(await runSlice(ours, { reportId, slice: 0 }, NEVER)).toBe(true);
		const waiting = await triggerReport(ours);
		expect(await runSlice(ours, { reportId: waiting.reportId, slice: 0 }, NEVER)).toBe(true);
		expect(await stateOf(waiting.reportId)).toBe("queued");
		await computeToItsEnd(ours);
	});

	/** Makes one store a mistake until the test is done, or it is mended. */
	async function breakStore(storeId: string): Promise<() => Promise<unknown>> {
		const setZone = (timezone: string | null) =>
			given.database.tables
				.updateTable("store")
				.set({ timezone })
				.where("store_id", "=", storeId)
				.execute();
		const { timezone } = await given.database.tables
			.selectFrom("store")
			.select("timezone")
			.where("store_id", "=", storeId)
			.executeTakeFirstOrThrow();
		await setZone("Nowhere/At_All");
		const mend = () => setZone(timezone);
		onTestFinished(async () => {
			await mend();
		});
		return mend;
	}

	test("that cannot be computed for a mistake of ours fails its report at the third, which says so", async () => {
		await breakStore("s11");
		const ours = services();
		const { reportId, slices } = await begun(ours, IN_BATCHES);
		const [broken, ...others] = slices as [SliceName, ...SliceName[]];
		await runSlice(ours, others[0] as SliceName, NEVER);
		for (let mistakes = 1; mistakes <= TRIES; mistakes++) {
			expect(await stateOf(reportId)).toBe("running");
			await expect(runSlice(ours, broken, NEVER)).rejects.toThrow(RangeError);
		}
		const { state, failure, attempts } = await reportWithId(ours, reportId);
		expect({ state, attempts }).toEqual({ state: "failed", attempts: TRIES });
		expect(failure).toBe(
			"The stores from s0 up to, but without, s15 could not be computed in 3 tries because of a " +
				"mistake in the program. Its log tells more under the report's id; please report it.",
		);
		expect(await left(reportId)).toEqual({ rows: 0, slices: 0 });
		for (const slice of slices) expect(await runSlice(ours, slice, NEVER)).toBe(true);
		expect(await reportWithId(ours, reportId)).toMatchObject({ state: "failed", failure });
	});

	test("mistakes of different slices do not add up, and one that is mended is forgotten", async () => {
		const mend = [await breakStore("s11"), await breakStore("s9")];
		const ours = services();
		const { reportId, slices } = await begun(ours, IN_BATCHES);
		const broken = [slices[0], slices.at(-1)] as SliceName[];
		for (const slice of broken)
			for (let mistakes = 1; mistakes < TRIES; mistakes++)
				await expect(runSlice(ours, slice, NEVER)).rejects.toThrow(RangeError);
		for (const mended of mend) await mended();
		for (const slice of slices) await runSlice(ours, slice, NEVER);
		expect(await textOf(reportId)).toBe(wanted);
		expect((await reportWithId(ours, reportId)).attempts).toBe(TRIES);
	});

	test("a mistake of an attempt that another took over from is not counted", async () => {
		// In the last batch, so that counting it is the transaction after those of the others.
		await breakStore("s9");
		const slice = await begunInBatches();
		const stopped = AbortSignal.abort();
		const takeOver = () => runSlice(services(), slice, stopped);
		for (let mistakes = 1; mistakes <= TRIES; mistakes++)
			await expect(runWith(slice, transactions - 1, takeOver)).rejects.toThrow(RangeError);
		expect(await reportWithId(services(), slice.reportId)).toMatchObject({
			state: "running",
			attempts: 2 * TRIES,
		});
		await cancelReport(services(), slice.reportId);
	});

	test("that the database fails is refused as unavailable, and is run again as often as it takes", async () => {
		const slice = await begunInBatches();
		for (const at of [1, ...eachTransaction()]) {
			const failing = runWith(slice, at, () => {
				throw new DatabaseError("lost", "the database broke off the connection. Try again.");
			});
			await expect(failing).rejects.toBeInstanceOf(Refusal);
			await expect(failing).rejects.toMatchObject({ meaning: "unavailable" });
			expect(await stateOf(slice.reportId)).toBe("running");
		}
		expect(await runSlice(services(), slice, NEVER)).toBe(true);
		expect(await textOf(slice.reportId)).toBe(wanted);
	});

	test("a report is begun once", async () => {
		const ours = services();
		const { reportId } = await triggerReport(ours);
		await beginReport(ours, reportId);
		await beginReport(ours, reportId);
		expect(ours.queue.take("compute-slice")).toEqual(
			Array.from({ length: 9 }, (_, slice) => ({ kind: "compute-slice", reportId, slice })),
		);
		expect(await reportWithId(ours, reportId)).toMatchObject({
			state: "running",
			attempts: 1,
			storesDone: 0,
			storesTotal: STORES,
		});
		await beginReport(ours, crypto.randomUUID());
		await cancelReport(ours, reportId);
		await beginReport(ours, reportId);
		expect(await stateOf(reportId)).toBe("cancelled");
	});
});

describeOnBothEngines("polls that come in once a report was begun", (given) => {
	test("are judged by the clock of their own day, however old they are", async () => {
		const mondayNoon = Date.parse("2023-07-10T12:00-04:00");
		const importPolls = (...polls: string[]) =>
			importLines(given.database, mondayNoon, {
				polls: ["store_id,timestamp_utc,status", ...polls],
				hours: [
					"store_id,day,start_time_local,end_time_local",
					"a,0,09:00,17:00",
					"a,1,09:00,17:00",
				],
				timezones: ["store_id,timezone_str", "a,America/New_York"],
			});
		await importPolls("a,2023-07-10T16:00:00Z,active");
		const services = testServices(given.database, mondayNoon);
		const { reportId } = await triggerReport(services, { rules: { missingDay: "closed" } });
		for (const job of services.queue.take("begin-report"))
			await beginReport(services, job.reportId);
		// 16:30 in New York, half an hour before closing; in July's time it would be half an hour after.
		await importPolls("a,2023-01-10T21:30:00Z,inactive");
		await computeToItsEnd(services);
		const report = await reportWithId(services, reportId);
		const csv = await text(Readable.from(reportText(services, report, "csv")));
		// Down from nine to noon, and in the last week on Tuesday and on Monday from noon, too.
		expect(csv.split("\r\n")[1]).toBe("a,0.00,0.00,0.00,60.00,3.00,16.00");
	});
});

describeOnPostgres("slices that several processes compute", (given) => {
	const { services, textOf, left } = fleetIn(given);

	beforeAll(async () => {
		await importFiles(given.database, await readFleet());
	});

	test("complete their report once, whichever is the last, and though each is computed twice", async () => {
		const wanted = await textOf(await reportToItsEnd(services(), IN_BATCHES));
		const ours = services();
		const theirs = services({ database: await given.openAgain() });
		const webhook = { url: "https://example.com/" };
		for (let round = 0; round < 8; round++) {
			const { reportId } = await triggerReport(ours, { ...IN_BATCHES, webhook });
			ours.queue.take("begin-report");
			await Promise.all([beginReport(ours, reportId), beginReport(theirs, reportId)]);
			const slices = [...ours.queue.take("compute-slice"), ...theirs.queue.take("compute-slice")];
			expect(slices).toHaveLength(9);
			await Promise.all(
				slices.flatMap((slice) => [runSlice(ours, slice, NEVER), runSlice(theirs, slice, NEVER)]),
			);
			expect(await textOf(reportId)).toBe(wanted);
			expect(await left(reportId)).toEqual({ rows: STORES, slices: 0 });
			// Whoever ended it told so, once.
			const told = [ours, theirs].flatMap(({ queue }) => queue.take("deliver-webhook"));
			expect(told).toHaveLength(1);
		}
	});
});
