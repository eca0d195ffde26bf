import { describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from "../../src/core/instant.ts";
import type { LocalMs } from "../../src/core/local-time.ts";
import { StoreZone } from "../../src/core/store-zone.ts";
import { DEFAULT_ZONE, parseZone, ZoneClock, ZoneClocks } from "../../src/core/zone-clock.ts";
import { instant, range } from "./plain-store.ts";

/** A wall-clock reading, written without a zone. */
function reading(text: string): LocalMs {
	return instant(`${text}Z`);
}

function clockIn(zone: string, year: number): ZoneClock {
	return new ZoneClock(zone, range(`${year}-01-01T00:00Z ${year + 1}-01-01T00:00Z`));
}

function instantAt(zone: string, text: string): Instant {
	return clockIn(zone, Number(text.slice(0, 4))).instantAt(reading(text));
}

describe("a zone (law 8)", () => {
	test("is any name of the zone data, or a link, however its letters are written", () => {
		expect(parseZone("America/New_York")).toBe("America/New_York");
		expect(parseZone(" america/new_york ")).toBe("America/New_York");
		expect(parseZone("UTC")).toBe("UTC");
		expect(parseZone("Etc/GMT+5")).toBe("Etc/GMT+5");
		for (const link of ["US/Central", "Asia/Calcutta", "Europe/Kiev", "EST", "GB"])
			expect(parseZone(link), link).toBeDefined();
	});

	test.each(["", "Mars/Olympus_Mons", "+05:30", "-08:00", "UTC+3", "GMT+5", "Chicago", "Z"])(
		"%j is none",
		(text) => {
			expect(parseZone(text)).toBeUndefined();
		},
	);

	test.each(["PST", "IST", "CST", "SystemV/PST8"])(
		"is not an abbreviation that only some know, and that means several things: %s",
		(text) => {
			expect(parseZone(text)).toBeUndefined();
		},
	);

	test("under a link is the same clock as under its name", () => {
		const july = reading("2023-07-01T12:00");
		expect(clockIn("US/Central", 2023).instantAt(july)).toBe(
			clockIn("America/Chicago", 2023).instantAt(july),
		);
	});

	test("is America/Chicago for a store that has none", () => {
		expect(DEFAULT_ZONE).toBe("America/Chicago");
	});

	test("that does not exist is an error at once", () => {
		expect(() => clockIn("Mars/Olympus_Mons", 2023)).toThrow(RangeError);
	});
});

describe("a wall-clock time that occurs once (law 9)", () => {
	test.each([
		["America/New_York", "2023-01-15T09:00", "2023-01-15T14:00Z"], // UTC-5 in winter
		["America/New_York", "2023-07-15T09:00", "2023-07-15T13:00Z"], // UTC-4 in summer
		["Asia/Kathmandu", "2023-07-15T09:00", "2023-07-15T03:15Z"], // UTC+5:45
		["Australia/Lord_Howe", "2023-07-15T09:00", "2023-07-14T22:30Z"], // UTC+10:30 in winter
		["Pacific/Kiritimati", "2023-07-15T09:00", "2023-07-14T19:00Z"], // UTC+14
	])("in %s, %s is %s", (zone, local, expected) => {
		expect(instantAt(zone, local)).toBe(instant(expected));
	});
});

describe("a wall-clock time that the clocks skip moves forward by what was skipped (law 9)", () => {
	test.each([
		// New York goes from 02:00 to 03:00 at 07:00Z.
		["America/New_York", "2023-03-12T01:59", "2023-03-12T06:59Z"],
		["America/New_York", "2023-03-12T02:00", "2023-03-12T07:00Z"], // shown as 03:00
		["America/New_York", "2023-03-12T02:30", "2023-03-12T07:30Z"], // shown as 03:30
		["America/New_York", "2023-03-12T03:00", "2023-03-12T07:00Z"],
		// Lord Howe goes from 02:00 to 02:30 at 15:30Z.
		["Australia/Lord_Howe", "2023-10-01T02:15", "2023-09-30T15:45Z"], // shown as 02:45
		// São Paulo goes from 00:00 to 01:00 at 03:00Z: the day begins at one.
		["America/Sao_Paulo", "2017-10-15T00:00", "2017-10-15T03:00Z"],
		["America/Sao_Paulo", "2017-10-15T01:00", "2017-10-15T03:00Z"],
		// Apia goes from 2011-12-30 00:00 to 2011-12-31 00:00 at 10:00Z: a whole day is skipped.
		["Pacific/Apia", "2011-12-30T09:00", "2011-12-30T19:00Z"], // shown as 31 December, 09:00
		["Pacific/Apia", "2011-12-31T09:00", "2011-12-30T19:00Z"],
	])("in %s, %s is %s", (zone, local, expected) => {
		expect(instantAt(zone, local)).toBe(instant(expected));
	});
});

describe("a wall-clock time that occurs twice is the first (law 9)", () => {
	test.each([
		// New York goes from 02:00 back to 01:00 at 06:00Z.
		["America/New_York", "2023-11-05T01:00", "2023-11-05T05:00Z"],
		["America/New_York", "2023-11-05T01:59", "2023-11-05T05:59Z"],
		["America/New_York", "2023-11-05T02:00", "2023-11-05T07:00Z"],
		// Lord Howe goes from 02:00 back to 01:30 at 15:00Z.
		["Australia/Lord_Howe", "2023-04-02T01:45", "2023-04-01T14:45Z"],
		// São Paulo goes from 00:00 back to 23:00 at 02:00Z: midnight comes once, after the second 23.
		["America/Sao_Paulo", "2018-02-17T23:30", "2018-02-18T01:30Z"],
		["America/Sao_Paulo", "2018-02-18T00:00", "2018-02-18T03:00Z"],
		// St. John's goes from 00:01 back to 23:01 at 02:31Z: midnight comes twice.
		["America/St_Johns", "2010-11-07T00:00", "2010-11-07T02:30Z"],
		["America/St_Johns", "2010-11-07T00:01", "2010-11-07T03:31Z"],
	])("in %s, %s is %s", (zone, local, expected) => {
		expect(instantAt(zone, local)).toBe(instant(expected));
	});
});

test("the wall clock jumps at the very millisecond of the change", () => {
	const clock = clockIn("America/New_York", 2023);
	const spring = instant("2023-03-12T07:00Z");
	expect(clock.localAt(spring - 1)).toBe(reading("2023-03-12T01:59:59.999"));
	expect(clock.localAt(spring)).toBe(reading("2023-03-12T03:00"));
	const autumn = instant("2023-11-05T06:00Z");
	expect(clock.localAt(autumn - 1)).toBe(reading("2023-11-05T01:59:59.999"));
	expect(clock.localAt(autumn)).toBe(reading("2023-11-05T01:00"));
});

test("a clock knows a change that lies just outside its range, for a night reaches across", () => {
	const day = instant("2023-03-13T00:00Z"); // 17 hours after New York's change
	const clock = new ZoneClock("America/New_York", { from: day, to: day + MINUTE_MS });
	expect(clock.instantAt(reading("2023-03-11T22:00"))).toBe(day - 21 * HOUR_MS); // UTC-5
	const before = new ZoneClock("America/New_York", { from: day - 2 * DAY_MS, to: day - DAY_MS });
	expect(before.instantAt(reading("2023-03-12T22:00"))).toBe(day + 2 * HOUR_MS); // UTC-4
});

test("a fleet's clocks are made once for each zone", () => {
	const clocks = new ZoneClocks(range("2023-01-01T00:00Z 2023-02-01T00:00Z"));
	expect(clocks.of("Europe/London")).toBe(clocks.of("Europe/London"));
	expect(clocks.of("Europe/London")).not.toBe(clocks.of("Europe/Paris"));
	expect(clocks.of(StoreZone.of("Europe/Paris"))).toBe(clocks.of("Europe/Paris"));
});
