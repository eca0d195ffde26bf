import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instantOf, mergePolls, statusOf } from "../../src/core/poll.ts";
import type { TableForm } from "../../src/csv/byte-source.ts";
import { readPollChunks } from "../../src/csv/poll-chunks.ts";
import { type Reject, TableError } from "../../src/csv/reject.ts";
import { expectedPolls, LATEST, randomPollFiles } from "./random-polls.ts";
import { blockSizes, sourceInBlocks } from "./random-tables.ts";

async function chunksOf(
	bytes: Uint8Array,
	{
		chunkRows,
		sizes,
		form = "csv",
	}: { readonly chunkRows: number; readonly sizes: readonly number[]; readonly form?: TableForm },
) {
	const rejects: Omit<Reject, "file">[] = [];
	const chunks = [];
	const source = { ...sourceInBlocks(bytes, sizes), form };
	const onReject = ({ file: _, ...reject }: Reject) => void rejects.push(reject);
	for await (const chunk of readPollChunks(source, { latest: LATEST, onReject, chunkRows }))
		chunks.push({ chunk, rejectsSoFar: rejects.length });
	return { chunks, rejects };
}

const line = (i: number, status = "active") =>
	`s${i % 3},2023-01-10 00:00:${String(i).padStart(2, "0")} UTC,${status}\n`;
const HEADER = "store_id,timestamp_utc,status\n";

describe("polls that are read chunk by chunk", () => {
	test("are those of the file, chunk after chunk, with the same bad rows on the same lines", async () => {
		await fc.assert(
			fc.asyncProperty(
				randomPollFiles,
				blockSizes,
				fc.integer({ min: 1, max: 30 }),
				async (file, sizes, chunkRows) => {
					const { chunks, rejects } = await chunksOf(file.bytes, { chunkRows, sizes });
					const polls = new Map<string, Float64Array>();
					for (const { chunk } of chunks)
						chunk.ids.forEach((id, store) => {
							const before = polls.get(id) ?? new Float64Array(0);
							polls.set(id, mergePolls(before, chunk.polls(store)));
						});
					const found = {
						polls: Object.fromEntries(
							[...polls]
								.filter(([, ofStore]) => ofStore.length > 0)
								.map(([id, ofStore]) => [
									id,
									[...ofStore].map((poll) => [instantOf(poll), statusOf(poll)]),
								]),
						),
						rejects,
						rowsRead: chunks.reduce((sum, { chunk }) => sum + chunk.rowsRead, 0),
					};
					expect(found).toEqual(expectedPolls(file));
				},
			),
			{ numRuns: 300 },
		);
	});

	test.each<TableForm>(["csv", "ndjson", "json"])(
		"come as soon as there are enough of them, in the form %s too",
		async (form) => {
			const rows = Array.from({ length: 10 }, (_, i) => line(i, i === 4 ? "asleep" : "active"));
			const objects = rows.map((row) => {
				const [store_id, timestamp_utc, status] = row.trim().split(",");
				return JSON.stringify({ store_id, timestamp_utc, status });
			});
			const text = {
				csv: HEADER + rows.join(""),
				ndjson: objects.join("\n"),
				json: `[${objects.join(",")}]`,
			}[form];
			// Byte by byte, so that no chunk has a row more than it needs.
			const { chunks } = await chunksOf(Buffer.from(text), { chunkRows: 3, sizes: [1], form });
			expect(chunks.map(({ chunk }) => chunk.rowsRead)).toEqual([3, 3, 3, 1]);
			expect(chunks.map(({ rejectsSoFar }) => rejectsSoFar)).toEqual([0, 1, 1, 1]);
			expect(chunks.map(({ chunk }) => chunk.ids)).toEqual([
				["s0", "s1", "s2"],
				["s0", "s1", "s2"],
				["s0", "s1", "s2"],
				["s0"],
			]);
		},
	);

	test("are full with bad rows too: nothing else would say how far it is", async () => {
		const { chunks } = await chunksOf(Buffer.from(`${HEADER}${"bad\n".repeat(7)}`), {
			chunkRows: 3,
			sizes: [4],
		});
		expect(chunks.map(({ chunk }) => chunk.rowsRead)).toEqual([3, 3, 1]);
		expect(chunks.flatMap(({ chunk }) => chunk.ids.map((_, i) => chunk.polls(i).length))).toEqual([
			0, 0, 0,
		]);
	});

	test.each<TableForm>(["csv", "ndjson"])("are full with many stores: %s", async (form) => {
		const rows = Array.from({ length: 250_000 }, (_, i) =>
			form === "csv"
				? `s${i},2023-01-10 00:00:00,active`
				: `{"store_id":"s${i}","timestamp_utc":"2023-01-10 00:00:00","status":"active"}`,
		);
		const text = `${form === "csv" ? HEADER : ""}${rows.join("\n")}\n`;
		const sized = { chunkRows: 1_000_000, sizes: [1_000], form };
		const { chunks } = await chunksOf(Buffer.from(text), sized);
		expect(chunks).toHaveLength(3);
		for (const { chunk } of chunks) expect(chunk.ids.length).toBeLessThan(100_100);
	});

	test("come in one chunk when there are none, and none at all when there is no header", async () => {
		const { chunks } = await chunksOf(Buffer.from(HEADER), { chunkRows: 3, sizes: [8] });
		expect(chunks.map(({ chunk }) => chunk.rowsRead)).toEqual([0]);
		const other = chunksOf(Buffer.from(`store_id,day\n${line(1)}`), { chunkRows: 1, sizes: [4] });
		await expect(other).rejects.toThrow(TableError);
	});
});
