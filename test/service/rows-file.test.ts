import { expect, test } from "vitest";
import { rowCsv } from "../../src/csv/columns.ts";
import { csvPieces, fileNameOf } from "../../src/service/rows-file.ts";

const CSV = rowCsv<number>({ number: String, next: (row) => String(row + 1) });

test("rows are written some hundred at a time, all of them and in their order", () => {
	const rows = Array.from({ length: 1_201 }, (_, i) => i);
	const pieces = [...csvPieces(CSV, rows)];
	expect(pieces.map((piece) => piece.split("\r\n").length - 1)).toEqual([1, 500, 500, 201]);
	expect(pieces.join("")).toBe(
		`number,next\r\n${rows.map((row) => `${row},${row + 1}\r\n`).join("")}`,
	);
});

test("rows are made when they are asked for", () => {
	let made = 0;
	const rows = Iterator.from(Array(1_500).fill(0)).map(() => made++);
	const pieces = csvPieces(CSV, rows);
	expect([pieces.next().value, made]).toEqual(["number,next\r\n", 0]);
	pieces.next();
	expect(made).toBe(500);
});

test("no rows are a file with a first line alone", () => {
	expect([...csvPieces(CSV, [])]).toEqual(["number,next\r\n"]);
});

const AS_OF = Date.UTC(2023, 0, 25, 18, 13, 22, 479);

test.each([
	[[], "openhours-2023-01-25T18-13-22Z.csv"],
	[["outages"], "openhours-outages-2023-01-25T18-13-22Z.csv"],
	[["uptime", "81399262"], "openhours-uptime-81399262-2023-01-25T18-13-22Z.csv"],
	[["uptime", 'ä/ö\\"😀 .-_%'], "openhours-uptime-_______.-__-2023-01-25T18-13-22Z.csv"],
	[["uptime", "x".repeat(255)], `openhours-uptime-${"x".repeat(100)}-2023-01-25T18-13-22Z.csv`],
])("a file about %j is called what every system can keep", (about, name) => {
	expect(fileNameOf(about, AS_OF, "csv")).toBe(name);
});
