import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarParts } from "../../src/core/calendar-parts.ts";
import { DAY_MS, formatInstant } from "../../src/core/instant.ts";
import {
	formatLocalMonth,
	type LocalMonth,
	monthAt,
	monthRange,
	parseLocalMonth,
} from "../../src/core/local-month.ts";
import { ZoneClock } from "../../src/core/zone-clock.ts";
import { NOTABLE_CHANGES } from "./clock-changes.ts";
import { instant } from "./plain-store.ts";

const monthOf = (text: string) => parseLocalMonth(text) as LocalMonth;

function rangeIn(zone: string, text: string): string[] {
	const month = monthOf(text);
	const around = { from: month.firstDay * DAY_MS, to: month.nextFirstDay * DAY_MS };
	const { from, to } = monthRange(month, new ZoneClock(zone, around));
	return [formatInstant(from), formatInstant(to)];
}

function monthIn(zone: string, at: string): string {
	const range = { from: instant(at), to: instant(at) + 40 * DAY_MS };
	return formatLocalMonth(monthAt(range.from, new ZoneClock(zone, range)));
}

describe("a month", () => {
	test("is read as it is written, from 2000 on", () => {
		for (const text of ["2023-01", "2024-02", "2000-12", "9999-12"])
			expect(formatLocalMonth(monthOf(text))).toBe(text);
		expect(monthOf(" 2024-02 ").nextFirstDay - monthOf("2024-02").firstDay).toBe(29);
		for (const text of ["2023-1", "2023-00", "2023-13", "1999-12", "2023-01-01", "23-01", ""])
			expect(parseLocalMonth(text)).toBeUndefined();
	});

	test("begins and ends at midnight of the zone, be its clock changed in between or not", () => {
		expect(rangeIn("UTC", "2023-01")).toEqual([
			"2023-01-01T00:00:00.000Z",
			"2023-02-01T00:00:00.000Z",
		]);
		expect(rangeIn("America/Chicago", "2023-03")).toEqual([
			"2023-03-01T06:00:00.000Z",
			"2023-04-01T05:00:00.000Z",
		]);
		expect(rangeIn("Pacific/Kiritimati", "2023-01")[0]).toBe("2022-12-31T10:00:00.000Z");
	});

	test("of an instant is the one that has begun, also when the clock shows the last day again", () => {
		expect(monthIn("UTC", "2023-01-31T23:59:59.999Z")).toBe("2023-01");
		expect(monthIn("UTC", "2023-02-01T00:00Z")).toBe("2023-02");
		expect(monthIn("America/Chicago", "2023-02-01T05:59Z")).toBe("2023-01");
		// At 00:01 on 1 November 2009 the clock of St. John's went back to 23:01 on 31 October.
		expect(monthIn("America/St_Johns", "2009-11-01T02:29Z")).toBe("2009-10");
		expect(monthIn("America/St_Johns", "2009-11-01T02:30Z")).toBe("2009-11");
		expect(monthIn("America/St_Johns", "2009-11-01T03:00Z")).toBe("2009-11");
	});
});

test("the month of an instant is the part that the calendar cuts there, in every zone", () => {
	fc.assert(
		fc.property(
			fc.constantFrom(...NOTABLE_CHANGES),
			fc.integer({ min: -70 * DAY_MS, max: 70 * DAY_MS }),
			({ zone, change }, offset) => {
				const at = change + offset;
				const range = { from: at - 40 * DAY_MS, to: at + 40 * DAY_MS };
				const clock = new ZoneClock(zone, range);
				const parts = calendarParts(range, "month", clock);
				const part = parts.find(({ from, to }) => from <= at && at < to);
				const month = monthAt(at, clock);
				expect(formatLocalMonth(month)).toBe(part?.local);
				expect(monthRange(month, clock)).toEqual({ from: part?.from, to: part?.to });
			},
		),
		{ numRuns: 1_000 },
	);
});
