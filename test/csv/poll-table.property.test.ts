import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatInstant, type Instant } from "../../src/core/instant.ts";
import { instantOf, statusOf } from "../../src/core/poll.ts";
import { PollPacker } from "../../src/csv/poll-packer.ts";
import { PollTable, partOf } from "../../src/csv/poll-table.ts";

interface Row {
	readonly id: string;
	readonly at: Instant;
	readonly status: "active" | "inactive";
}

const FROM = Date.UTC(2023, 0, 1);

const rows = fc.array(
	fc.record({
		id: fc.constantFrom("a", "b", "1000385412041408565", "1000385412041408566", "東京"),
		at: fc.oneof(
			fc.integer({ min: FROM, max: FROM + 8 }),
			fc.integer({ min: FROM, max: FROM + 3e9 }),
		),
		status: fc.constantFrom<Row["status"]>("active", "inactive"),
	}),
	{ maxLength: 40, size: "max" },
);
/** The stretches of one file, in its order. */
const stretches = fc.array(rows, { minLength: 1, maxLength: 5 });

function pack(stretch: readonly Row[]): PollPacker {
	const packer = new PollPacker(
		{ count: 3, storeId: 0, timestamp: 1, status: 2 },
		{
			latest: FROM + 4e9,
			firstLine: 2,
			onBadRow: (line, _column, value, reason) => {
				throw new Error(`line ${line}: ${value} ${reason}`);
			},
		},
	);
	const bytes = Buffer.from(
		stretch.map(({ id, at, status }) => `${id},${formatInstant(at)},${status}\n`).join(""),
	);
	packer.lines(bytes, 0, bytes.length);
	return packer;
}

/** The same in a map of maps, where the later row overwrites. */
function mapped(file: readonly (readonly Row[])[]): Map<string, Map<Instant, number>> {
	const stores = new Map<string, Map<Instant, number>>();
	for (const { id, at, status } of file.flat())
		stores.set(id, (stores.get(id) ?? new Map()).set(at, status === "active" ? 1 : 0));
	return stores;
}

describe("a table of polls", () => {
	test("holds what a map of maps would hold, from however many stretches it is put together", () => {
		fc.assert(
			fc.property(stretches, (file) => {
				const table = new PollTable(
					file.map((stretch) => partOf(pack(stretch))),
					file.flat().length,
				);
				const expected = mapped(file);
				expect(table.ids).toEqual([...expected.keys()]);
				table.ids.forEach((id, store) => {
					const polls = [...table.polls(store)].map((poll) => [instantOf(poll), statusOf(poll)]);
					expect(polls).toEqual(
						[...(expected.get(id) as Map<Instant, number>)].sort((a, b) => a[0] - b[0]),
					);
				});
			}),
			{ numRuns: 1_000 },
		);
	});

	test("knows when each store was first polled, and the newest poll up to any instant", () => {
		fc.assert(
			fc.property(stretches, fc.integer({ min: FROM - 2, max: FROM + 3e9 }), (file, until) => {
				const table = new PollTable(
					file.map((stretch) => partOf(pack(stretch))),
					0,
				);
				const all = file.flat();
				table.ids.forEach((id, store) => {
					const ofStore = all.filter((row) => row.id === id).map(({ at }) => at);
					expect(table.firstPollAt(store)).toBe(Math.min(...ofStore));
				});
				for (const instant of [until, FROM + 4, Number.POSITIVE_INFINITY]) {
					const before = all.map(({ at }) => at).filter((at) => at <= instant);
					const newest = before.length === 0 ? undefined : Math.max(...before);
					expect(table.newestAt(instant)).toBe(newest);
				}
			}),
			{ numRuns: 1_000 },
		);
	});

	test("keeps two stores apart whose ids have the same hash", () => {
		const ids = ["4689333961190893644", "1991607891847130213"];
		const file = [0, 1, 2, 3].map((i) => ({ id: ids[i % 2] as string, at: FROM + i }));
		const packer = pack(file.map((row) => ({ ...row, status: "active" })));
		const table = new PollTable([partOf(packer)], 0);
		expect(table.ids).toEqual(ids);
		expect([...table.polls(0)].map(instantOf)).toEqual([FROM, FROM + 2]);
		expect([...table.polls(1)].map(instantOf)).toEqual([FROM + 1, FROM + 3]);
	});

	test("keeps twenty thousand stores apart, whose ids would be one number as floats", () => {
		const idOf = (i: number) => `81399262424${String(i).padStart(8, "0")}`;
		const once = Array.from({ length: 20_000 }, (_, i) => ({ id: idOf(i), at: FROM + i }));
		const file = [...once, ...once.toReversed().map(({ id, at }) => ({ id, at: at + 1 }))];
		const table = new PollTable(
			[partOf(pack(file.map((row) => ({ ...row, status: "active" }))))],
			0,
		);
		expect(table.ids).toEqual(once.map(({ id }) => id));
		table.ids.forEach((_, i) => {
			expect([...table.polls(i)].map(instantOf)).toEqual([FROM + i, FROM + i + 1]);
		});
	});
});
