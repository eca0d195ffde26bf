import { parse } from "csv-parse/sync";
import fc from "fast-check";
import type { ByteSource } from "../../src/csv/byte-source.ts";

// Random CSV files in every dress that exports come in, and what a complete CSV parser says of them.

/** A column that the reader knows: the names that it may have, and what may stand in it. */
export interface RandomColumn {
	readonly names: readonly string[];
	readonly cells: fc.Arbitrary<string>;
}

/** One row as the file has it. */
export interface ExpectedRow {
	/** The line on which it begins; the header is line 1. */
	readonly line: number;
	/** Its bytes without the last line break, made legible. */
	readonly text: string;
	/** `undefined` for a row with a misplaced quote. */
	readonly cells: readonly string[] | undefined;
	readonly isUtf8: boolean;
}

export interface RandomTable {
	readonly bytes: Uint8Array;
	/** The column names as the file writes them, without blanks around them. */
	readonly names: readonly string[];
	/** For each known column, its place in the file. */
	readonly places: readonly number[];
	readonly rows: readonly ExpectedRow[];
}

interface WrittenRow {
	readonly text: string;
	readonly isStray: boolean;
	readonly lineEnd: string;
}

/** Stands in generated texts for a byte that no UTF-8 text has. */
export const NO_UTF8 = "\uf8ff";

const awkwardText = fc.oneof(
	fc.constantFrom("", "x", " ", "Zürich", "東京", "🍕", "-", "a\tb"),
	fc.constantFrom('say "hi"', '"', '""', ",", "a,b", ',"'),
	fc.constantFrom("two\nlines", "two\r\nlines", "\n", "a\n\nb", "\r", '"\n"', 'x,"\n,1,active'),
	fc.string({ maxLength: 4 }),
);

/** Sometimes with a byte that is no UTF-8. */
function sometimesBroken(cells: fc.Arbitrary<string>): fc.Arbitrary<string> {
	return fc.oneof(
		{ weight: 40, arbitrary: cells },
		{ weight: 1, arbitrary: cells.map((cell) => `${cell}${NO_UTF8}`) },
	);
}

interface Cell {
	readonly text: string;
	readonly isQuoted: boolean;
}

function writeCell({ text, isQuoted }: Cell): string {
	return isQuoted || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A cell with a quote where none may stand, and which ends on the line that it begins on. */
const strayCell = fc.constantFrom('a"b', '"a"b', ' "a"', '"a" ', '"a""b"c', 'a"', '"a"b"', '"" "');

const lineEnds = fc.oneof({ weight: 3, arbitrary: fc.constant("\n") }, fc.constant("\r\n"));

function rowTexts(cells: readonly fc.Arbitrary<string>[]): fc.Arbitrary<WrittenRow> {
	const oneRow = fc.tuple(
		...cells.map((text) => fc.record({ text, isQuoted: fc.boolean() })),
	) as fc.Arbitrary<Cell[]>;
	const write = (row: readonly Cell[]) => row.map(writeCell).join(",");
	const whole = oneRow.map((row) => ({ text: write(row), isStray: false }));
	const plain = fc.tuple(...cells).map((row) => ({
		text: row.map((text) => writeCell({ text, isQuoted: false })).join(","),
		isStray: false,
	}));
	const short = fc
		.tuple(oneRow, fc.nat(cells.length - 2))
		.map(([row, last]) => ({ text: write(row.slice(0, last + 1)), isStray: false }));
	const long = fc
		.tuple(oneRow, awkwardText)
		.map(([row, text]) => ({ text: write([...row, { text, isQuoted: false }]), isStray: false }));
	const stray = fc
		.tuple(oneRow, strayCell, fc.nat(cells.length - 1))
		.map(([row, cell, at]) => ({ text: [write(row.slice(0, at)), cell], isStray: true }))
		.map(({ text, isStray }) => ({ text: text.filter((part) => part !== "").join(","), isStray }));
	return fc
		.tuple(
			fc.oneof(
				{ weight: 20, arbitrary: plain },
				{ weight: 10, arbitrary: whole },
				{ weight: 1, arbitrary: short },
				{ weight: 1, arbitrary: long },
				{ weight: 1, arbitrary: stray },
				{ weight: 1, arbitrary: fc.constant({ text: "", isStray: false }) },
			),
			lineEnds,
		)
		.map(([row, lineEnd]) => ({ ...row, lineEnd }));
}

/** The name in any letter case, with blanks around it, quoted or not. */
function writtenName(names: readonly string[]): fc.Arbitrary<string> {
	return fc
		.tuple(fc.constantFrom(...names), fc.infiniteStream(fc.boolean()), fc.boolean(), fc.nat(3))
		.map(([name, isUpper, isQuoted, blanks]) => {
			const cased = [...name].map((letter) =>
				isUpper.next().value ? letter.toUpperCase() : letter,
			);
			const text = `${" ".repeat(blanks & 1)}${cased.join("")}${" ".repeat(blanks >> 1)}`;
			return isQuoted ? `"${text}"` : text;
		});
}

/** Tables with the given columns in any order, among others that mean nothing. */
export function randomTables(
	columns: readonly RandomColumn[],
	{ rows = 40 }: { rows?: number } = {},
): fc.Arbitrary<RandomTable> {
	const known = columns.map(({ names, cells }, column) =>
		writtenName(names).map((name) => ({ name, column, cells: sometimesBroken(cells) })),
	);
	const others = fc
		.subarray(["note", "Öffnung", '"a,b"', "", "x y"])
		.map((names) =>
			names.map((name) => ({ name, column: -1, cells: sometimesBroken(awkwardText) })),
		);
	return fc
		.tuple(fc.tuple(...known), others)
		.chain(([named, more]) => shuffled([...named, ...more]))
		.chain((order) =>
			fc.record({
				order: fc.constant(order),
				headerEnd: lineEnds,
				hasMark: fc.boolean(),
				isLastEnded: fc.boolean(),
				rows: fc.array(rowTexts(order.map(({ cells }) => cells)), { maxLength: rows, size: "max" }),
			}),
		)
		.map(({ order, headerEnd, hasMark, isLastEnded, rows: written }) => ({
			names: order.map(({ name }) => name.replace(/^"|"$/g, "").trim()),
			places: columns.map((_, column) => order.findIndex((placed) => placed.column === column)),
			...lay({
				header: `${hasMark ? "\ufeff" : ""}${order.map(({ name }) => name).join(",")}${headerEnd}`,
				rows: isLastEnded ? written : endlessLast(written),
			}),
		}));
}

function shuffled<Item>(items: readonly Item[]): fc.Arbitrary<Item[]> {
	return fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });
}

function endlessLast(rows: readonly WrittenRow[]): WrittenRow[] {
	const last = rows.at(-1);
	return last === undefined ? [] : [...rows.slice(0, -1), { ...last, lineEnd: "" }];
}

/** Puts the rows behind each other and asks a complete CSV parser for the cells of the sound ones. */
function lay({ header, rows }: { header: string; rows: readonly WrittenRow[] }): {
	bytes: Uint8Array;
	rows: ExpectedRow[];
} {
	const full = rows.filter(({ text }) => text !== "");
	const sound = full.filter(({ isStray }) => !isStray);
	const cellsOfSound: string[][] = parse(
		sound.map(({ text, lineEnd }) => `${text}${lineEnd || "\n"}`).join(""),
		{ record_delimiter: ["\r\n", "\n"], relax_column_count: true },
	);
	if (cellsOfSound.length !== sound.length) throw new Error("a random row is not one row");
	const cellsOf = new Map(sound.map((row, i) => [row, cellsOfSound[i] as string[]]));
	let text = header;
	const expected: ExpectedRow[] = [];
	for (const row of rows) {
		if (row.text !== "")
			expected.push({
				line: text.split("\n").length,
				text: row.text.replaceAll(NO_UTF8, "\ufffd"),
				cells: cellsOf.get(row),
				isUtf8: !row.text.includes(NO_UTF8),
			});
		text += row.text + row.lineEnd;
	}
	return { bytes: bytesOf(text), rows: expected };
}

/** UTF-8, but for {@link NO_UTF8}, which becomes a byte that UTF-8 does not have. */
export function bytesOf(text: string): Uint8Array {
	const latin = Buffer.from(text).toString("latin1");
	return Buffer.from(latin.replaceAll(Buffer.from(NO_UTF8).toString("latin1"), "\xff"), "latin1");
}

/** Sizes of blocks that a file is cut into, over and over; often of a single byte. */
export const blockSizes: fc.Arbitrary<readonly number[]> = fc.oneof(
	fc.constant<readonly number[]>([1]),
	fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 12 }),
	fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 5 }),
);

/** A file that arrives in blocks, each of them overwritten as soon as the next one is asked for. */
export function sourceInBlocks(bytes: Uint8Array, sizes: readonly number[]): ByteSource {
	return {
		name: "random.csv",
		size: undefined,
		path: undefined,
		async *blocks() {
			const buffer = new Uint8Array(Math.max(...sizes));
			for (let at = 0, block = 0; at < bytes.length; block++) {
				const part = bytes.subarray(at, at + (sizes[block % sizes.length] as number));
				buffer.set(part);
				yield buffer.subarray(0, part.length);
				buffer.fill(0x22);
				at += part.length;
			}
		},
	};
}
