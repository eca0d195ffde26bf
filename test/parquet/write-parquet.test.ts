import fc from "fast-check";
import { expect, test } from "vitest";
import {
	type Column,
	flag,
	instant,
	integer,
	maybeInstant,
	maybeNumber,
	maybeText,
	text,
} from "../../src/parquet/column.ts";
import { writeParquet } from "../../src/parquet/write-parquet.ts";
import { parquetOf, readParquet } from "./read-parquet.ts";

interface Row {
	readonly id: string;
	readonly name: string | null;
	readonly ms: number;
	readonly at: string;
	readonly end: string | null;
	readonly share: number | null;
	readonly isOpen: boolean;
}

const COLUMNS: readonly Column<Row>[] = [
	text("id", ({ id }) => id),
	maybeText("name", ({ name }) => name),
	integer("ms", ({ ms }) => ms),
	instant("at", ({ at }) => at),
	maybeInstant("end", ({ end }) => end),
	maybeNumber("share", ({ share }) => share),
	flag("is_open", ({ isOpen }) => isOpen),
];

const anyText = fc.string({ unit: "grapheme", maxLength: 20 });
const anyInstant = fc
	.date({ min: new Date("1990-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
	.map((date) => date.toISOString());
const anyRow: fc.Arbitrary<Row> = fc.record({
	id: anyText,
	name: fc.option(anyText),
	ms: fc.maxSafeNat(),
	at: anyInstant,
	end: fc.option(anyInstant),
	share: fc.option(fc.nat(100_000).map((thousandths) => thousandths / 1_000)),
	isOpen: fc.boolean(),
});

const fileOf = (batches: readonly (readonly Row[])[]) =>
	writeParquet({ columns: COLUMNS, batches, metadata: () => ({ method: { stores: 3 } }) });

async function bytesOf(batches: readonly (readonly Row[])[]): Promise<Buffer> {
	return Buffer.concat(await Array.fromAsync(fileOf(batches)));
}

test("another program reads what was written, to the last bit", async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.array(anyRow, { maxLength: 30 }), { maxLength: 5 }),
			async (batches) => {
				const { rows } = await readParquet(fileOf(batches));
				expect(rows).toEqual(
					batches.flat().map(({ id, name, ms, at, end, share, isOpen }) => ({
						id,
						name,
						ms: BigInt(ms),
						at: new Date(at),
						end: end === null ? null : new Date(end),
						share,
						is_open: isOpen,
					})),
				);
				expect(await bytesOf([batches.flat()])).toEqual(await bytesOf(batches));
			},
		),
	);
});

test("columns have exact types, and the file tells of itself", async () => {
	const { types, metadata } = await readParquet(fileOf([]));
	expect(types).toEqual({
		id: "BYTE_ARRAY UTF8",
		name: "BYTE_ARRAY UTF8?",
		ms: "INT64",
		at: "INT64 TIMESTAMP_MILLIS",
		end: "INT64 TIMESTAMP_MILLIS?",
		share: "DOUBLE?",
		is_open: "BOOLEAN",
	});
	expect(metadata).toEqual({ "openhours.method": { stores: 3 } });
});

test("without rows it is a file of no rows", async () => {
	expect(await readParquet(fileOf([[], []]))).toMatchObject({ rows: [], groups: [] });
});

test("many rows come in row groups, each a piece, and none is read ahead", async () => {
	// 100,000 values a group are 25,000 rows of four columns.
	const ROWS = 60_000;
	const columns = ["n", "twice", "thrice", "square"].map((name, i) =>
		integer<number>(name, (n) => (i < 3 ? n * (i + 1) : n * n)),
	);
	let taken = 0;
	function* batches() {
		for (; taken < ROWS; taken++) yield [taken];
	}
	const pieces: Uint8Array[] = [];
	const takenBefore: number[] = [];
	for await (const piece of writeParquet({ columns, batches: batches(), metadata: () => ({}) })) {
		pieces.push(piece);
		takenBefore.push(taken);
	}
	expect(takenBefore).toEqual([24_999, 49_999, ROWS]);
	const { groups, rows } = await parquetOf(Buffer.concat(pieces));
	expect(groups).toEqual([25_000, 25_000, 10_000]);
	expect(rows.map(({ n }) => Number(n))).toEqual(Array.from({ length: ROWS }, (_, i) => i));
	expect(rows.at(-1)).toMatchObject({ thrice: 179_997n, square: 3_599_880_001n });
});

test("metadata is asked for once all rows were taken", async () => {
	let rows = 0;
	async function* batches(): AsyncGenerator<number[]> {
		for (rows = 1; rows < 4; rows++) yield [rows];
	}
	const { metadata } = await readParquet(
		writeParquet({
			columns: [integer<number>("n", (n) => n)],
			batches: batches(),
			metadata: () => ({ rows }),
		}),
	);
	expect(metadata).toEqual({ "openhours.rows": 4 });
});
