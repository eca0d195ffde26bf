import { CsvError, parse } from "csv-parse/sync";

/** The row's last quoted cell is not closed: the row goes on behind the line break. */
export const CONTINUES = "continues";
/** The row has a quote where none may stand. */
export const MALFORMED = "malformed";
/** The row's bytes are not UTF-8. */
export const NOT_UTF8 = "not_utf8";

/**
 * The cells of one row.
 *
 * Rows without quotes, and rows whose quoted cells have none inside, are cut here; the rest of CSV's
 * grammar (doubled quotes, line breaks inside cells) is left to a complete parser.
 */
export function splitRow(text: string): string[] | typeof CONTINUES | typeof MALFORMED {
	if (!text.includes('"')) return text.split(",");
	return splitPlainlyQuoted(text) ?? splitQuoted(text);
}

/** The text of a row and its cells, from its bytes; what is not UTF-8 is made legible in the text. */
export function splitRowBytes(bytes: Uint8Array): {
	readonly text: string;
	readonly cells: ReturnType<typeof splitRow> | typeof NOT_UTF8;
} {
	const text = decodeUtf8(bytes);
	if (text !== undefined) return { text, cells: splitRow(text) };
	const legible = new TextDecoder().decode(bytes);
	// Where the row ends does not depend on what its cells are worth.
	return { text: legible, cells: splitRow(legible) === CONTINUES ? CONTINUES : NOT_UTF8 };
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text in bytes, or `undefined` when they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
	try {
		return UTF8.decode(bytes);
	} catch {
		return undefined; // a TypeError is how a fatal decoder says so
	}
}

function splitPlainlyQuoted(text: string): string[] | typeof MALFORMED | undefined {
	const cells: string[] = [];
	for (let at = 0; ; ) {
		let end: number;
		if (text[at] === '"') {
			const close = text.indexOf('"', at + 1);
			if (close < 0 || text[close + 1] === '"') return undefined;
			cells.push(text.slice(at + 1, close));
			end = close + 1;
			if (end < text.length && text[end] !== ",") return MALFORMED;
		} else {
			const comma = text.indexOf(",", at);
			end = comma < 0 ? text.length : comma;
			const cell = text.slice(at, end);
			if (cell.includes('"')) return MALFORMED;
			cells.push(cell);
		}
		if (end >= text.length) return cells;
		at = end + 1;
	}
}

function splitQuoted(text: string): string[] | typeof CONTINUES | typeof MALFORMED {
	try {
		// Left to find out the line break by itself, it would take a lone carriage return for one.
		const rows: string[][] = parse(text, { record_delimiter: "\n", relax_column_count: true });
		return rows.length === 1 ? (rows[0] as string[]) : MALFORMED;
	} catch (error) {
		// csv-parse refuses nothing but open or misplaced quotes with these options.
		const isOpen = error instanceof CsvError && error.code === "CSV_QUOTE_NOT_CLOSED";
		return isOpen ? CONTINUES : MALFORMED;
	}
}
