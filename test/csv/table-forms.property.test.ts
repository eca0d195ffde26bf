import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instantOf, statusOf } from "../../src/core/poll.ts";
import { readBusinessHours } from "../../src/csv/business-hours.ts";
import type { ByteSource, TableForm } from "../../src/csv/byte-source.ts";
import { readClosures } from "../../src/csv/closures.ts";
import { readPollChunks } from "../../src/csv/poll-chunks.ts";
import type { Reject } from "../../src/csv/reject.ts";
import { readSpecialHours } from "../../src/csv/special-hours.ts";
import { readStores } from "../../src/csv/stores.ts";
import type { OnReject } from "../../src/csv/table.ts";
import { readTimezones } from "../../src/csv/timezones.ts";
import { LATEST } from "./random-polls.ts";
import { blockSizes, sourceInBlocks } from "./random-tables.ts";

interface RandomKind {
	readonly name: string;
	/** What may stand in each column, good mostly. */
	readonly columns: Readonly<Record<string, fc.Arbitrary<string>>>;
	/** What is read, laid out to be compared. */
	read(source: ByteSource, onReject: OnReject): Promise<unknown>;
}

const mostly = (good: readonly string[], bad: readonly string[]) =>
	fc.oneof(
		{ weight: 12, arbitrary: fc.constantFrom(...good) },
		{ weight: 2, arbitrary: fc.constantFrom(...bad) },
		// Nothing that a line could end at: where a row is, would be another question.
		{
			weight: 1,
			arbitrary: fc.string({ maxLength: 5 }).map((text) => text.replace(/[\r\n]/g, "")),
		},
	);

const ids = mostly(
	["8139926242460185114", "8139926242460185115", "a", " a", "東京", "🍕", 'say "hi", store'],
	["", "8.1E+18", "x".repeat(256), "a\u0007b", "*"],
);
const times = mostly(["09:00", "17:30:15", "00:00", "24:00", ""], ["25:00", "noon"]);
const instants = mostly(
	["2023-01-22 12:09:39.388884 UTC", "2023-01-22T12:09:39Z", "2023-01-23 00:00:00+05:30"],
	["", "yesterday", "1999-01-01 00:00:00", "2023-02-29 00:00:00", "2023-02-02 00:00:00"],
);
const asObject = (read: { readonly stores: ReadonlyMap<string, unknown> }) => [...read.stores];

const KINDS: readonly RandomKind[] = [
	{
		name: "polls",
		columns: {
			store_id: ids,
			timestamp_utc: instants,
			status: mostly(["active", "inactive", " Active"], ["", "asleep"]),
		},
		read: async (source, onReject) => {
			const read = [];
			for await (const table of readPollChunks(source, { latest: LATEST, onReject }))
				read.push([
					table.rowsRead,
					table.ids.map((id, i) => [
						id,
						[...table.polls(i)].map((poll) => [instantOf(poll), statusOf(poll)]),
					]),
				]);
			return read;
		},
	},
	{
		name: "business hours",
		columns: {
			store_id: ids,
			day_of_week: mostly(["0", "3", "6", " 1 "], ["7", "", "Mon"]),
			start_time_local: times,
			end_time_local: times,
		},
		read: async (source, onReject) => asObject(await readBusinessHours(source, onReject)),
	},
	{
		name: "zones",
		columns: { store_id: ids, timezone: mostly(["UTC", "asia/kolkata"], ["", "Mars/Olympus"]) },
		read: async (source, onReject) => asObject(await readTimezones(source, onReject)),
	},
	{
		name: "special hours",
		columns: {
			store_id: ids,
			date: mostly(["2023-12-25", "2023-12-26"], ["2023-02-30", ""]),
			start_time_local: times,
			end_time_local: times,
		},
		read: async (source, onReject) =>
			asObject(await readSpecialHours(source, onReject)).map(([id, dates]) => [
				id,
				[...(dates as Map<number, unknown>)],
			]),
	},
	{
		name: "planned closures",
		columns: {
			store_id: fc.oneof(ids, fc.constant("*")),
			from_utc: instants,
			to_utc: instants,
			reason: mostly(["", "new tills", "a,b"], ["a\0b"]),
			author: mostly(["", "Ada"], ["\ud800"]),
		},
		read: async (source, onReject) => (await readClosures(source, onReject)).closures,
	},
	{
		name: "stores",
		columns: {
			store_id: ids,
			name: mostly(["", "Kettle", 'Kettle "B"'], ["n".repeat(256)]),
			group: mostly(["", "North"], ["a\u0007b"]),
		},
		read: async (source, onReject) => asObject(await readStores(source, onReject)),
	},
];

/** A row's cells by the names of their columns, in any order. */
type RandomRow = Readonly<Record<string, string>>;

function written(rows: readonly RandomRow[], names: readonly string[], form: TableForm): Buffer {
	if (form === "csv") {
		const cells = (row: RandomRow) =>
			names.map((name) => `"${(row[name] as string).replaceAll('"', '""')}"`).join(",");
		return Buffer.from(`${[names.join(","), ...rows.map(cells)].join("\n")}\n`);
	}
	const objects = rows.map((row, i) => JSON.stringify(asValues(row, names, i)));
	return Buffer.from(form === "json" ? `[${objects.join(",")}]` : objects.join("\n"));
}

/** An empty cell may as well be null, and a weekday a number. */
function asValues(row: RandomRow, names: readonly string[], i: number): object {
	return Object.fromEntries(
		names.map((name, place) => {
			const text = row[name] as string;
			const chance = (i + place) % 2 === 0;
			if (text === "" && chance) return [name, null];
			if (name === "day_of_week" && /^\d$/.test(text) && chance) return [name, Number(text)];
			return [name, text];
		}),
	);
}

/** The first row's line, or index. */
const FIRST: Readonly<Record<TableForm, number>> = { csv: 2, ndjson: 1, json: 0 };

async function read(
	kind: RandomKind,
	bytes: Buffer,
	{ form, sizes }: { readonly form: TableForm; readonly sizes: readonly number[] },
) {
	const rejects: Omit<Reject, "file">[] = [];
	const source = { ...sourceInBlocks(bytes, sizes), form };
	const found = await kind.read(source, ({ file: _, line, ...reject }) =>
		rejects.push({ ...reject, line: line - FIRST[form] }),
	);
	return { found, rejects };
}

describe.each(KINDS)("a table of $name", (kind) => {
	test("is read the same as CSV, as a JSON array and as an object a line, bad rows included", async () => {
		const names = Object.keys(kind.columns);
		const rows = fc.array(fc.record(kind.columns), { maxLength: 30, size: "max" });
		const orders = fc.shuffledSubarray(names, { minLength: names.length });
		await fc.assert(
			fc.asyncProperty(rows, orders, blockSizes, async (table, order, sizes) => {
				const well = table.map((row) =>
					Object.fromEntries(
						Object.entries(row).map(([name, text]) => [name, text.toWellFormed()]),
					),
				) as RandomRow[];
				const forms = ["csv", "json", "ndjson"] as const;
				const [csv, json, ndjson] = await Promise.all(
					forms.map((form) => read(kind, written(well, order, form), { form, sizes })),
				);
				expect(json).toEqual(csv);
				expect(ndjson).toEqual(csv);
			}),
			{ numRuns: 200 },
		);
	});
});
