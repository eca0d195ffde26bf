import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readBusinessHours } from "../../src/csv/business-hours.ts";
import { type ByteSource, openSource } from "../../src/csv/byte-source.ts";
import type { Reject } from "../../src/csv/reject.ts";
import { readPollFile } from "./random-polls.ts";
import { sourceInBlocks } from "./random-tables.ts";

let directory: string;
beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "openhours-lines-"));
});
afterAll(() => rm(directory, { recursive: true }));

const MEGABYTE = 1 << 20;
const LINE_MEGABYTES = 100;
/** What blocks and the garbage of a few seconds come to; a kept line would be 100 MB and more. */
const GROWTH_MAX = 40 * MEGABYTE;

const POLLS = "store_id,timestamp_utc,status\n";
const poll = (id: string) => `${id},2023-01-22 12:09:39 UTC,active\n`;

/** A file whose middle is repeated to a hundred megabytes, and how much memory grew meanwhile. */
function watchedSource(begin: string, middle: string, end: string) {
	const before = process.memoryUsage.rss();
	let most = before;
	const source: ByteSource = {
		name: "long.csv",
		size: undefined,
		path: undefined,
		async *blocks() {
			yield Buffer.from(begin);
			const block = Buffer.alloc(MEGABYTE, middle);
			for (let i = 0; i < LINE_MEGABYTES; i++) {
				yield block;
				most = Math.max(most, process.memoryUsage.rss());
			}
			yield Buffer.from(end);
			most = Math.max(most, process.memoryUsage.rss());
		},
	};
	return { source, growth: () => most - before };
}

describe("a line of 100 MB", () => {
	test("in a poll file is one bad row, and is not kept in memory", async () => {
		const { source, growth } = watchedSource(POLLS + poll("a"), "long ", `\n${poll("b")}`);
		const { polls, rejects, rowsRead } = await readPollFile(source);
		expect(Object.keys(polls)).toEqual(["a", "b"]);
		expect(rejects).toEqual([
			{ line: 3, column: "", value: `${"long ".repeat(20)}…`, reason: "long_line" },
		]);
		expect(rowsRead).toBe(3);
		expect(growth()).toBeLessThan(GROWTH_MAX);
	});

	test("in a small table is one bad row, and is not kept in memory", async () => {
		const { source, growth } = watchedSource(
			"store_id,day,start_time_local,end_time_local\n",
			"ü",
			"\na,0,09:00,17:00",
		);
		const rejects: Reject[] = [];
		const { stores } = await readBusinessHours(source, (reject) => rejects.push(reject));
		expect([...stores.keys()]).toEqual(["a"]);
		expect(rejects).toMatchObject([{ line: 2, value: `${"ü".repeat(100)}…`, reason: "long_line" }]);
		expect(growth()).toBeLessThan(GROWTH_MAX);
	});

	test("in place of the header is a complaint at once", async () => {
		const { source, growth } = watchedSource("store_id,", "status,", "\n");
		await expect(readPollFile(source)).rejects.toThrow("a first line of more than 65,536 bytes");
		expect(growth()).toBeLessThan(GROWTH_MAX);
	});

	test("of quoted text without an end is a complaint at once", async () => {
		const { source, growth } = watchedSource(`${POLLS}${poll("a")}"`, "no end\n", "");
		await expect(readPollFile(source)).rejects.toThrow("line 3: a quoted cell is not closed");
		expect(growth()).toBeLessThan(GROWTH_MAX);
	});

	test("in a file on the disk is one bad row, and is not kept in memory", async () => {
		const path = join(directory, "long.csv");
		const file = await open(path, "w");
		const begin = POLLS + poll("a").repeat(200);
		await file.write(begin);
		// A hole of zeros, which takes no room on the disk.
		await file.truncate(begin.length + LINE_MEGABYTES * MEGABYTE);
		await file.write(`\n${poll("b")}`, begin.length + LINE_MEGABYTES * MEGABYTE);
		await file.close();
		const before = process.memoryUsage.rss();
		const source = await openSource(path, Readable.from([]));
		const { polls, rejects } = await readPollFile(source, { threads: 4 });
		expect(Object.keys(polls)).toEqual(["a", "b"]);
		expect(rejects).toMatchObject([{ line: 202, reason: "long_line" }]);
		expect(process.memoryUsage.rss() - before).toBeLessThan(GROWTH_MAX);
	});
});

describe("a line at the limit of 65,536 bytes", () => {
	const BEGINNING = "a,2023-01-22 12:09:39 UTC,active,";
	const lineOf = (bytes: number, letter: string) => {
		const room = bytes - BEGINNING.length;
		const letters = letter.repeat(Math.floor(room / Buffer.byteLength(letter)));
		return `${BEGINNING}${"x".repeat(room - Buffer.byteLength(letters))}${letters}`;
	};

	test.each([
		["\n", "x"],
		["\r\n", "x"],
		["", "x"],
		["\n", "ü"],
		["\r\n", "🍕"],
	])(
		"is read, and a longer one is a bad row, however it is cut: %j, %s",
		async (lineEnd, letter) => {
			for (const bytes of [65_536, 65_537, 65_538, 65_539]) {
				const line = lineOf(bytes, letter);
				const next = lineEnd === "" ? "" : `b${BEGINNING.slice(1)}`;
				const file = Buffer.from(
					`store_id,timestamp_utc,status,note\n${line}${lineEnd}${next}${lineEnd}`,
				);
				const value = `${line.slice(0, 100)}…`;
				const tooLong = { line: 2, column: "", value, reason: "long_line" };
				for (const size of [file.length, 65_536, 60_000, 1_000, 7]) {
					const { polls, rejects } = await readPollFile(sourceInBlocks(file, [size]));
					expect(rejects).toEqual(bytes === 65_536 ? [] : [tooLong]);
					const ids = [...(bytes === 65_536 ? ["a"] : []), ...(next === "" ? [] : ["b"])];
					expect(Object.keys(polls)).toEqual(ids);
				}
			}
		},
	);

	test("of a small table is judged by its bytes, however it is cut", async () => {
		const line = `a,0,09:00,17:00,${"ü".repeat(40_000)}`;
		const file = Buffer.from(`store_id,day,start_time_local,end_time_local,note\n${line}\n`);
		for (const size of [file.length, 1_000]) {
			const rejects: Reject[] = [];
			await readBusinessHours(sourceInBlocks(file, [size]), (reject) => rejects.push(reject));
			expect(rejects).toMatchObject([
				{ line: 2, value: `${line.slice(0, 100)}…`, reason: "long_line" },
			]);
		}
	});
});
