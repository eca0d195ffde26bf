import fc from "fast-check";
import { EARLIEST_POLL, type Instant, parseInstant } from "../../src/core/instant.ts";
import { instantOf, parseStatus, statusOf } from "../../src/core/poll.ts";
import { parseStoreId } from "../../src/core/store-id.ts";
import type { PollTable } from "../../src/csv/poll-table.ts";
import { type PollReading, readPolls } from "../../src/csv/polls.ts";
import type { Reject, RejectReason } from "../../src/csv/reject.ts";
import { type ExpectedRow, type RandomTable, randomTables } from "./random-tables.ts";

/** The last instant that the files here are allowed to name. */
export const LATEST: Instant = Date.UTC(2023, 1, 1);

/** What a poll file says: each store's polls as `[instant, status]`, and its bad rows. */
export interface ReadPollFile {
	readonly polls: Readonly<Record<string, readonly (readonly [Instant, number])[]>>;
	readonly rejects: readonly Omit<Reject, "file">[];
	readonly rowsRead: number;
}

const ids = fc.oneof(
	{
		weight: 30,
		arbitrary: fc.constantFrom("1000385412041408565", "1000385412041408566", "7", "a", "  a", "a "),
	},
	fc.constantFrom("Zürich 1", "東京", "🍕", "=1+1", 'say "hi", store', "é".repeat(255)),
	fc.constantFrom("", "  ", "8.139926242460185E+018", "x".repeat(256), "a\tb", "a\nb", "a\u007f"),
);

const instants = fc.oneof(
	{ weight: 10, arbitrary: fc.integer({ min: LATEST - 5_000, max: LATEST }) },
	{ weight: 5, arbitrary: fc.integer({ min: LATEST - 3e9, max: LATEST }) },
	fc.integer({ min: EARLIEST_POLL - 3, max: EARLIEST_POLL + 3 }),
	fc.integer({ min: LATEST - 3, max: LATEST + 3 }),
	fc.integer({ min: 0, max: 4e12 }),
);

const zones = fc.oneof(
	{ weight: 4, arbitrary: fc.constant(" UTC") },
	fc.constantFrom("", "Z", "UTC", " Z", "z", " utc", "+00", "+00:00", "+0000", "-00:00"),
	fc.constantFrom("+05:30", "-08", "+1400", "+24:00", " CET", "+5"),
);

const soundTimestamps = fc
	.record({
		instant: instants,
		separator: fc.constantFrom(" ", " ", "T", "t"),
		digits: fc.constantFrom(0, 0, 1, 2, 3, 3, 6, 9),
		finer: fc.nat(999_999),
		zone: zones,
		blanks: fc.constantFrom("", "", "", " "),
	})
	.map(({ instant, separator, digits, finer, zone, blanks }) => {
		const [date, time] = new Date(instant).toISOString().split(/[TZ]/) as [string, string];
		const fraction = `${time.slice(8)}${String(finer).padStart(6, "0")}`.slice(0, digits + 1);
		const text = time.slice(0, 8) + (digits === 0 ? "" : fraction);
		return `${blanks}${date}${separator}${text}${zone}${blanks}`;
	});

/** A sound text with one character replaced, left out or put in: on the edge of what is one. */
const spoilt = (sound: fc.Arbitrary<string>, letters: string) =>
	fc
		.tuple(sound, fc.nat(25), fc.nat(1), fc.constantFrom("", ...letters))
		.map(([text, at, removed, letter]) => text.slice(0, at) + letter + text.slice(at + removed));

const timestamps = fc.oneof(
	{ weight: 30, arbitrary: soundTimestamps },
	{ weight: 10, arbitrary: spoilt(soundTimestamps, "0123456789:-. TZ+,") },
	fc.constantFrom("2023-01-22 12:09:60 UTC", "2023-01-22 12:09:39500", "2023-01-22 12:09:39-00"),
	fc.constantFrom("2023-02-29 00:00:00 UTC", "2023-01-22 24:00:00", "2023-13-01 00:00:00", ""),
	fc.constantFrom("2023-01-22", "2023-01-22 12:09 UTC", "yesterday", "2023-01-22 12:09:39. UTC"),
	fc.constantFrom("2023-01-2212:09:39 UTC", "22023-01-22 12:09:39", "2023-01-22 12:60:39 UTC"),
);

const statuses = fc.oneof(
	{ weight: 20, arbitrary: fc.constantFrom("active", "inactive") },
	fc.constantFrom("Active", "INACTIVE", " active", "inactive "),
	fc.constantFrom("", "activ", "inactivee", "open", "in active", "inactiv"),
	spoilt(fc.constantFrom("active", "inactive"), "actinve ,A"),
);

/** Poll files with every kind of good and bad row. */
export const randomPollFiles: fc.Arbitrary<RandomTable> = randomTables([
	{ names: ["store_id"], cells: ids },
	{ names: ["timestamp_utc"], cells: timestamps },
	{ names: ["status"], cells: statuses },
]);

/** What a poll file should be read as: its rows one after the other by the core's parsers. */
export function expectedPolls({ rows, names, places }: RandomTable): ReadPollFile {
	const stores = new Map<string, Map<Instant, number>>();
	const rejects: Omit<Reject, "file">[] = [];
	for (const row of rows) {
		const poll = judge(row, names.length, places);
		if ("reason" in poll) {
			const column = poll.place === undefined ? "" : (names[poll.place] as string);
			const value = poll.place === undefined ? row.text : (row.cells?.[poll.place] as string);
			rejects.push({ line: row.line, column, value: quoted(value), reason: poll.reason });
			continue;
		}
		const polls = stores.get(poll.id) ?? new Map<Instant, number>();
		stores.set(poll.id, polls.set(poll.instant, poll.status));
	}
	const polls = Object.fromEntries(
		[...stores].map(([id, ofStore]) => [id, [...ofStore].sort((a, b) => a[0] - b[0])]),
	);
	return { polls, rejects, rowsRead: rows.length };
}

type Judgement =
	| { id: string; instant: Instant; status: number }
	| { reason: RejectReason; place?: number };

function judge(
	{ cells, isUtf8 }: ExpectedRow,
	width: number,
	places: readonly number[],
): Judgement {
	if (!isUtf8) return { reason: "not_utf8" };
	if (cells === undefined) return { reason: "stray_quote" };
	if (cells.length !== width)
		return { reason: cells.length < width ? "too_few_cells" : "too_many_cells" };
	const [idPlace, timestampPlace, statusPlace] = places as [number, number, number];
	const parsed = parseStoreId(cells[idPlace] as string);
	if ("fault" in parsed) return { reason: parsed.fault, place: idPlace };
	const status = parseStatus(cells[statusPlace] as string);
	if (status === undefined) return { reason: "unknown_status", place: statusPlace };
	const instant = parseInstant((cells[timestampPlace] as string).trim());
	if (instant === undefined) return { reason: "not_a_timestamp", place: timestampPlace };
	if (instant < EARLIEST_POLL) return { reason: "timestamp_too_early", place: timestampPlace };
	if (instant > LATEST) return { reason: "timestamp_in_future", place: timestampPlace };
	return { id: parsed.id, instant, status };
}

/** The value as a complaint quotes it. */
export function quoted(value: string): string {
	return value.length > 100 ? `${value.slice(0, 100)}…` : value;
}

/** Reads a poll file and lays out what was read in the form of {@link expectedPolls}. */
export async function readPollFile(
	source: Parameters<typeof readPolls>[0],
	options: Partial<PollReading> = {},
): Promise<ReadPollFile> {
	const rejects: Omit<Reject, "file">[] = [];
	const onReject = ({ file, ...reject }: Reject) => {
		if (file !== source.name) throw new Error(`a bad row of ${source.name} names ${file}`);
		rejects.push(reject);
	};
	const table = await readPolls(source, { latest: LATEST, onReject, ...options });
	return { polls: pollsOf(table), rejects, rowsRead: table.rowsRead };
}

function pollsOf(table: PollTable): ReadPollFile["polls"] {
	const stores = table.ids.map((id, store) => {
		const polls = [...table.polls(store)].map((poll) => [instantOf(poll), statusOf(poll)] as const);
		return [id, polls] as const;
	});
	return Object.fromEntries(stores.filter(([, polls]) => polls.length > 0));
}
