import fc from "fast-check";
import { expect, test } from "vitest";
import {
	daysFromCivil,
	formatInstant,
	isCivilDate,
	parseDuration,
	parseInstant,
} from "../../src/core/instant.ts";

const two = (part: number) => String(part).padStart(2, "0");

const anyInstant = fc.oneof(
	fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2040, 0, 1) }),
	fc.integer({ min: Date.parse("0001-01-01T00:00Z"), max: Date.UTC(9999, 11, 31) }),
);

/** As exports write it: the wall time in the offset, with a blank or a T, then the offset. */
function written(instant: number, offsetMinutes: number, separator: string): string {
	const wall = new Date(instant + offsetMinutes * 60_000).toISOString();
	const sign = offsetMinutes < 0 ? "-" : "+";
	const size = Math.abs(offsetMinutes);
	const offset = `${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
	return wall.replace("T", separator).replace("Z", offset);
}

test("an instant that was written is read as the same instant", () => {
	fc.assert(
		fc.property(anyInstant, (instant) => {
			expect(parseInstant(formatInstant(instant))).toBe(instant);
		}),
		{ numRuns: 5_000 },
	);
});

test("a wall time with its offset is the instant, whatever the offset", () => {
	const recent = fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2040, 0, 1) });
	fc.assert(
		fc.property(
			recent,
			fc.integer({ min: -1_439, max: 1_439 }),
			fc.constantFrom(" ", "T", "t"),
			(instant, offset, separator) => {
				expect(parseInstant(written(instant, offset, separator))).toBe(instant);
			},
		),
		{ numRuns: 5_000 },
	);
});

test("a timestamp of any number of fraction digits is cut to milliseconds, as Temporal cuts it", () => {
	const digits = fc.stringMatching(/^\d{1,9}$/);
	fc.assert(
		fc.property(anyInstant, digits, (instant, fraction) => {
			const text = formatInstant(instant).replace(/\.\d{3}Z$/, `.${fraction}Z`);
			expect(parseInstant(text)).toBe(Temporal.Instant.from(text).epochMilliseconds);
		}),
		{ numRuns: 5_000 },
	);
});

test("days are counted as Temporal counts them, and only its dates exist", () => {
	const epoch = Temporal.PlainDate.from("1970-01-01");
	fc.assert(
		fc.property(
			fc.integer({ min: 0, max: 9_999 }),
			fc.integer({ min: 0, max: 13 }),
			fc.integer({ min: 0, max: 32 }),
			(year, month, day) => {
				const date = existing(year, month, day);
				expect(isCivilDate(year, month, day)).toBe(date !== undefined);
				if (date !== undefined)
					expect(daysFromCivil(year, month, day)).toBe(epoch.until(date).days);
			},
		),
		{ numRuns: 10_000 },
	);
});

function existing(year: number, month: number, day: number): Temporal.PlainDate | undefined {
	try {
		return Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" });
	} catch {
		return undefined; // a RangeError is how Temporal says that there is no such date
	}
}

test("a duration is the sum of its parts", () => {
	const unitsMs = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };
	const part = fc.tuple(
		fc.integer({ min: 0, max: 99_999 }),
		fc.constantFrom(...(Object.keys(unitsMs) as (keyof typeof unitsMs)[])),
	);
	fc.assert(
		fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
			const text = parts.map(([count, unit]) => `${count}${unit}`).join("");
			const sum = parts.reduce((total, [count, unit]) => total + count * unitsMs[unit], 0);
			expect(parseDuration(text)).toBe(sum > 0 ? sum : undefined);
		}),
		{ numRuns: 5_000 },
	);
});

test("an ISO 8601 duration is as long as Temporal says, and calendar units are refused", () => {
	const count = fc.option(fc.nat(9_999), { nil: undefined, freq: 2 });
	const written = fc.record({ Y: count, M: count, W: count, D: count });
	const clock = fc.record({ H: count, M: count, S: count });
	const join = (parts: object) =>
		Object.entries(parts)
			.filter(([, value]) => value !== undefined)
			.map(([unit, value]) => `${value}${unit}`)
			.join("");
	fc.assert(
		fc.property(written, clock, fc.boolean(), (calendar, time, hasClock) => {
			const text = `P${join(calendar)}${hasClock && join(time) !== "" ? `T${join(time)}` : ""}`;
			const { Y, M, W } = calendar;
			const isCalendar = Y !== undefined || M !== undefined || W !== undefined;
			const expected =
				isCalendar || text === "P"
					? undefined
					: Temporal.Duration.from(text).total("milliseconds") || undefined;
			expect(parseDuration(text), text).toBe(expected);
		}),
		{ numRuns: 5_000 },
	);
});
