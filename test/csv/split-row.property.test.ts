import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CONTINUES, MALFORMED, splitRow, splitRowBytes } from "../../src/csv/split-row.ts";
import { bytesOf, NO_UTF8 } from "./random-tables.ts";

/** What a complete CSV parser says of a text that should be one row. */
function parsedRow(text: string): ReturnType<typeof splitRow> {
	try {
		const rows: string[][] = parse(text, { record_delimiter: "\n", relax_column_count: true });
		return rows.length === 1 ? (rows[0] as string[]) : MALFORMED;
	} catch (error) {
		return (error as { code: string }).code === "CSV_QUOTE_NOT_CLOSED" ? CONTINUES : MALFORMED;
	}
}

/** Mostly quotes and commas, so that every rule of the grammar is met. */
const grammarText = (letters: string) =>
	fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 14 });

describe("a row", () => {
	test("has the cells that a complete CSV parser finds in it, or is refused as it refuses it", () => {
		fc.assert(
			fc.property(grammarText('"""",,ab é\r🍕'), (text) => {
				expect(splitRow(text)).toEqual(parsedRow(text));
			}),
			{ numRuns: 20_000 },
		);
	});

	test("of several lines has the cells that a complete CSV parser finds in it", () => {
		fc.assert(
			fc.property(grammarText('"""",a\n\r'), (text) => {
				fc.pre(!text.endsWith("\n"));
				const expected = parsedRow(text);
				if (Array.isArray(expected)) expect(splitRow(text)).toEqual(expected);
			}),
			{ numRuns: 20_000 },
		);
	});

	test("gives back the cells that were written, quoted where they had to be or not", () => {
		const cells = fc.array(fc.tuple(fc.string({ unit: "binary" }), fc.boolean()), { minLength: 1 });
		fc.assert(
			fc.property(cells, (row) => {
				const text = row.map(([cell, isQuoted]) =>
					isQuoted || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
				);
				expect(splitRow(text.join(","))).toEqual(row.map(([cell]) => cell));
			}),
		);
	});

	test.each([
		["a bare cell", "a,b", ["a", "b"]],
		["empty cells", ",,", ["", "", ""]],
		["a single empty quoted cell", '""', [""]],
		["a comma in quotes", '"a,b",c', ["a,b", "c"]],
		["doubled quotes", '"say ""hi""",c', ['say "hi"', "c"]],
		["nothing but a quote", '""""', ['"']],
		["a line break in quotes", '"a\r\nb",c', ["a\r\nb", "c"]],
		["a quoted cell that is open at the end", 'a,"b', CONTINUES],
		["an open cell that ends with a doubled quote", '"a""', CONTINUES],
		["a quote in a bare cell", 'a"b,c', MALFORMED],
		["text behind a closing quote", '"a"b,c', MALFORMED],
		["a blank before a quoted cell", ' "a",c', MALFORMED],
		["a misplaced quote, and as many more as make them odd", '"a""b"c",d', MALFORMED],
	])("with %s is understood", (_, text, cells) => {
		expect(splitRow(text)).toEqual(cells);
	});

	test("that is not UTF-8 ends where it would end if it were", () => {
		expect(splitRowBytes(bytesOf(`a${NO_UTF8},b`))).toEqual({
			text: "a\ufffd,b",
			cells: "not_utf8",
		});
		expect(splitRowBytes(bytesOf(`a${NO_UTF8},"b`)).cells).toBe(CONTINUES);
	});
});
