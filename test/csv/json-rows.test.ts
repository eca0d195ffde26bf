import { describe, expect, test } from "vitest";
import { readBusinessHours } from "../../src/csv/business-hours.ts";
import { readClosures } from "../../src/csv/closures.ts";
import { MalformedError, type Reject } from "../../src/csv/reject.ts";
import { type RowSource, readRows } from "../../src/csv/rows.ts";
import { readSpecialHours } from "../../src/csv/special-hours.ts";
import { readStores } from "../../src/csv/stores.ts";
import type { Column } from "../../src/csv/table.ts";
import { readTimezones } from "../../src/csv/timezones.ts";
import { sourceInBlocks } from "./random-tables.ts";

const COLUMNS: readonly Column[] = [
	{ name: "id" },
	{ name: "note", optional: true },
	{ name: "day", aliases: ["weekday"], field: "day_of_week", numbers: "allowed", optional: true },
];

function jsonSource(text: string, { form = "json", block = 7 } = {}): RowSource {
	const bytes = Buffer.from(text);
	return { ...sourceInBlocks(bytes, [block]), form: form as "json" | "ndjson" };
}

/** The cells of all rows, and where bad ones are. */
async function rowsOf(source: RowSource) {
	const rows: (readonly string[])[] = [];
	const bad: [number, string][] = [];
	const onReject = ({ line, reason }: Reject) => void bad.push([line, reason]);
	const rowsRead = await readRows(source, COLUMNS, ({ cells }) => rows.push([...cells]), onReject);
	expect(rowsRead).toBe(rows.length + bad.length);
	return { rows, bad };
}

const all = async (reading: Promise<unknown>, rejects: Reject[]) => {
	const read = await reading;
	expect(rejects).toEqual([]);
	return read;
};

describe("rows of JSON", () => {
	test("have the cells of their fields, in any order and under any known name", async () => {
		const text = `[
			{"id": "a", "note": "x", "day_of_week": 3},
			{"weekday": "4", "id": "b"},
			{"day": null, "note": null, "id": "\\u0063\\ud83c\\udf55 é"}
		]`;
		expect(await rowsOf(jsonSource(text))).toEqual({
			rows: [
				["a", "x", "3"],
				["b", "", "4"],
				["c🍕 é", "", ""],
			],
			bad: [],
		});
	});

	test("are found where they are: by index in an array, by line otherwise", async () => {
		const lines = ['{"id": "a"}', "", "7", "  ", '{"id": "b"}', "[1]", '{"id": "c"}'];
		const ndjson = await rowsOf(jsonSource(lines.join("\r\n"), { form: "ndjson" }));
		expect(ndjson).toEqual({
			rows: [
				["a", "", ""],
				["b", "", ""],
				["c", "", ""],
			],
			bad: [
				[3, "not_an_object"],
				[6, "not_an_object"],
			],
		});
		const array = `[${lines.filter((line) => line.trim() !== "").join(",")}]`;
		expect(await rowsOf(jsonSource(array))).toEqual({
			...ndjson,
			bad: [
				[1, "not_an_object"],
				[3, "not_an_object"],
			],
		});
	});

	test("may come after a byte order mark, and in blocks of any size", async () => {
		const rows = [
			["ä", "", ""],
			["b", "🍕", ""],
		];
		const lines = ['{"id": "ä"}', '{"id": "b", "note": "🍕"}'];
		for (const block of [1, 2, 3, 1_000]) {
			const ndjson = jsonSource(`\ufeff${lines.join("\n")}`, { form: "ndjson", block });
			expect(await rowsOf(ndjson)).toEqual({ rows, bad: [] });
			const array = jsonSource(`\ufeff [${lines.join(" ,\n")}]\n \n`, { block });
			expect(await rowsOf(array)).toEqual({ rows, bad: [] });
		}
	});

	test("may be none at all", async () => {
		for (const text of ["[]", " [ ] ", "[\n]\n"])
			expect(await rowsOf(jsonSource(text))).toEqual({ rows: [], bad: [] });
		for (const text of ["", "\n\n", "\ufeff"])
			expect(await rowsOf(jsonSource(text, { form: "ndjson" }))).toEqual({ rows: [], bad: [] });
	});

	test("keep text that looks like JSON's own signs, and strings cut in the middle", async () => {
		const note = '[{"a": "]}"},\\\\"\\u005d';
		const text = JSON.stringify([
			{ id: "a", note },
			{ id: "b", note: "x".repeat(60_000) },
		]);
		for (const block of [1, 11, 70_000]) {
			const { rows, bad } = await rowsOf(jsonSource(text, { block }));
			expect(bad).toEqual([]);
			expect(rows.map(([, kept]) => kept)).toEqual([note, "x".repeat(60_000)]);
		}
	});

	test("are as many as there are, far beyond what is kept at once", async () => {
		const text = `[${Array.from({ length: 20_000 }, (_, i) => `{"id": "${i}"}`).join(",")}]`;
		const { rows } = await rowsOf(jsonSource(text, { block: 65_536 }));
		expect(rows.map(([id]) => id)).toEqual(Array.from({ length: 20_000 }, (_, i) => String(i)));
	});

	test.each([
		["nothing", "", "is empty"],
		["blanks only", " \n", "is empty"],
		["an object", '{"id": "a"}', "is not a JSON array"],
		["a text", '"a"', "is not a JSON array"],
		["CSV", "id,note\na,b\n", "is not JSON any more in or behind the row with index 0"],
		["an object a line", '{"id": "a"}\n{"id": "b"}', "is not a JSON array"],
		["no end", '[{"id": "a"}', "is cut off"],
		["an end in a row", '[{"id": "a"}, {"id": "b', "is cut off"],
		["a comma too much", '[{"id": "a"},]', "in or behind the row with index 1"],
		["a comma too few", '[{"id": "a"} {"id": "b"}]', "in or behind the row with index 1"],
		["two commas", '[{"id": "a"},,{"id": "b"}]', "in or behind the row with index 1"],
		["brackets that do not match", '[{"id": "a"]', "in or behind the row with index 0"],
		["two arrays", "[] []", "is not JSON any more"],
		["single quotes", "[{'id': 'a'}]", "in or behind the row with index 0"],
		["a comment", "[ /* none */ ]", "is not JSON any more"],
		["no UTF-8", Buffer.from('[{"id": "\xe4"}]', "latin1"), "is not JSON any more"],
		["a line break in a text", '[{"id": "a\nb"}]', "is not JSON any more"],
		["depth without end", `[${"[".repeat(1_000)}`, "is nested too deep in the row with index 0"],
		[
			"a row without end",
			`[{"id": "a"}, {"id": "${"x".repeat(70_000)}"}]`,
			"has more than 65,536 bytes in the row with index 1",
		],
		[
			"a row of many fields",
			`[{"id": "a"}, {${Array.from({ length: 9_000 }, (_, i) => `"n${i}": 1`).join()}}]`,
			"has more than 65,536 bytes in the row with index 1",
		],
	])("are not read from an array with %s", async (_, text, complaint) => {
		const bytes = Buffer.from(text as string);
		for (const block of [1, 13, 100_000]) {
			const source = { ...sourceInBlocks(bytes, [block]), form: "json" as const };
			const error = await rowsOf(source).catch((error: unknown) => error);
			expect(error).toBeInstanceOf(MalformedError);
			expect((error as Error).message).toContain(complaint);
		}
	});
});

describe("each table", () => {
	const table = async <Table>(
		read: (source: RowSource, onReject: (reject: Reject) => void) => Promise<Table>,
		...values: object[]
	) => {
		const rejects: Reject[] = [];
		const read_ = read({ name: "rows", values }, (reject) => rejects.push(reject));
		return (await all(read_, rejects)) as Table;
	};

	test("is read from values under the names that JSON has for its columns", async () => {
		const hours = { start_time_local: "09:00", end_time_local: "17:00" };
		const opening = { opensAt: 32_400, closesAt: 61_200 };
		const weekly = await table(readBusinessHours, { store_id: "a", day_of_week: 6, ...hours });
		expect(weekly.stores.get("a")?.at(0)?.[6]).toEqual([opening]);
		const zones = await table(readTimezones, { store_id: "a", timezone: "Asia/Kathmandu" });
		expect(zones.stores.get("a")?.at(0)).toBe("Asia/Kathmandu");
		const special = await table(
			readSpecialHours,
			{ store_id: "a", date: "1970-01-02", ...hours },
			{ store_id: "a", date: "1970-01-03", start_time_local: null, end_time_local: null },
		);
		expect([...(special.stores.get("a") ?? [])]).toEqual([
			[1, [opening]],
			[2, []],
		]);
		const range = { from_utc: "1970-01-01T00:00:00Z", to_utc: "1970-01-01T00:00:01Z" };
		const { closures } = await table(
			readClosures,
			{ store_id: "*", ...range },
			{ store_id: "a", ...range, reason: " tills ", author: "Ada" },
		);
		expect(closures).toEqual([
			{ store: undefined, from: 0, to: 1_000, reason: "", author: undefined },
			{ store: "a", from: 0, to: 1_000, reason: "tills", author: "Ada" },
		]);
	});

	test("of stores says nothing of what a row leaves out, and that there is none where it is null", async () => {
		const { stores } = await table(
			readStores,
			{ store_id: "a", name: "Kettle" },
			{ store_id: "b", group: null },
			{ store_id: "c", store_name: "Noodle", group_name: "North" },
		);
		expect(Object.fromEntries(stores)).toEqual({
			a: { name: "Kettle", group: undefined },
			b: { name: undefined, group: null },
			c: { name: "Noodle", group: "North" },
		});
		const rejects: Reject[] = [];
		await readStores({ name: "rows", values: [{ store_id: "a" }] }, (it) => rejects.push(it));
		expect(rejects).toMatchObject([{ line: 0, column: "name", reason: "missing_field" }]);
	});
});
