import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSource } from "../../src/csv/byte-source.ts";
import { RANGE_REJECTS_MAX } from "../../src/csv/polls.ts";
import { expectedPolls, randomPollFiles, readPollFile } from "./random-polls.ts";
import { blockSizes, sourceInBlocks } from "./random-tables.ts";

let directory: string;
beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "openhours-polls-"));
});
afterAll(() => rm(directory, { recursive: true }));

const NO_INPUT = Readable.from([]);

/** A file on the disk, opened as the program opens it. */
async function fileOf(bytes: Uint8Array, name = "polls.csv") {
	const path = join(directory, name);
	await writeFile(path, bytes);
	return openSource(path, NO_INPUT);
}

describe("a poll file", () => {
	test("is read as a complete CSV parser and the core's rules read it, bad rows and lines included", async () => {
		await fc.assert(
			fc.asyncProperty(randomPollFiles, async (file) => {
				const read = await readPollFile(sourceInBlocks(file.bytes, [file.bytes.length]));
				expect(read).toEqual(expectedPolls(file));
			}),
			{ numRuns: 1_500 },
		);
	});

	test("is read the same, however its bytes are cut into blocks", async () => {
		await fc.assert(
			fc.asyncProperty(randomPollFiles, blockSizes, async (file, sizes) => {
				expect(await readPollFile(sourceInBlocks(file.bytes, sizes))).toEqual(expectedPolls(file));
			}),
			{ numRuns: 1_500 },
		);
	});

	test("is read the same from the disk, packed with gzip, and from standard input", async () => {
		await fc.assert(
			fc.asyncProperty(randomPollFiles, fc.nat(200), async (file, cut) => {
				const expected = expectedPolls(file);
				const packed = gzipSync(file.bytes);
				const blocks = [packed.subarray(0, cut), packed.subarray(cut)];
				expect(await readPollFile(await fileOf(file.bytes))).toEqual(expected);
				expect(await readPollFile(await fileOf(packed, "polls"))).toEqual(expected);
				expect(await readPollFile(await openSource("-", Readable.from([file.bytes])))).toEqual(
					expected,
				);
				expect(await readPollFile(await openSource("-", Readable.from(blocks)))).toEqual(expected);
			}),
			{ numRuns: 60 },
		);
	});

	test("is read the same by any number of threads, also when it is cut inside a quoted cell", async () => {
		await fc.assert(
			fc.asyncProperty(randomPollFiles, fc.integer({ min: 2, max: 4 }), async (file, threads) => {
				const source = await fileOf(file.bytes);
				const read = await readPollFile(source, { threads, bytesPerThreadMin: 1 });
				expect(read).toEqual(expectedPolls(file));
			}),
			{ numRuns: 15 },
		);
	});
});

describe("a poll file read by threads", () => {
	const read = async (text: string) => {
		const bytes = Buffer.from(`store_id,timestamp_utc,status,note\n${text}`);
		const inOrder = await readPollFile(sourceInBlocks(bytes, [bytes.length]));
		const inThreads = await readPollFile(await fileOf(bytes), { threads: 3, bytesPerThreadMin: 1 });
		return { inOrder, inThreads };
	};
	const poll = (i: number, note = "") =>
		`${i % 7},2023-01-${10 + (i % 9)} 00:00:00.${i % 10} UTC,${i % 3 === 0 ? "active" : "inactive"},${note}\n`;
	const lines = (count: number, write: (i: number) => string) =>
		Array.from({ length: count }, (_, i) => write(i)).join("");

	test("is told once of every bad row, in order and on its line", async () => {
		const { inOrder, inThreads } = await read(
			lines(3_000, (i) => (i % 10 === 0 ? poll(i).replace("UTC", "BAD") : poll(i))),
		);
		expect(inThreads).toEqual(inOrder);
		expect(inThreads.rejects.map(({ line }) => line)).toEqual(
			Array.from({ length: 300 }, (_, i) => 2 + i * 10),
		);
	});

	test("is read in order when a thread meets more bad rows than it may keep", async () => {
		const count = RANGE_REJECTS_MAX * 4;
		const { inOrder, inThreads } = await read(lines(count, () => "bad\n"));
		expect(inThreads.rejects).toHaveLength(count);
		expect(inThreads).toEqual(inOrder);
	});

	test("is read in order when a cut falls into a quoted cell that looks like rows of its own", async () => {
		const { inOrder, inThreads } = await read(
			poll(1) + poll(2, `"${lines(500, poll)}"`) + lines(20, poll),
		);
		expect(inThreads).toEqual(inOrder);
		expect(inThreads.rowsRead).toBe(22);
		expect(inThreads.rejects).toEqual([]);
	});

	test("keeps the later line of one instant, also when the lines fall to different threads", async () => {
		const at = (status: string) => `a,2023-01-10 00:00:00 UTC,${status},\n`;
		const { inThreads } = await read(at("active") + lines(300, poll) + at("inactive"));
		expect(inThreads.polls.a).toEqual([[Date.UTC(2023, 0, 10), 0]]);
	});

	test("is read in order when a line is too long to find a cut", async () => {
		const { inOrder, inThreads } = await read(
			lines(10, poll) + poll(1, "x".repeat(300_000)) + lines(10, poll),
		);
		expect(inThreads).toEqual(inOrder);
		expect(inThreads.rejects).toMatchObject([{ line: 12, reason: "long_line" }]);
	});
});
