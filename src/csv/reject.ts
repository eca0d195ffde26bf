import type { RejectCode } from "../contract/import.ts";
import type { NameFault } from "../core/store-details.ts";
import type { StoreIdFault } from "../core/store-id.ts";

/**
 * Why a row was left out. The words follow the value in a sentence and tell what to do about it;
 * being the same for every row, they are also what rejects are counted by.
 */
export const REJECT_REASONS = {
	too_few_cells: "has fewer cells than the header",
	too_many_cells: "has more cells than the header",
	long_line: "is longer than 65,536 bytes; no row of such a table is",
	stray_quote: 'has a quote inside a cell that is not quoted; write the cell as "…" with "" inside',
	not_utf8: "is not UTF-8 text; export the file as UTF-8",
	not_json: "is not JSON; write one object a line",
	not_an_object: 'is not an object; write one such as {"store_id": "…", …}',
	unknown_field: "is not a field of such a row; leave it out, or look at how it is spelled",
	repeated_field: "is another name of a field that the row has already",
	missing_field: "is missing; every row needs it",
	not_text: 'is not text; write it in quotes, as "…"',
	id_is_number: 'is a number, and long numbers lose digits; write the id as text, in quotes: "…"',
	empty_id: "is empty; every row needs a store id",
	destroyed_id:
		"was turned into scientific notation by a spreadsheet and its digits are lost; export the file again without opening it in one",
	long_id: "is longer than 255 characters",
	unprintable_id: "has control characters",
	unknown_status: "is not a status; write active or inactive",
	not_a_timestamp:
		"is not a timestamp, or its date or time does not exist; write it as 2023-01-22 12:09:39.388884 UTC",
	timestamp_too_early: "is before the year 2000",
	timestamp_in_future: "is more than 24 hours in the future",
	not_a_weekday: "is not a weekday; write 0 for Monday to 6 for Sunday",
	not_a_time_of_day: "is not a time of day; write 00:00 to 24:00",
	opens_at_24: "is no time to open at; write 00:00 on the day after",
	too_many_openings: "has more than 128 openings a week; no store has",
	unknown_zone: "is not an IANA time zone; write it as America/Chicago",
	second_zone: "is a second zone for this store; the first one is kept",
	not_a_date: "is not a date, or does not exist; write it as 2023-12-25",
	half_open: "is missing its other time; give both times, or none for closed",
	closed_and_open: "is said to be closed and to have opening times; the first row is kept",
	closure_ends_before_start: "is not after from_utc",
	year_out_of_range: "is not in the years 1970 to 9999",
	unprintable_reason: "has a NUL character or half a character; leave it out",
	long_name: "is longer than 255 characters; shorten it",
	unprintable_name: "has control characters; leave them out",
	second_details: "is not what an earlier row says of this store; the first row is kept",
	not_sales_per_hour:
		"is not sales per hour; write it without a currency and separators, as 123.45, with up to 12 digits before the point and 4 after it",
} as const satisfies Record<RejectCode, string>;

export type RejectReason = RejectCode;

// Every fault of an id or name is a reason of its own: the compiler checks that none is missing here.
const _faults: Record<StoreIdFault | NameFault, string> = REJECT_REASONS;
void _faults;

/** A row that was left out: where it is, what was wrong with it and with which cell. */
export interface Reject {
	/** What was read, as its source is called; `-` for standard input. */
	readonly file: string;
	/** The line on which the row begins; a header is line 1. In a JSON array, the row's index, from 0. */
	readonly line: number;
	/** The column's or field's name as the file writes it; empty when the whole row is meant. */
	readonly column: string;
	/** What stood there, cut to its first 100 characters. */
	readonly value: string;
	readonly reason: RejectReason;
}

const VALUE_LENGTH_MAX = 100;

/** The value as a complaint quotes it. */
export function cutValue(value: string): string {
	return value.length > VALUE_LENGTH_MAX ? `${value.slice(0, VALUE_LENGTH_MAX)}…` : value;
}

/** The complaint as a sentence: `hours.csv line 17: end_time_local "25:00" is not a time of day; …`. */
export function formatReject({ file, line, ...fault }: Reject): string {
	return `${file} line ${line}: ${sayFault(fault)}`;
}

/** What is wrong with a row, wherever it is: `end_time_local "25:00" is not a time of day; …`. */
export function sayFault({
	column,
	value,
	reason,
}: Pick<Reject, "column" | "value" | "reason">): string {
	const quoted = reason === "missing_field" ? column : `${column} ${JSON.stringify(value)}`;
	const subject = column === "" ? "the row" : quoted;
	return `${subject} ${REJECT_REASONS[reason]}`;
}

/** A file that is not the table that was asked for. The message says what was expected. */
export class TableError extends Error {
	override readonly name = "TableError";
	readonly file: string;
	/** The message without the file: what the file has, is or lacks. */
	readonly says: string;

	constructor(file: string, says: string, options?: ErrorOptions) {
		super(`${file}: ${says}`, options);
		this.file = file;
		this.says = says;
	}
}

/** A file that is not even of the form that it should be: binary, cut off, no JSON. */
export class MalformedError extends TableError {}
