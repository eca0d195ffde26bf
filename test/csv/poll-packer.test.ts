import { describe, expect, test } from "vitest";
import { readPollFile } from "./random-polls.ts";
import { bytesOf, NO_UTF8, sourceInBlocks } from "./random-tables.ts";

const HEADER = "store_id,timestamp_utc,status";
const GOOD = "a,2023-01-22 12:09:39.388884 UTC,active";

function read(text: string) {
	const bytes = bytesOf(text);
	return readPollFile(sourceInBlocks(bytes, [bytes.length]));
}

describe("rows of polls", () => {
	test("lose the fraction of a timestamp finer than a millisecond, and never gain one", async () => {
		const { polls } = await read(
			`${HEADER}\na,2023-01-22 12:09:39.388999 UTC,active\na,2023-01-22 12:09:39.9999999,active\n`,
		);
		const minute = Date.UTC(2023, 0, 22, 12, 9);
		expect(polls.a).toEqual([
			[minute + 39_388, 1],
			[minute + 39_999, 1],
		]);
	});

	test("are taken at the same instant in every form of the timestamp", async () => {
		const forms = [
			"2023-01-22 12:09:39.5 UTC",
			"2023-01-22T12:09:39.5Z",
			"2023-01-22 12:09:39.500",
			"2023-01-22 12:09:39.500000+00",
			"2023-01-22T17:39:39.5+05:30",
			"2023-01-22 06:09:39.5-0600",
			" 2023-01-22 12:09:39.50000000001 utc ",
		];
		const rows = forms.map((form, i) => `store ${i},${form},active\n`).join("");
		const { polls, rejects } = await read(`${HEADER}\n${rows}`);
		expect(rejects).toEqual([]);
		expect(Object.values(polls)).toEqual(
			forms.map(() => [[Date.UTC(2023, 0, 22, 12, 9, 39, 500), 1]]),
		);
	});

	test("of a file sorted by status are put in the order of time", async () => {
		const { polls } = await read(
			`${HEADER}\na,2023-01-03 00:00:00,active\na,2023-01-01 00:00:00,active\na,2023-01-02 00:00:00,inactive\n`,
		);
		expect(polls.a?.map(([, status]) => status)).toEqual([1, 0, 1]);
	});

	test("with zero bytes in place of a date are bad, before the first date of the file too", async () => {
		const zeros = `${"\0".repeat(10)} 12:09:39 UTC`;
		const { polls, rejects } = await read(`${HEADER}\nb,${zeros},active\n${GOOD}\n`);
		expect(Object.keys(polls)).toEqual(["a"]);
		expect(rejects).toEqual([
			{ line: 2, column: "timestamp_utc", value: zeros, reason: "not_a_timestamp" },
		]);
	});

	test("are UTF-8 as a whole: a cell that nothing is read from makes no difference", async () => {
		const { polls, rejects } = await read(
			`${HEADER},city\n${GOOD},Z${NO_UTF8}rich\nb,2023-01-22 12:09:39 UTC,Active,Z${NO_UTF8}rich\n`,
		);
		expect(polls).toEqual({});
		expect(rejects).toMatchObject([
			{ line: 2, column: "", value: `${GOOD},Z\ufffdrich`, reason: "not_utf8" },
			{ line: 3, column: "", reason: "not_utf8" },
		]);
	});

	test("that are not UTF-8 do not become a store of their own, over several lines neither", async () => {
		const { polls, rejects } = await read(
			`${HEADER},note\ncaf${NO_UTF8},2023-01-22 12:09:39 UTC,active,"two\nlines"\n${GOOD},\n`,
		);
		expect(Object.keys(polls)).toEqual(["a"]);
		expect(rejects).toMatchObject([{ line: 2, reason: "not_utf8" }]);
	});

	test("inside a quoted cell are no rows, also when the cell is not UTF-8", async () => {
		const { polls, rejects, rowsRead } = await read(
			`${HEADER},note\nb,2023-01-22 12:09:39 UTC,active,"${NO_UTF8}\n${GOOD},\n"\n${GOOD},\n`,
		);
		expect(Object.keys(polls)).toEqual(["a"]);
		expect(rejects).toMatchObject([{ line: 2, reason: "not_utf8" }]);
		expect(rowsRead).toBe(2);
	});

	test("with a misplaced quote take no good row along", async () => {
		const { polls, rejects } = await read(
			`${HEADER},note\nb,2023-01-22 12:09:39 UTC,active,"a""b"c"\n${GOOD},\n` +
				`c,2023-01-22 12:09:39 UTC,active,"two\nlines"and,"more\nd${GOOD.slice(1)},\n`,
		);
		expect(Object.keys(polls)).toEqual(["a", "d"]);
		expect(rejects).toMatchObject([
			{ line: 2, reason: "stray_quote" },
			{ line: 4, reason: "stray_quote" },
		]);
	});

	test("with a lone carriage return in a cell keep it there, quoted cells beside it or not", async () => {
		const { polls, rejects } = await read(
			`${HEADER},note,more\n${GOOD},a\rb,"x"\nb${GOOD.slice(1)},a\rb,"say ""hi"""\n`,
		);
		expect(rejects).toEqual([]);
		expect(Object.keys(polls)).toEqual(["a", "b"]);
	});

	test("are told by the line that they are on, empty lines counted and not taken for rows", async () => {
		const { rejects, rowsRead } = await read(`${HEADER}\r\n\r\n\n${GOOD}\n\nb,x,active\r\n\n`);
		expect(rejects).toMatchObject([{ line: 6, column: "timestamp_utc", value: "x" }]);
		expect(rowsRead).toBe(2);
	});
});
