import { describe, expect, test } from "vitest";
import { readBusinessHours } from "../../src/csv/business-hours.ts";
import type { ByteSource } from "../../src/csv/byte-source.ts";
import { readClosures } from "../../src/csv/closures.ts";
import { readPolls } from "../../src/csv/polls.ts";
import {
	formatReject,
	REJECT_REASONS,
	type Reject,
	type RejectReason,
} from "../../src/csv/reject.ts";
import { readSpecialHours } from "../../src/csv/special-hours.ts";
import { readStores } from "../../src/csv/stores.ts";
import type { OnReject } from "../../src/csv/table.ts";
import { readTimezones } from "../../src/csv/timezones.ts";
import { LATEST } from "./random-polls.ts";
import { bytesOf, NO_UTF8, sourceInBlocks } from "./random-tables.ts";

// Each kind of file with rows that are bad for one reason each. A good row stands before and behind
// each of them, and must be read.

interface BadRow {
	readonly row: string;
	readonly column: string;
	readonly value: string;
	readonly reason: RejectReason;
	/** Good rows that it contradicts. */
	readonly before?: readonly string[];
}

interface Kind {
	readonly name: string;
	readonly header: string;
	readonly good: string;
	read(source: ByteSource, onReject: OnReject): Promise<{ rowsRead: number }>;
	readonly bad: readonly BadRow[];
}

const ID_FAULTS: readonly [string, RejectReason][] = [
	["", "empty_id"],
	["   ", "empty_id"],
	["8.139926242460185E+018", "destroyed_id"],
	["8,14E+18", "destroyed_id"],
	["i".repeat(256), "long_id"],
	["a\u0007b", "unprintable_id"],
];

function badIds(rest: string): BadRow[] {
	return ID_FAULTS.map(([value, reason]) => ({
		row: `${value.includes(",") ? `"${value}"` : value}${rest}`,
		column: "store_id",
		value: value.length > 100 ? `${value.slice(0, 100)}…` : value,
		reason,
	}));
}

/** What can be wrong with any row of any table. */
function badRows(good: string): BadRow[] {
	const whole = (row: string, reason: RejectReason, value = row): BadRow => ({
		row,
		column: "",
		value,
		reason,
	});
	const long = `${good.replace(",", "x,")}${"x".repeat(70_000)}`;
	return [
		whole(good.slice(0, good.lastIndexOf(",")), "too_few_cells"),
		whole("only one", "too_few_cells"),
		whole(`${good},`, "too_many_cells"),
		whole(
			`${good},${"1,".repeat(200)}`,
			"too_many_cells",
			`${`${good},${"1,".repeat(200)}`.slice(0, 100)}…`,
		),
		whole(`${good}"`, "stray_quote"),
		whole(`"a"${good}`, "stray_quote"),
		whole(`${NO_UTF8}${good}`, "not_utf8", `\ufffd${good}`),
		whole(long, "long_line", `${long.slice(0, 100)}…`),
	];
}

const cell = (row: string, column: string, value: string, reason: RejectReason): BadRow => ({
	row,
	column,
	value,
	reason,
});

const POLLS: Kind = {
	name: "polls",
	header: "store_id,timestamp_utc,status",
	good: "a,2023-01-22 12:09:39.388884 UTC,active",
	read: (source, onReject) => readPolls(source, { latest: LATEST, onReject }),
	bad: [
		...badRows("a,2023-01-22 12:09:39.388884 UTC,active"),
		...badIds(",2023-01-22 12:09:39 UTC,active"),
		cell("a,2023-01-22 12:09:39 UTC,open", "status", "open", "unknown_status"),
		cell("a,2023-01-22 12:09:39 UTC,", "status", "", "unknown_status"),
		cell("a,2023-01-22 12:09:39 UTC,aktiv", "status", "aktiv", "unknown_status"),
		cell(
			"a,2023-02-30 12:09:39 UTC,active",
			"timestamp_utc",
			"2023-02-30 12:09:39 UTC",
			"not_a_timestamp",
		),
		cell("a,22/01/2023 12:09,active", "timestamp_utc", "22/01/2023 12:09", "not_a_timestamp"),
		cell(
			"a,2023-01-22 25:00:00 UTC,active",
			"timestamp_utc",
			"2023-01-22 25:00:00 UTC",
			"not_a_timestamp",
		),
		cell("a,,active", "timestamp_utc", "", "not_a_timestamp"),
		cell(
			"a,1999-12-31 23:59:59.999 UTC,active",
			"timestamp_utc",
			"1999-12-31 23:59:59.999 UTC",
			"timestamp_too_early",
		),
		cell(
			"a,2000-01-01 00:00:00+00:01,active",
			"timestamp_utc",
			"2000-01-01 00:00:00+00:01",
			"timestamp_too_early",
		),
		cell(
			"a,2023-02-01 00:00:00.001 UTC,active",
			"timestamp_utc",
			"2023-02-01 00:00:00.001 UTC",
			"timestamp_in_future",
		),
		cell(
			"a,9999-12-31 00:00:00 UTC,active",
			"timestamp_utc",
			"9999-12-31 00:00:00 UTC",
			"timestamp_in_future",
		),
	],
};

const HOURS: Kind = {
	name: "business hours",
	header: "store_id,dayofweek,start_time_local,end_time_local",
	good: "a,0,09:00,17:00",
	read: readBusinessHours,
	bad: [
		...badRows("a,0,09:00,17:00"),
		...badIds(",0,09:00,17:00"),
		cell("a,7,09:00,17:00", "dayofweek", "7", "not_a_weekday"),
		cell("a,-1,09:00,17:00", "dayofweek", "-1", "not_a_weekday"),
		cell("a,Monday,09:00,17:00", "dayofweek", "Monday", "not_a_weekday"),
		cell("a,,09:00,17:00", "dayofweek", "", "not_a_weekday"),
		cell("a,0,25:00,17:00", "start_time_local", "25:00", "not_a_time_of_day"),
		cell("a,0,09:00,24:01", "end_time_local", "24:01", "not_a_time_of_day"),
		cell("a,0,09:00,5pm", "end_time_local", "5pm", "not_a_time_of_day"),
		cell("a,0,09:00,", "end_time_local", "", "not_a_time_of_day"),
		cell("a,0,24:00,02:00", "start_time_local", "24:00", "opens_at_24"),
		{
			...cell("full,6,09:00,10:00", "store_id", "full", "too_many_openings"),
			before: Array.from({ length: 128 }, (_, i) => `full,${i % 7},${i % 24}:00,${i % 24}:30`),
		},
	],
};

const TIMEZONES: Kind = {
	name: "zones",
	header: "store_id,timezone_str",
	good: "a,America/Chicago",
	read: readTimezones,
	bad: [
		...badRows("a,America/Chicago"),
		...badIds(",America/Chicago"),
		cell("b,Mars/Olympus", "timezone_str", "Mars/Olympus", "unknown_zone"),
		cell("b,+05:30", "timezone_str", "+05:30", "unknown_zone"),
		cell("b,", "timezone_str", "", "unknown_zone"),
		cell("a,America/New_York", "timezone_str", "America/New_York", "second_zone"),
	],
};

const SPECIAL_HOURS: Kind = {
	name: "special hours",
	header: "store_id,date,start_time_local,end_time_local",
	good: "a,2023-12-24,09:00,13:00",
	read: readSpecialHours,
	bad: [
		...badRows("a,2023-12-24,09:00,13:00"),
		...badIds(",2023-12-24,09:00,13:00"),
		cell("a,2023-02-29,,", "date", "2023-02-29", "not_a_date"),
		cell("a,25.12.2023,,", "date", "25.12.2023", "not_a_date"),
		cell("a,2023-12-25,09:00,", "end_time_local", "", "half_open"),
		cell("a,2023-12-25,,17:00", "start_time_local", "", "half_open"),
		cell("a,2023-12-25,24:00,17:00", "start_time_local", "24:00", "opens_at_24"),
		cell("a,2023-12-25,09:00,late", "end_time_local", "late", "not_a_time_of_day"),
		cell("a,2023-12-24,,", "date", "2023-12-24", "closed_and_open"),
		{
			...cell("a,2023-12-26,09:00,17:00", "date", "2023-12-26", "closed_and_open"),
			before: ["a,2023-12-26,,"],
		},
	],
};

const CLOSURES: Kind = {
	name: "planned closures",
	header: "store_id,from_utc,to_utc,reason",
	good: "a,2023-12-24 00:00:00,2023-12-25 00:00:00,repairs",
	read: readClosures,
	bad: [
		...badRows("a,2023-12-24 00:00:00,2023-12-25 00:00:00,repairs"),
		...badIds(",2023-12-24 00:00:00,2023-12-25 00:00:00,"),
		cell("a,tomorrow,2023-12-25 00:00:00,", "from_utc", "tomorrow", "not_a_timestamp"),
		cell(
			"a,2023-12-24 00:00:00,2023-12-32 00:00:00,",
			"to_utc",
			"2023-12-32 00:00:00",
			"not_a_timestamp",
		),
		cell(
			"*,2023-12-24 00:00:00,2023-12-24 00:00:00,",
			"to_utc",
			"2023-12-24 00:00:00",
			"closure_ends_before_start",
		),
		cell(
			"a,2023-12-24 00:00:00,2023-12-23 00:00:00,",
			"to_utc",
			"2023-12-23 00:00:00",
			"closure_ends_before_start",
		),
		cell(
			"a,0000-01-01 00:00:00+14:00,2023-12-23 00:00:00,",
			"from_utc",
			"0000-01-01 00:00:00+14:00",
			"year_out_of_range",
		),
		cell(
			"a,2023-12-24 00:00:00,9999-12-31 23:59:59-14:00,",
			"to_utc",
			"9999-12-31 23:59:59-14:00",
			"year_out_of_range",
		),
		cell(
			"a,2023-12-24 00:00:00,2023-12-25 00:00:00,re\0pairs",
			"reason",
			"re\0pairs",
			"unprintable_reason",
		),
	],
};

const STORES: Kind = {
	name: "stores",
	header: "store_id,store_name,group",
	good: "a,Kettle,North",
	read: readStores,
	bad: [
		...badRows("a,Kettle,North"),
		...badIds(",Kettle,North"),
		cell(`b,${"n".repeat(256)},North`, "store_name", `${"n".repeat(100)}…`, "long_name"),
		cell(`b,Kettle,${"g".repeat(256)}`, "group", `${"g".repeat(100)}…`, "long_name"),
		cell("b,Ket\u0007tle,North", "store_name", "Ket\u0007tle", "unprintable_name"),
		cell("a,Noodles,North", "store_name", "Noodles", "second_details"),
		cell("a,Kettle,South", "group", "South", "second_details"),
		cell("a,Kettle,", "group", "", "second_details"),
		{
			...cell("c,Kettle,North", "store_name", "Kettle", "second_details"),
			before: ["c,,North"],
		},
	],
};

const SALES: Kind = {
	name: "stores' cities and sales",
	header: "store_id,city,sales_per_hour",
	good: "a,Duluth,123.45",
	read: readStores,
	bad: [
		cell(`b,${"c".repeat(256)},1`, "city", `${"c".repeat(100)}…`, "long_name"),
		cell("b,Dul\u0007uth,1", "city", "Dul\u0007uth", "unprintable_name"),
		cell("a,Fargo,123.45", "city", "Fargo", "second_details"),
		cell("a,Duluth,123.46", "sales_per_hour", "123.46", "second_details"),
		...["-1", "$12", "1e3", "12.34567", "1234567890123", "NaN", "12,5"].map((value) =>
			cell(`b,Duluth,"${value}"`, "sales_per_hour", value, "not_sales_per_hour"),
		),
	],
};

const KINDS = [POLLS, HOURS, TIMEZONES, SPECIAL_HOURS, CLOSURES, STORES, SALES];

describe.each(KINDS)("in a file of $name, a bad row is left out and told", (kind) => {
	test.each(kind.bad)("$reason: $value", async ({ row, column, value, reason, before = [] }) => {
		const rows = [kind.good, ...before, row, kind.good];
		const bytes = bytesOf(`${kind.header}\n${rows.join("\n")}\n`);
		const rejects: Reject[] = [];
		const { rowsRead } = await kind.read(sourceInBlocks(bytes, [bytes.length]), (reject) =>
			rejects.push(reject),
		);
		const line = before.length + 3;
		expect(rejects).toEqual([{ file: "random.csv", line, column, value, reason }]);
		expect(rowsRead).toBe(rows.length);
	});
});

/** Rows of business hours in JSON that are bad for their form, a line each. */
const BAD_LINES: readonly BadRow[] = [
	...ID_FAULTS.map(([value, reason]) => ({
		row: hoursLine({ store_id: value }),
		column: "store_id",
		value: value.length > 100 ? `${value.slice(0, 100)}…` : value,
		reason,
	})),
	cell("{", "", "{", "not_json"),
	cell("a,0,09:00,17:00", "", "a,0,09:00,17:00", "not_json"),
	cell(`${hoursLine({})},`, "", `${hoursLine({})},`, "not_json"),
	cell("{'store_id': 'a'}", "", "{'store_id': 'a'}", "not_json"),
	cell("\ufeff{}", "", "{}", "not_json"),
	cell(`${NO_UTF8}{}`, "", "\ufffd{}", "not_utf8"),
	cell(`{${" ".repeat(70_000)}}`, "", `{${" ".repeat(99)}…`, "long_line"),
	cell("null", "", "", "not_an_object"),
	cell("17", "", "17", "not_an_object"),
	cell("true", "", "true", "not_an_object"),
	cell('"a"', "", "a", "not_an_object"),
	cell('["a", 0, "09:00", "17:00"]', "", "[…]", "not_an_object"),
	cell("{}", "store_id", "", "missing_field"),
	cell(hoursLine({ day_of_week: undefined }), "day_of_week", "", "missing_field"),
	cell(hoursLine({ end_time_local: undefined }), "end_time_local", "", "missing_field"),
	cell(hoursLine({ store_id: 8139926242460185 }), "store_id", "8139926242460185", "id_is_number"),
	cell(hoursLine({ store_id: 0 }), "store_id", "0", "id_is_number"),
	cell(hoursLine({ store_id: null }), "store_id", "", "empty_id"),
	cell(hoursLine({ store_id: true }), "store_id", "true", "not_text"),
	cell(hoursLine({ store_id: ["a"] }), "store_id", "[…]", "not_text"),
	cell(hoursLine({ start_time_local: 9 }), "start_time_local", "9", "not_text"),
	cell(hoursLine({ start_time_local: { hour: 9 } }), "start_time_local", "{…}", "not_text"),
	cell(hoursLine({ start_time_local: null }), "start_time_local", "", "not_a_time_of_day"),
	cell(hoursLine({ day_of_week: 7 }), "day_of_week", "7", "not_a_weekday"),
	cell(hoursLine({ day_of_week: 0.5 }), "day_of_week", "0.5", "not_a_weekday"),
	cell(hoursLine({ day_of_week: null }), "day_of_week", "", "not_a_weekday"),
	cell(hoursLine({ note: "x" }), "note", "x", "unknown_field"),
	cell(hoursLine({ Store_ID: "a" }), "Store_ID", "a", "unknown_field"),
	cell(hoursLine({ ["n".repeat(101)]: 1 }), `${"n".repeat(100)}…`, "1", "unknown_field"),
	cell('{"__proto__": {"store_id": "a"}}', "__proto__", "{…}", "unknown_field"),
	cell(hoursLine({ day: 0 }), "day", "0", "repeated_field"),
	cell(hoursLine({ dayofweek: null }), "dayofweek", "", "repeated_field"),
];

function hoursLine(differences: Readonly<Record<string, unknown>>): string {
	const row = { store_id: "a", day_of_week: 0, start_time_local: "09:00", end_time_local: "17:00" };
	return JSON.stringify({ ...row, ...differences });
}

describe("in a file with an object of JSON on each line, a bad row is left out and told", () => {
	test.each(BAD_LINES)("$reason: $value", async ({ row, column, value, reason }) => {
		const rows = [hoursLine({}), row, hoursLine({})];
		const bytes = bytesOf(`${rows.join("\n")}\n`);
		const source = { ...sourceInBlocks(bytes, [bytes.length]), form: "ndjson" as const };
		const rejects: Reject[] = [];
		const { rowsRead } = await readBusinessHours(source, (reject) => rejects.push(reject));
		expect(rejects).toEqual([{ file: "random.csv", line: 2, column, value, reason }]);
		expect(rowsRead).toBe(3);
	});
});

test("every reason for leaving a row out is met by some row of some file", () => {
	const all = [...BAD_LINES, ...KINDS.flatMap(({ bad }) => bad)];
	const met = new Set(all.map(({ reason }) => reason));
	expect(Object.keys(REJECT_REASONS).filter((reason) => !met.has(reason as RejectReason))).toEqual(
		[],
	);
});

test("a complaint names file, line, column and value, and says what to do", () => {
	const reject = { file: "hours.csv", line: 17, column: "end_time_local", value: "25:00" };
	expect(formatReject({ ...reject, reason: "not_a_time_of_day" })).toBe(
		'hours.csv line 17: end_time_local "25:00" is not a time of day; write 00:00 to 24:00',
	);
	expect(formatReject({ ...reject, column: "", value: "a,b", reason: "too_few_cells" })).toBe(
		"hours.csv line 17: the row has fewer cells than the header",
	);
	expect(formatReject({ ...reject, column: "store_id", value: "", reason: "missing_field" })).toBe(
		"hours.csv line 17: store_id is missing; every row needs it",
	);
});
