import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { businessHours } from "../../src/core/business-hours.ts";
import { Dated } from "../../src/core/dated.ts";
import { EXCEPTIONS_MAX, type ExceptedStore, ExceptionList } from "../../src/core/exceptions.ts";
import { DAY_MS } from "../../src/core/instant.ts";
import { Intervals } from "../../src/core/intervals.ts";
import { StoreZone } from "../../src/core/store-zone.ts";

const noon = (day: number) => day * DAY_MS + DAY_MS / 2;
const SPAN = { from: noon(100), to: noon(107) };
const NOTE = { reason: "works", author: "Ada" };

/** A store with nothing but special hours on some days, and changes of hours and zone. */
function storeWith({
	days = [],
	hoursFrom = [],
	zoneFrom = [],
}: Partial<Record<"days" | "hoursFrom" | "zoneFrom", readonly number[]>>): ExceptedStore {
	const dated = <Value>(dates: readonly number[], value: Value) =>
		Dated.of(dates.map((validFrom) => ({ validFrom, value })));
	return {
		storeId: "a",
		ownClosures: [],
		schedule: {
			hours: dated(hoursFrom, businessHours([])),
			specialHours: new Map(days.map((day) => [day, []])),
			closures: Intervals.none,
		},
		zone: new StoreZone(dated(zoneFrom, "Asia/Tokyo"), "UTC"),
	};
}

function daysListed(days: readonly number[]): number[] {
	const list = new ExceptionList(SPAN);
	list.addStore(storeWith({ days }));
	return list.exceptions.dates.map(({ day }) => day);
}

describe("exceptions of a result", () => {
	test("are the closures that touch its span, in their order", () => {
		const list = new ExceptionList(SPAN);
		const { from, to } = SPAN;
		list.addClosures(undefined, [{ from: from - 10, to: from + 1, ...NOTE }]);
		list.addClosures("a", [
			{ from: to, to: to + 1, ...NOTE },
			{ from: to - 1, to: to + 9, ...NOTE },
			{ from: from - 9, to: from, ...NOTE },
			{ from: from - 9, to: to + 9, ...NOTE },
		]);
		expect(list.exceptions.closures).toEqual([
			{ storeId: undefined, from: from - 10, to: from + 1, ...NOTE },
			{ storeId: "a", from: from - 9, to: to + 9, ...NOTE },
			{ storeId: "a", from: to - 1, to: to + 9, ...NOTE },
		]);
	});

	/*
	 * In Kiritimati (UTC+14) the 108th began at 10:00 of UTC's 107th, before the span's end at 12:00. An
	 * opening on the 98th may close late on the 99th, which in the west (UTC-12) is 12:00 of the 100th. Dates
	 * are taken in whole UTC days, so that some are listed that do not reach it in the store's own zone.
	 */
	test("are the dates whose hours can reach into it in some zone, in their order", () => {
		expect(daysListed([110, 108, 109, 104, 98, 97, 96])).toEqual([98, 104, 108]);
	});

	test("are the changes of hours and zone that are valid by its last instant, however long ago", () => {
		const list = new ExceptionList(SPAN);
		list.addStore(storeWith({ hoursFrom: [3, 108], zoneFrom: [3, 107, 500] }));
		expect(list.exceptions.changes).toEqual([
			{ storeId: "a", validFrom: 3, what: "hours" },
			{ storeId: "a", validFrom: 3, what: "timezone" },
			{ storeId: "a", validFrom: 107, what: "timezone" },
		]);
	});

	test("are listed up to a limit, and counted beyond", () => {
		const list = new ExceptionList(SPAN);
		for (let i = 0; i < EXCEPTIONS_MAX + 3; i++) list.addClosures(`${i}`, [{ ...SPAN, ...NOTE }]);
		list.addStore(storeWith({ days: [104] }));
		const { closures, dates, notListed } = list.exceptions;
		expect([closures.length, dates.length, notListed]).toEqual([EXCEPTIONS_MAX, 1, 3]);
	});

	test("of parts of the stores, added, are those of all of them", () => {
		const store = fc.record({
			closures: fc.array(
				fc
					.tuple(fc.integer({ min: 90, max: 120 }), fc.integer({ min: 1, max: 9 }))
					.map(([day, days]) => ({ from: day * DAY_MS, to: (day + days) * DAY_MS, ...NOTE })),
				{ maxLength: 60 },
			),
			days: fc.uniqueArray(fc.integer({ min: 90, max: 120 })),
		});
		fc.assert(
			fc.property(fc.array(store, { maxLength: 8 }), fc.nat(8), (stores, cut) => {
				const listed = (some: typeof stores, firstId: number) => {
					const list = new ExceptionList(SPAN);
					some.forEach(({ closures, days }, i) => {
						list.addStore({
							...storeWith({ days }),
							storeId: `${firstId + i}`,
							ownClosures: closures,
						});
					});
					return list.exceptions;
				};
				const parts = new ExceptionList(SPAN);
				parts.addAll(listed(stores.slice(0, cut), 0));
				parts.addAll(listed(stores.slice(cut), Math.min(cut, stores.length)));
				expect(parts.exceptions).toEqual(listed(stores, 0));
			}),
			{ numRuns: 500 },
		);
	});
});
