import { parse } from "csv-parse/sync";

/** The row's last quoted cell is not closed: the row goes on behind the line break. */
export const CONTINUES = "continues";
/** The row has a quote where none may stand. */
export const MALFORMED = "malformed";

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
	// Inside a quoted cell every quote is doubled: an odd count means that one is open at the end.
	if (text.split('"').length % 2 === 0) return CONTINUES;
	try {
		const rows: string[][] = parse(text, { relax_column_count: true });
		return rows.length === 1 ? (rows[0] as string[]) : MALFORMED;
	} catch {
		return MALFORMED; // csv-parse refuses nothing but misplaced quotes with these options
	}
}
