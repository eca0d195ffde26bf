import { describe, expect, test } from "vitest";
import {
	type CalendarUnit,
	calendarParts,
	lastDays,
	spanOfLastDays,
} from "../../src/core/calendar-parts.ts";
import { Dated } from "../../src/core/dated.ts";
import { DAY_MS, formatInstant } from "../../src/core/instant.ts";
import { StoreZone } from "../../src/core/store-zone.ts";
import { ZoneClock } from "../../src/core/zone-clock.ts";
import { range } from "./plain-store.ts";

/** `2023-01-25: 06:00 to 06:00`, all by UTC. */
function partsOf(zone: string, text: string, unit: CalendarUnit): string[] {
	const whole = range(text);
	const time = (at: number) => formatInstant(at).slice(5, 16);
	return calendarParts(whole, unit, new ZoneClock(zone, whole)).map(
		({ from, to, local }) => `${local}: ${time(from)} to ${time(to)}`,
	);
}

describe("the parts of a range by the calendar of a store", () => {
	test("are its hours by its own clock, the first and the last cut off", () => {
		expect(partsOf("Asia/Kathmandu", "2023-01-25T04:00Z 2023-01-25T06:30Z", "hour")).toEqual([
			"2023-01-25T09:00+05:45: 01-25T04:00 to 01-25T04:15",
			"2023-01-25T10:00+05:45: 01-25T04:15 to 01-25T05:15",
			"2023-01-25T11:00+05:45: 01-25T05:15 to 01-25T06:15",
			"2023-01-25T12:00+05:45: 01-25T06:15 to 01-25T06:30",
		]);
	});

	test("are its days, weeks from Monday on, and months", () => {
		const zone = "America/Chicago";
		expect(partsOf(zone, "2023-01-30T12:00Z 2023-02-01T12:00Z", "day")).toEqual([
			"2023-01-30: 01-30T12:00 to 01-31T06:00",
			"2023-01-31: 01-31T06:00 to 02-01T06:00",
			"2023-02-01: 02-01T06:00 to 02-01T12:00",
		]);
		expect(partsOf(zone, "2022-12-30T12:00Z 2023-01-10T12:00Z", "week")).toEqual([
			"2022-W52: 12-30T12:00 to 01-02T06:00",
			"2023-W01: 01-02T06:00 to 01-09T06:00",
			"2023-W02: 01-09T06:00 to 01-10T12:00",
		]);
		expect(partsOf(zone, "2022-12-30T12:00Z 2023-02-10T12:00Z", "month")).toEqual([
			"2022-12: 12-30T12:00 to 01-01T06:00",
			"2023-01: 01-01T06:00 to 02-01T06:00",
			"2023-02: 02-01T06:00 to 02-10T12:00",
		]);
	});

	test("name the ISO week of the year that most of its days are in", () => {
		expect(partsOf("UTC", "2020-12-31T00:00Z 2021-01-05T00:00Z", "week")).toEqual([
			"2020-W53: 12-31T00:00 to 01-04T00:00",
			"2021-W01: 01-04T00:00 to 01-05T00:00",
		]);
	});

	test("are none of an empty range", () => {
		expect(partsOf("UTC", "2023-01-25T00:00Z 2023-01-25T00:00Z", "day")).toEqual([]);
		expect(partsOf("UTC", "2023-01-25T00:00Z 2023-01-25T00:00Z", "hour")).toEqual([]);
	});
});

describe("when the clocks change", () => {
	test("an hour that is skipped is no part", () => {
		expect(partsOf("America/New_York", "2023-03-12T06:00Z 2023-03-12T08:00Z", "hour")).toEqual([
			"2023-03-12T01:00-05:00: 03-12T06:00 to 03-12T07:00",
			"2023-03-12T03:00-04:00: 03-12T07:00 to 03-12T08:00",
		]);
	});

	test("an hour that comes twice is two parts", () => {
		expect(partsOf("America/New_York", "2023-11-05T05:00Z 2023-11-05T08:00Z", "hour")).toEqual([
			"2023-11-05T01:00-04:00: 11-05T05:00 to 11-05T06:00",
			"2023-11-05T01:00-05:00: 11-05T06:00 to 11-05T07:00",
			"2023-11-05T02:00-05:00: 11-05T07:00 to 11-05T08:00",
		]);
	});

	test("by half an hour, half an hour comes twice", () => {
		expect(partsOf("Australia/Lord_Howe", "2023-04-01T14:00Z 2023-04-01T16:30Z", "hour")).toEqual([
			"2023-04-02T01:00+11:00: 04-01T14:00 to 04-01T15:00",
			"2023-04-02T01:00+10:30: 04-01T15:00 to 04-01T15:30",
			"2023-04-02T02:00+10:30: 04-01T15:30 to 04-01T16:30",
		]);
	});

	test("in the middle of an hour, that hour ends there", () => {
		// St John's, 2010-03-14: from 00:01 to 01:01.
		expect(partsOf("America/St_Johns", "2010-03-14T03:00Z 2010-03-14T05:00Z", "hour")).toEqual([
			"2010-03-13T23:00-03:30: 03-14T03:00 to 03-14T03:30",
			"2010-03-14T00:00-03:30: 03-14T03:30 to 03-14T03:31",
			"2010-03-14T01:00-02:30: 03-14T03:31 to 03-14T04:30",
			"2010-03-14T02:00-02:30: 03-14T04:30 to 03-14T05:00",
		]);
	});

	test("a day has 23 or 25 hours", () => {
		expect(partsOf("America/New_York", "2023-03-12T05:00Z 2023-03-13T04:00Z", "day")).toEqual([
			"2023-03-12: 03-12T05:00 to 03-13T04:00",
		]);
		expect(partsOf("America/New_York", "2023-11-05T04:00Z 2023-11-06T05:00Z", "day")).toEqual([
			"2023-11-05: 11-05T04:00 to 11-06T05:00",
		]);
	});

	test("at midnight, the day begins when the clock jumps over it", () => {
		expect(partsOf("America/Sao_Paulo", "2017-10-14T12:00Z 2017-10-15T12:00Z", "day")).toEqual([
			"2017-10-14: 10-14T12:00 to 10-15T03:00",
			"2017-10-15: 10-15T03:00 to 10-15T12:00",
		]);
	});

	test("back across midnight, the new day has begun and goes on", () => {
		// St John's, 2010-11-07: at 00:01 back to 23:01 of the day before.
		const days = [
			"2010-11-06: 11-06T12:00 to 11-07T02:30",
			"2010-11-07: 11-07T02:30 to 11-07T12:00",
		];
		expect(partsOf("America/St_Johns", "2010-11-06T12:00Z 2010-11-07T12:00Z", "day")).toEqual(days);
		expect(partsOf("America/St_Johns", "2010-11-07T03:00Z 2010-11-07T12:00Z", "day")).toEqual([
			"2010-11-07: 11-07T03:00 to 11-07T12:00",
		]);
	});

	test("a date that did not take place is no part", () => {
		expect(partsOf("Pacific/Apia", "2011-12-29T12:00Z 2011-12-31T12:00Z", "day")).toEqual([
			"2011-12-29: 12-29T12:00 to 12-30T10:00",
			"2011-12-31: 12-30T10:00 to 12-31T10:00",
			"2012-01-01: 12-31T10:00 to 12-31T12:00",
		]);
	});

	test("clocks that go by the sun show their seconds", () => {
		expect(partsOf("Africa/Monrovia", "1970-01-01T00:00Z 1970-01-01T00:30Z", "hour")).toEqual([
			"1969-12-31T23:00-00:44:30: 01-01T00:00 to 01-01T00:30",
		]);
	});
});

describe("the last days up to an instant", () => {
	const timeOf = (at: number) => formatInstant(at).slice(5, 16);
	function lastDaysOf(zone: string | StoreZone, count: number, end: string): string[] {
		const days = { count, to: Date.parse(end) };
		return lastDays(days, new ZoneClock(zone, spanOfLastDays(days))).map(
			({ from, to, local }) => `${local}: ${timeOf(from)} to ${timeOf(to)}`,
		);
	}

	test("are whole, but for the one that has not passed yet", () => {
		expect(lastDaysOf("America/Chicago", 3, "2023-01-25T18:00Z")).toEqual([
			"2023-01-23: 01-23T06:00 to 01-24T06:00",
			"2023-01-24: 01-24T06:00 to 01-25T06:00",
			"2023-01-25: 01-25T06:00 to 01-25T18:00",
		]);
		expect(lastDaysOf("Asia/Kathmandu", 1, "2023-01-25T18:15:00.001Z")).toEqual([
			"2023-01-26: 01-25T18:15 to 01-25T18:15",
		]);
	});

	test("end with the one that ends at the instant", () => {
		expect(lastDaysOf("America/Chicago", 2, "2023-01-25T06:00Z")).toEqual([
			"2023-01-23: 01-23T06:00 to 01-24T06:00",
			"2023-01-24: 01-24T06:00 to 01-25T06:00",
		]);
	});

	test("are as many where a date did not take place", () => {
		// Samoa went from 2011-12-29 to 2011-12-31.
		expect(lastDaysOf("Pacific/Apia", 3, "2011-12-31T12:00Z")).toEqual([
			"2011-12-29: 12-29T10:00 to 12-30T10:00",
			"2011-12-31: 12-30T10:00 to 12-31T10:00",
			"2012-01-01: 12-31T10:00 to 12-31T12:00",
		]);
	});

	test("are as many where a store goes half around the world and back every day", () => {
		const first = Date.parse("2022-11-01") / DAY_MS;
		const zones = Array.from({ length: 100 }, (_, i) => ({
			validFrom: first + i,
			value: i % 2 === 0 ? "Pacific/Kiritimati" : "Etc/GMT+12",
		}));
		// Every second date is skipped, and 48 hours go by on each of the others.
		const days = lastDaysOf(new StoreZone(Dated.of(zones), "UTC"), 31, "2023-01-20T12:00Z");
		expect(days.length).toBe(31);
		expect([days[0], ...days.slice(-2)]).toEqual([
			"2022-11-21: 11-20T10:00 to 11-22T10:00",
			"2023-01-18: 01-17T10:00 to 01-19T10:00",
			"2023-01-20: 01-19T10:00 to 01-20T12:00",
		]);
	});
});
