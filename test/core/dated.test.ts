import { describe, expect, test } from "vitest";
import { Dated, FROM_THE_BEGINNING } from "../../src/core/dated.ts";
import { localDay } from "./plain-store.ts";

const MARCH = localDay("2026-03-01");
const APRIL = localDay("2026-04-01");

describe("what is valid from a date on", () => {
	test("holds from that date until the next one, in whatever order it was said", () => {
		const dated = Dated.of([
			{ validFrom: APRIL, value: "c" },
			{ validFrom: FROM_THE_BEGINNING, value: "a" },
			{ validFrom: MARCH, value: "b" },
		]);
		expect(
			[0, MARCH - 1, MARCH, APRIL - 1, APRIL, APRIL + 9_999].map((day) => dated.at(day)),
		).toEqual(["a", "a", "b", "b", "c", "c"]);
		expect(dated.changes).toEqual([MARCH, APRIL]);
	});

	test("is nothing before the first date", () => {
		const dated = Dated.of([{ validFrom: MARCH, value: "b" }]);
		expect([dated.at(MARCH - 1), dated.at(MARCH)]).toEqual([undefined, "b"]);
		expect(dated.isNone).toBe(false);
	});

	test("is nothing from a date on that says so", () => {
		const none = { validFrom: MARCH, value: undefined };
		expect(Dated.of([none]).isNone).toBe(true);
		const ended = Dated.of([{ validFrom: FROM_THE_BEGINNING, value: "a" }, none]);
		expect([ended.at(MARCH - 1), ended.at(MARCH)]).toEqual(["a", undefined]);
		expect([ended.isNone, Dated.none.isNone, Dated.always(1).isNone]).toEqual([false, true, false]);
	});
});
