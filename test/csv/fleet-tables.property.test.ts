import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Opening } from "../../src/core/business-hours.ts";
import { parseTimeOfDay } from "../../src/core/local-time.ts";
import { parseStoreId } from "../../src/core/store-id.ts";
import { readBusinessHours } from "../../src/csv/business-hours.ts";
import type { ByteSource } from "../../src/csv/byte-source.ts";
import type { Reject, RejectReason } from "../../src/csv/reject.ts";
import { quoted } from "./random-polls.ts";
import {
	blockSizes,
	type ExpectedRow,
	type RandomTable,
	randomTables,
	sourceInBlocks,
} from "./random-tables.ts";

const mostly = (good: readonly string[], bad: readonly string[]) =>
	fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...good) }, fc.constantFrom(...bad));

const times = mostly(
	["09:00", "9:00", "17:30:15", "00:00", "24:00", " 23:59:59", "12:00:00.5"],
	["25:00", "", "24:00:01", "noon", "12:60", "9"],
);

const randomHours = randomTables([
	{
		names: ["store_id"],
		cells: mostly(["1000385412041408565", "a", " a", "東京"], ["", "8.1E+18", "x".repeat(256)]),
	},
	{
		names: ["dayofweek", "day", "day_of_week"],
		cells: mostly(["0", "1", "6", " 3 "], ["7", "", "-1", "Mon"]),
	},
	{ names: ["start_time_local"], cells: times },
	{ names: ["end_time_local"], cells: times },
]);

interface ReadHours {
	readonly stores: Readonly<Record<string, readonly (readonly Opening[])[]>>;
	readonly rejects: readonly unknown[];
	readonly rowsRead: number;
}

function expectedHours({ rows, names, places }: RandomTable): ReadHours {
	const stores: Record<string, Opening[][]> = {};
	const rejects: unknown[] = [];
	for (const row of rows) {
		const read = judge(row, names.length, places);
		if ("reason" in read) {
			const column = read.column === undefined ? -1 : (places[read.column] as number);
			const value = column < 0 ? row.text : (row.cells?.[column] as string);
			const { reason } = read;
			rejects.push({ line: row.line, column: names[column] ?? "", value: quoted(value), reason });
			continue;
		}
		stores[read.id] ??= Array.from({ length: 7 }, () => []);
		const openings = stores[read.id]?.[read.weekday] as Opening[];
		// The same opening again says nothing new.
		if (!openings.some((known) => isDeepStrictEqual(known, read.opening)))
			openings.push(read.opening);
	}
	return { stores, rejects, rowsRead: rows.length };
}

function judge(
	{ cells, isUtf8 }: ExpectedRow,
	width: number,
	places: readonly number[],
): { id: string; weekday: number; opening: Opening } | { reason: RejectReason; column?: number } {
	if (!isUtf8) return { reason: "not_utf8" };
	if (cells === undefined) return { reason: "stray_quote" };
	if (cells.length < width) return { reason: "too_few_cells" };
	if (cells.length > width) return { reason: "too_many_cells" };
	const [id, day, opens, closes] = places.map((place) => cells[place] as string) as [
		string,
		string,
		string,
		string,
	];
	const parsed = parseStoreId(id);
	if ("fault" in parsed) return { reason: parsed.fault, column: 0 };
	const weekday = ["0", "1", "2", "3", "4", "5", "6"].indexOf(day.trim());
	if (weekday < 0) return { reason: "not_a_weekday", column: 1 };
	const opensAt = parseTimeOfDay(opens);
	if (opensAt === undefined) return { reason: "not_a_time_of_day", column: 2 };
	if (opensAt === 86_400) return { reason: "opens_at_24", column: 2 };
	const closesAt = parseTimeOfDay(closes);
	if (closesAt === undefined) return { reason: "not_a_time_of_day", column: 3 };
	return { id: parsed.id, weekday, opening: { opensAt, closesAt } };
}

async function readHours(source: ByteSource): Promise<ReadHours> {
	const rejects: Omit<Reject, "file">[] = [];
	const { stores, rowsRead } = await readBusinessHours(source, ({ file: _, ...reject }) => {
		rejects.push(reject);
	});
	return {
		stores: Object.fromEntries([...stores].map(([id, hours]) => [id, hours.at(0) ?? []])),
		rejects,
		rowsRead,
	};
}

describe("a file of business hours", () => {
	test("is read as a complete CSV parser reads it, however its bytes are cut into blocks", async () => {
		await fc.assert(
			fc.asyncProperty(randomHours, blockSizes, async (file, sizes) => {
				const expected = expectedHours(file);
				expect(await readHours(sourceInBlocks(file.bytes, [file.bytes.length]))).toEqual(expected);
				expect(await readHours(sourceInBlocks(file.bytes, sizes))).toEqual(expected);
			}),
			{ numRuns: 1_000 },
		);
	});
});
