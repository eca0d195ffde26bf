import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import {
	CopyReader,
	CopyWriter,
	int2ArrayValue,
	int4ArrayValue,
	timeArrayValue,
} from "../../src/database/engine/binary-copy.ts";
import { describeOnBothEngines } from "./databases.ts";

const int4 = fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff });
// From 1900 to 9999: more than any poll or closure.
const instant = fc.integer({ min: -2_208_988_800_000, max: 253_402_300_799_999 });
const timeOfDay = fc.integer({ min: 0, max: 86_400 });
const text = fc
	.string({ unit: "grapheme", maxLength: 40 })
	.filter((value) => !value.includes("\0") && value.isWellFormed());

const row = fc.record({
	count: int4,
	day: fc.integer({ min: -30_000, max: 100_000 }),
	at: fc.option(instant, { nil: undefined }),
	name: text,
	id: fc.uuid(),
	small: fc.array(int4, { maxLength: 30 }),
	large: fc.array(fc.maxSafeInteger(), { maxLength: 5 }),
	sum: fc.maxSafeInteger(),
	instants: fc.array(fc.oneof(instant, fc.constant(Number.POSITIVE_INFINITY)), { maxLength: 5 }),
});
type Row = typeof row extends fc.Arbitrary<infer R> ? R : never;

function write(rows: readonly Row[]): Uint8Array {
	const writer = new CopyWriter(1);
	for (const { count, day, at, name, id, small, large, sum, instants } of rows) {
		writer.row(9);
		writer.int4(count);
		writer.date(day);
		if (at === undefined) writer.null();
		else writer.instant(at);
		writer.text(name);
		writer.uuid(id);
		writer.int4Array(small);
		writer.int8Array(large);
		writer.int8(sum);
		writer.instantArray(instants);
	}
	return writer.finish();
}

function read(bytes: Uint8Array): Omit<Row, "id">[] {
	const reader = new CopyReader(bytes);
	const rows: Omit<Row, "id">[] = [];
	while (reader.nextRow()) {
		const count = reader.int4();
		const day = reader.date();
		const at = reader.isNull() ? undefined : reader.instant();
		const name = reader.text();
		reader.skip();
		rows.push({
			count,
			day,
			at,
			name,
			small: [...reader.int4Array()],
			large: reader.int8Array(),
			sum: reader.int8(),
			instants: reader.instantArray(),
		});
	}
	return rows;
}

test("what is written is read again", () => {
	fc.assert(
		fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
			expect(read(write(rows))).toEqual(rows.map(({ id, ...rest }) => rest));
		}),
	);
});

test("bytes that are no COPY stream are refused", () => {
	expect(() => new CopyReader(new Uint8Array(30))).toThrow("not a binary COPY stream");
});

describeOnBothEngines("binary COPY", (given) => {
	test("rows come out of a table as they went in", async () => {
		const { database } = given;
		await database.script(`
			create table copied (
				count int, day date, at timestamptz, name text, id uuid, small int[], large bigint[],
				sum bigint, instants timestamptz[]
			)
		`);
		const rows = fc.sample(row, 300).map((sample, count) => ({ ...sample, count }));
		await database.copyIn(
			"copied (count, day, at, name, id, small, large, sum, instants)",
			write(rows),
		);
		expect(read(await database.copyOut("select * from copied order by count"))).toEqual(
			rows.map(({ id, ...rest }) => rest),
		);
		const { rows: ids } = await sql<{ id: string }>`
			select id::text from copied order by count
		`.execute(database.tables);
		expect(ids.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
	});

	test("PostgreSQL understands every type as it is meant", async () => {
		const reader = new CopyReader(
			await given.database.copyOut(`
				select
					date '2023-01-22',
					timestamptz '2023-01-22 12:09:39.388884+00',
					timestamptz '1999-12-31 23:59:59.9996+00',
					timestamptz 'infinity',
					timestamptz '-infinity',
					array[0, 6]::smallint[],
					array[time '09:30:15.9', time '24:00']
			`),
		);
		expect(reader.nextRow()).toBe(true);
		expect(reader.date()).toBe(19_379);
		expect(reader.instant()).toBe(Date.parse("2023-01-22T12:09:39.388Z"));
		expect(reader.instant()).toBe(Date.parse("1999-12-31T23:59:59.999Z"));
		expect(reader.instant()).toBe(Number.POSITIVE_INFINITY);
		expect(reader.instant()).toBe(Number.NEGATIVE_INFINITY);
		expect(reader.int2Array()).toEqual([0, 6]);
		expect(reader.timeArray()).toEqual([34_215, 86_400]);
		expect(reader.nextRow()).toBe(false);
	});

	test("arrays are bound in binary form", async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(int4), fc.array(timeOfDay), async (integers, times) => {
				const small = integers.map((value) => value >> 16);
				const { rows } = await sql<Record<string, unknown[]>>`
					select
						${int4ArrayValue(integers)}::int[] as integers,
						${int2ArrayValue(small)}::smallint[] as small,
						array(
							select extract(epoch from opens_at - time '00:00')::int
							from unnest(${timeArrayValue(times)}::time[]) as opens_at
						) as times
				`.execute(given.database.tables);
				expect(rows).toEqual([{ integers, small, times }]);
			}),
			{ numRuns: 50 },
		);
	});
});
