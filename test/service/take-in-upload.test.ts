import { gzipSync } from "node:zlib";
import { sql } from "kysely";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { DAY_MS, formatInstant, HOUR_MS, MINUTE_MS } from "../../src/core/instant.ts";
import { asRefusal } from "../../src/service/as-refusal.ts";
import { keepHouse } from "../../src/service/housekeeping.ts";
import { importDetailsDocument } from "../../src/service/import-document.ts";
import { importWithId, listImports } from "../../src/service/import-resource.ts";
import type { EndedImport } from "../../src/service/observations.ts";
import { Refusal } from "../../src/service/refusal.ts";
import { rejectsText } from "../../src/service/rejects-text.ts";
import { takeInUpload, type Upload } from "../../src/service/take-in-upload.ts";
import { ImportFailed, MalformedUpload, UploadStopped } from "../../src/service/upload-failure.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { type TestServices, testServices } from "./services.ts";

const NOW = Date.UTC(2023, 0, 25, 18);
const HEADER = "store_id,timestamp_utc,status\n";

interface Sent extends Partial<Omit<Upload, "body">> {
	/** The body, in the blocks in which it comes. */
	readonly blocks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
}

async function* bytesOf({ blocks }: Sent): AsyncGenerator<Uint8Array> {
	for await (const block of blocks) yield typeof block === "string" ? Buffer.from(block) : block;
}

/** A row of polls: `a`'s, a minute after another. */
const row = (minute: number, status = "active", storeId = "a") =>
	`${storeId},${formatInstant(NOW - DAY_MS + minute * MINUTE_MS)},${status}\n`;

describeOnBothEngines("a table that is uploaded", (given) => {
	let services: TestServices;
	beforeEach(async () => {
		await given.database.script("delete from store; delete from closure; delete from import");
		services = testServices(given.database, NOW);
	});

	const take = (sent: Sent) =>
		takeInUpload(services, {
			kind: "polls",
			form: "csv",
			isGzip: false,
			bytesTotal: undefined,
			bytesMax: 1_000_000_000,
			...sent,
			body: bytesOf(sent),
		});

	/** How an upload fails that must fail. */
	const failureOf = async (sent: Sent): Promise<ImportFailed> => {
		const failure = await take(sent).catch((error: unknown) => error);
		expect(failure).toBeInstanceOf(ImportFailed);
		return failure as ImportFailed;
	};

	/** All polls, as `store minute status`. */
	async function polls(): Promise<string[]> {
		const { rows } = await sql<{ poll: string }>`
			select store_id || ' ' || extract(epoch from timestamp_utc)::bigint || ' ' || status as poll
			from store_status
			order by store_id, timestamp_utc
		`.execute(given.database.tables);
		return rows.map(({ poll }) => {
			const [storeId, seconds, status] = poll.split(" ");
			return `${storeId} ${(Number(seconds) * 1_000 - NOW + DAY_MS) / MINUTE_MS} ${status}`;
		});
	}

	test("is answered with what became of it, and can be looked up", async () => {
		const text = HEADER + row(1) + row(1, "inactive") + row(2, "asleep") + row(3, "active", "b");
		const details = await take({ blocks: [text], bytesTotal: text.length });
		expect(importDetailsDocument(details)).toEqual({
			import_id: details.importId,
			kind: "polls",
			media_type: "text/csv",
			state: "complete",
			started_at: formatInstant(NOW),
			finished_at: formatInstant(NOW),
			bytes_read: text.length,
			bytes_total: text.length,
			rows_read: 4,
			rejected: 1,
			rejects_kept: 1,
			stores: 2,
			polls: { new: 2, changed: 0, unchanged: 0 },
			failure: null,
			rejects: [
				{
					line: 4,
					field: "status",
					value: "asleep",
					reason: "unknown_status",
					message: 'status "asleep" is not a status; write active or inactive',
				},
			],
		});
		expect(await polls()).toEqual(["a 1 inactive", "b 3 active"]);
		expect(await importWithId(services, details.importId)).toEqual(details);
	});

	test("of polls is taken in part by part, and the later row wins over all parts", async () => {
		const rows = [1, 2, 3, 4, 5, 6, 7].map((minute) => row(minute));
		const contradiction = [row(2, "inactive"), row(6, "inactive"), row(2), row(7, "inactive")];
		const details = await take({ blocks: [HEADER, ...rows, ...contradiction], chunkRows: 2 });
		expect(details).toMatchObject({ rowsRead: 11, stores: 1 });
		expect(await polls()).toEqual(
			[1, 2, 3, 4, 5, 6, 7].map((minute) => `a ${minute} ${minute > 5 ? "inactive" : "active"}`),
		);
	});

	test.each([1, 2, 3, 100])(
		"changes nothing when it is repeated, in parts of %d",
		async (chunkRows) => {
			const blocks = [HEADER, row(1), row(2, "active", "b"), row(1, "inactive"), row(3), row(2)];
			await take({ blocks, chunkRows });
			const before = await polls();
			const again = await take({ blocks, chunkRows: 100 });
			expect(await polls()).toEqual(before);
			expect(again.polls).toEqual({ added: 0, replaced: 0, unchanged: 4 });
			expect(again.stores).toBe(2);
		},
	);

	test("by two at once does no harm", async () => {
		const blocks = [HEADER, ...Array.from({ length: 60 }, (_, i) => row(i, "active", `s${i % 7}`))];
		const [one, other] = await Promise.all([
			take({ blocks, chunkRows: 5 }),
			take({ blocks: blocks.toReversed().toSorted((a) => (a === HEADER ? -1 : 1)), chunkRows: 4 }),
		]);
		expect([one.rowsRead, other.rowsRead]).toEqual([60, 60]);
		expect(one.polls.added + other.polls.added).toBe(60);
		expect(await polls()).toHaveLength(60);
	});

	test("tells how far it is while it is taken in", async () => {
		const seen: unknown[] = [];
		async function* blocks() {
			yield HEADER;
			for (let minute = 1; minute <= 8; minute++) yield row(minute);
			const { imports } = await listImports(services, { limit: 1, state: "running" });
			for (const { state, rowsRead, polls, stores, bytesRead } of imports)
				seen.push({ state, rowsRead, polls, stores, hasBytes: bytesRead > 0 });
			yield row(9);
		}
		await take({ blocks: blocks(), chunkRows: 2 });
		// The part before the last may still be on its way.
		expect([4, 6, 8]).toContain((seen[0] as { rowsRead: number }).rowsRead);
		expect(seen).toMatchObject([{ state: "running", stores: 1, hasBytes: true }]);
	});

	test.each([
		["CSV that ends in a quoted cell", [HEADER, row(1), row(2), row(3), '"a']],
		["gzip that ends too early", [gzipSync(HEADER + row(1) + row(2) + row(3)).subarray(0, -12)]],
	])(
		"that turns out to be malformed keeps whole parts, and a repeat puts it right: %s",
		async (_, blocks) => {
			const failure = await failureOf({ blocks, chunkRows: 2 });
			expect(failure.cause).toBeInstanceOf(MalformedUpload);
			const failed = await importWithId(services, failure.importId);
			expect(failed).toMatchObject({
				state: "failed",
				rowsRead: failure.rowsRead,
				finishedAt: NOW,
			});
			expect(failed.failure).toMatch(/^The body (line 5: a quoted cell is not closed|is cut off)/);
			const kept = await polls();
			expect(kept).toHaveLength(failure.rowsRead);
			expect(failed.polls.added).toBe(failure.rowsRead);
			await take({ blocks: [HEADER, row(1), row(2), row(3)] });
			expect(await polls()).toEqual(["a 1 active", "a 2 active", "a 3 active"]);
		},
	);

	test("that turns out to be no JSON any more keeps what came before", async () => {
		const object = (minute: number) => {
			const [store_id, timestamp_utc, status] = row(minute).trim().split(",");
			return JSON.stringify({ store_id, timestamp_utc, status });
		};
		const blocks = [`[${object(1)},`, `${object(2)},`, `${object(3)},`, "oops]"];
		const failure = await failureOf({ blocks, chunkRows: 2, form: "json" });
		expect(failure.cause).toBeInstanceOf(MalformedUpload);
		expect((failure.cause as Error).message).toBe(
			"The body is not JSON any more in or behind the row with index 3.",
		);
		expect(failure.rowsRead).toBe(2);
		expect(await polls()).toEqual(["a 1 active", "a 2 active"]);
	});

	test.each<[string, Sent, RegExp, unknown]>([
		["another table", { blocks: ["store_id,day\n", row(1)] }, /no column timestamp_utc/, Refusal],
		["nothing", { blocks: [] }, /is empty/, Refusal],
		["no JSON", { blocks: [HEADER], form: "json" }, /not JSON/, MalformedUpload],
		["an object", { blocks: ["{}"], form: "json" }, /not a JSON array/, MalformedUpload],
		["a spreadsheet", { blocks: ["PK\u0003\u0004"] }, /is a ZIP or Excel file/, MalformedUpload],
		["bytes", { blocks: ["a\0b"], form: "ndjson" }, /is binary/, MalformedUpload],
		["promised gzip", { blocks: [HEADER, row(1)], isGzip: true }, /not gzip/, MalformedUpload],
		[
			"other hours",
			{ blocks: [HEADER, row(1)], kind: "business_hours" },
			/no column dayofweek/,
			Refusal,
		],
	])("that is not one, but %s, does nothing", async (_, sent, complaint, kind) => {
		const { cause, rowsRead, importId } = await failureOf(sent);
		expect(cause).toBeInstanceOf(kind);
		expect((cause as Refusal).meaning).toBe("invalid");
		expect((cause as Error).message).toMatch(complaint);
		expect(rowsRead).toBe(0);
		expect(await importWithId(services, importId)).toMatchObject({
			state: "failed",
			failure: (cause as Error).message,
			stores: 0,
		});
		expect(await polls()).toEqual([]);
	});

	test("whose client goes away has failed for that", async () => {
		async function* blocks() {
			yield* [HEADER, row(1), row(2), row(3)];
			throw new UploadStopped("broken_off", "The client went away.");
		}
		const failure = await failureOf({ blocks: blocks(), chunkRows: 2 });
		expect(failure.cause).toMatchObject({ reason: "broken_off" });
		expect(await importWithId(services, failure.importId)).toMatchObject({
			state: "failed",
			failure: "The client went away.",
			rowsRead: 2,
		});
	});

	test("may have as many bytes as it may, counted unpacked, and none more", async () => {
		const text = HEADER + row(1) + row(2);
		const bytesMax = text.length;
		expect((await take({ blocks: [text], bytesMax })).rowsRead).toBe(2);
		expect((await take({ blocks: [gzipSync(text)], bytesMax })).rowsRead).toBe(2);
		for (const blocks of [[`${text}\n`], [gzipSync(`${text}\n`)]]) {
			const { cause } = await failureOf({ blocks, bytesMax });
			expect(cause).toMatchObject({ reason: "too_large" });
		}
	});

	test("that unpacks to far more than it may have is not read any further", async () => {
		// 200 MB of it are a fifth of a megabyte.
		const bomb = gzipSync(Buffer.concat([Buffer.from(HEADER), Buffer.alloc(200_000_000, "x")]));
		let given = 0;
		function* blocks() {
			for (let at = 0; at < bomb.length; at += 1_000) {
				given += 1_000;
				yield bomb.subarray(at, at + 1_000);
			}
		}
		const { cause } = await failureOf({ blocks: blocks(), bytesMax: 1_000_000 });
		expect(cause).toMatchObject({ reason: "too_large" });
		// Of what is packed, as much is read ahead as one block of a connection.
		expect(given).toBeLessThan(bomb.length / 2);
	});

	test("keeps a hundred thousand bad rows, counts the rest, and tells the first hundred", async () => {
		function* blocks() {
			yield HEADER;
			for (let i = 0; i < 1_005; i++) yield "x\n".repeat(100);
			yield row(1);
		}
		const details = await take({ blocks: blocks(), chunkRows: 30_000 });
		expect(details).toMatchObject({
			rowsRead: 100_501,
			rowsRejected: 100_500,
			rejectsKept: 100_000,
			polls: { added: 1 },
		});
		expect(details.rejects.map(({ place }) => place)).toEqual(
			Array.from({ length: 100 }, (_, i) => i + 2),
		);
		const { text } = await rejectsText(services, details.importId, "ndjson");
		const lines = (await Array.fromAsync(text)).join("").trim().split("\n");
		expect(lines).toHaveLength(100_000);
		expect(JSON.parse(lines.at(-1) as string)).toMatchObject({ line: 100_001, value: "x" });
	});

	test("may have bad rows of anything that text can be", async () => {
		const values = ["\0", "a\0b", "\ud800", "=1+1", '"', `${"x".repeat(99)}🍕`];
		const blocks = values.map(
			(status) =>
				`${JSON.stringify({ store_id: "a", timestamp_utc: "2023-01-25T00:00:00Z", status })}\n`,
		);
		const details = await take({ blocks, form: "ndjson" });
		expect(details.rejects.map(({ value }) => value)).toEqual([
			"\ufffd",
			"a\ufffdb",
			"\ufffd",
			"=1+1",
			'"',
			`${"x".repeat(99)}\ufffd…`,
		]);
		const { text } = await rejectsText(services, details.importId, "csv");
		const csv = (await Array.fromAsync(text)).join("");
		expect(csv).toContain("\r\n4,status,'=1+1,unknown_status,");
	});

	test("keeps memory flat: of 200 MB, never more than two parts are held at once", async () => {
		const rowsABlock = 1_500;
		const blockCount = 2_400;
		const chunkRows = 200_000;
		let rowsGiven = 0;
		let bytesGiven = 0;
		let rowsHeld = 0;
		async function* blocks() {
			yield HEADER;
			for (let block = 0; block < blockCount; block++) {
				if (block % 50 === 0) {
					const { imports } = await listImports(services, { limit: 1 });
					rowsHeld = Math.max(rowsHeld, rowsGiven - (imports[0]?.rowsRead ?? 0));
				}
				const at = formatInstant(NOW - 30 * DAY_MS + block * HOUR_MS * 0.25);
				const rows = Array.from(
					{ length: rowsABlock },
					(_, i) =>
						`81399262424601850${10_000 + i},${at},${(block + i) % 9 === 0 ? "in" : ""}active\n`,
				).join("");
				rowsGiven += rowsABlock;
				bytesGiven += rows.length;
				yield rows;
			}
		}
		const details = await take({ blocks: blocks(), chunkRows });
		expect(bytesGiven).toBeGreaterThan(190_000_000);
		expect(details).toMatchObject({
			rowsRead: rowsGiven,
			polls: { added: rowsGiven },
			stores: rowsABlock,
		});
		expect(rowsHeld).toBeGreaterThan(chunkRows / 2);
		expect(rowsHeld).toBeLessThanOrEqual(2 * chunkRows + 51 * rowsABlock);
	}, 600_000);

	test("of business hours, zones, special hours, closures or stores does what the same file does", async () => {
		const hours = "store_id,day,start_time_local,end_time_local\n";
		expect(
			await take({
				kind: "business_hours",
				blocks: [`${hours}a,0,09:00,17:00\na,1,09:00,17:00\nb,0,10:00,11:00\nb,9,10:00,11:00\n`],
			}),
		).toMatchObject({ rowsRead: 4, rowsRejected: 1, stores: 2, state: "complete" });
		const object = {
			store_id: "a",
			day_of_week: 2,
			start_time_local: "08:00",
			end_time_local: "12:00",
		};
		await take({ kind: "business_hours", form: "json", blocks: [JSON.stringify([object])] });
		const weekly = await given.database.plain(
			"select store_id, dayofweek from business_hours order by store_id, dayofweek",
		);
		expect(weekly).toEqual([
			{ store_id: "a", dayofweek: 2 },
			{ store_id: "b", dayofweek: 0 },
		]);

		await take({
			kind: "timezones",
			blocks: ["store_id,timezone\nb,Asia/Tokyo\nc,asia/kolkata\n"],
		});
		const stores = ['{"store_id": "c", "name": "Kettle"}', '{"store_id": "c"}'].join("\n");
		expect(await take({ kind: "stores", form: "ndjson", blocks: [stores] })).toMatchObject({
			rowsRejected: 1,
			rejects: [{ place: 2, field: "name", reason: "missing_field" }],
		});
		expect(
			await given.database.plain("select store_id, timezone, name from store order by store_id"),
		).toEqual([
			{ store_id: "a", timezone: null, name: null },
			{ store_id: "b", timezone: "Asia/Tokyo", name: null },
			{ store_id: "c", timezone: "Asia/Kolkata", name: "Kettle" },
		]);

		const special = "store_id,date,start_time_local,end_time_local\n";
		await take({ kind: "special_hours", blocks: [`${special}a,2023-12-25,,\na,2023-12-26,,\n`] });
		await take({ kind: "special_hours", blocks: [`${special}a,2023-12-26,09:00,12:00\n`] });
		expect(
			await given.database.plain(
				"select day::text, opens_at::text from special_hours order by day",
			),
		).toEqual([
			{ day: "2023-12-25", opens_at: "{}" },
			{ day: "2023-12-26", opens_at: "{09:00:00}" },
		]);

		const closures = (reason: string) =>
			`store_id,from_utc,to_utc,reason\n*,2023-01-01 00:00:00,2023-01-02 00:00:00,${reason}\n`;
		await take({ kind: "closures", blocks: [closures("flood")] });
		expect(await take({ kind: "closures", blocks: [closures("tills")] })).toMatchObject({
			rowsRead: 1,
			stores: 0,
		});
		expect(await given.database.plain("select reason from closure")).toEqual([{ reason: "tills" }]);
	});

	test("has a report computed once there were no more for a while, where that is set", async () => {
		await take({ blocks: [HEADER, row(1)] });
		expect(services.queue.settles).toEqual([]);
		services = testServices(given.database, NOW, {
			imports: { keepMs: DAY_MS, reportAfterMs: MINUTE_MS },
		});
		await take({ blocks: [HEADER, row(1)] });
		expect(services.queue.settles).toEqual([MINUTE_MS]);
		await failureOf({ blocks: ["x"] });
		expect(services.queue.settles).toEqual([MINUTE_MS]);
	});

	test("is counted once it ended", async () => {
		const ended: EndedImport[] = [];
		services = testServices(given.database, NOW, {
			observations: { reportEnded() {}, importEnded: (it) => ended.push(it) },
		});
		await take({ blocks: [HEADER, row(1), row(2, "asleep")] });
		await failureOf({ blocks: ["x"] });
		await take({ kind: "stores", blocks: ["store_id,name\na,Kettle\n,\n"] });
		const none = { added: 0, replaced: 0, unchanged: 0, rejected: 0 };
		expect(ended).toEqual([
			{ state: "complete", durationMs: 0, polls: { ...none, added: 1, rejected: 1 } },
			{ state: "failed", durationMs: 0, polls: none },
			{ state: "complete", durationMs: 0, polls: none },
		]);
	});

	if (given.engine !== "PGlite")
		test("has failed when the database breaks off, and a repeat puts it right", async () => {
			const other = await given.openAgain();
			const { promise: released, resolve: release } = Promise.withResolvers<void>();
			const { promise: locked, resolve: tellLocked } = Promise.withResolvers<void>();
			const holding = other.transaction(async (tx) => {
				await tx.script("lock table store in access exclusive mode");
				tellLocked();
				await released;
			});
			await locked;
			const blocks = [HEADER, row(1), row(2), row(3)];
			const failing = failureOf({ blocks, chunkRows: 2 });
			for (let killed = 0; killed === 0; )
				killed = (
					await other.plain(`
						select pg_terminate_backend(pid) from pg_stat_activity
						where datname = current_database() and wait_event_type = 'Lock'
					`)
				).length;
			const failure = await failing;
			expect(asRefusal(failure.cause)).toMatchObject({ meaning: "unavailable" });
			expect(failure.rowsRead).toBe(0);
			expect(await importWithId(services, failure.importId)).toMatchObject({
				state: "failed",
				failure: "The database could not be written to at the time; the server's log tells more.",
			});
			release();
			await holding;
			expect((await take({ blocks })).polls.added).toBe(3);
		});

	test("gives signs of life and tells how much of it came while nothing can be committed yet", async () => {
		vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
		onTestFinished(() => {
			vi.useRealTimers();
		});
		async function* blocks() {
			yield HEADER + row(1);
			await given.database.script("update import set last_sign_at = now() - interval '1 hour'");
			expect((await listImports(services, { limit: 1 })).imports).toMatchObject([
				{ state: "failed", bytesRead: 0 },
			]);
			vi.advanceTimersByTime(10_000);
			for (;;) {
				const { imports } = await listImports(services, { limit: 1 });
				if (imports[0]?.state === "running") break;
			}
			expect((await listImports(services, { limit: 1 })).imports).toMatchObject([
				{ state: "running", bytesRead: (HEADER + row(1)).length, rowsRead: 0 },
			]);
		}
		expect(await take({ blocks: blocks() })).toMatchObject({ state: "complete" });
		expect(vi.getTimerCount()).toBe(0);
	});

	test("whose process ended has failed as soon as it was silent for a minute", async () => {
		async function* blocks() {
			yield HEADER + row(1);
			// As if the process were gone since then.
			await given.database.script("update import set last_sign_at = now() - interval '61 seconds'");
			const { imports } = await listImports(services, { limit: 10, state: "failed" });
			expect(imports).toMatchObject([
				{
					state: "failed",
					failure: "Its process ended before it did.",
					finishedAt: expect.any(Number),
				},
			]);
			expect((await listImports(services, { limit: 10, state: "running" })).imports).toEqual([]);
			await given.database.script("update import set last_sign_at = now() - interval '50 seconds'");
			const { imports: running } = await listImports(services, { limit: 10, state: "running" });
			expect(running).toMatchObject([{ state: "running", finishedAt: undefined }]);
			await given.database.script("update import set last_sign_at = now() - interval '1 hour'");
		}
		// It was not gone, after all.
		expect(await take({ blocks: blocks() })).toMatchObject({
			state: "complete",
			failure: undefined,
		});
	});

	test("is listed, the newest first, page by page, for as long as imports are kept", async () => {
		const ids: string[] = [];
		for (let i = 0; i < 5; i++) {
			services = testServices(given.database, NOW + Math.floor(i / 2) * DAY_MS);
			ids.push((await take({ blocks: [HEADER, row(1)] })).importId);
		}
		const seen: string[] = [];
		let after: Parameters<typeof listImports>[1]["after"];
		do {
			const page = await listImports(services, { limit: 2, after });
			seen.push(...page.imports.map(({ importId }) => importId));
			after = page.next;
		} while (after !== undefined);
		expect(seen.toSorted()).toEqual(ids.toSorted());
		expect(seen[0]).toBe(ids[4]);
		expect(new Set(seen.slice(1, 3))).toEqual(new Set(ids.slice(2, 4)));

		const later = testServices(given.database, NOW + 8 * DAY_MS + 1, {
			imports: { keepMs: 7 * DAY_MS, reportAfterMs: undefined },
		});
		await keepHouse(later, { keepPollsMs: undefined });
		expect(
			(await listImports(later, { limit: 10 })).imports.map(({ importId }) => importId),
		).toEqual([ids[4]]);
		await expect(importWithId(later, ids[0] as string)).rejects.toThrow(Refusal);
		for (const id of ["x", "11111111-2222-4333-8444-555555555555", "\0"])
			await expect(importWithId(later, id)).rejects.toThrow("There is no import with this id.");
	});
});
