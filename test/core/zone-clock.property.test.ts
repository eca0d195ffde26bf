import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from "../../src/core/instant.ts";
import type { LocalMs } from "../../src/core/local-time.ts";
import { ZoneClock } from "../../src/core/zone-clock.ts";
import { clockChanges } from "./clock-changes.ts";

const ZONES = Intl.supportedValuesOf("timeZone");
const FROM = Date.UTC(2000, 0, 1);
const TO = Date.UTC(2031, 0, 1);

const clocks = new Map<string, ZoneClock>();

/** A clock of three decades; each made once, for thousands of cases share one. */
function longClock(zone: string): ZoneClock {
	const clock = clocks.get(zone) ?? new ZoneClock(zone, { from: FROM, to: TO });
	clocks.set(zone, clock);
	return clock;
}

function temporalInstant(local: LocalMs, zone: string): Instant {
	const reading = Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO("UTC");
	return reading.toPlainDateTime().toZonedDateTime(zone, { disambiguation: "compatible" })
		.epochMilliseconds;
}

function temporalReading(instant: Instant, zone: string): LocalMs {
	const shown = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
	return shown.toPlainDateTime().toZonedDateTime("UTC").epochMilliseconds;
}

test("a wall-clock reading becomes the instant that Temporal's compatible rule gives", () => {
	fc.assert(
		fc.property(fc.constantFrom(...ZONES), fc.integer({ min: FROM, max: TO }), (zone, local) => {
			expect(longClock(zone).instantAt(local)).toBe(temporalInstant(local, zone));
		}),
		{ numRuns: 10_000 },
	);
});

test("the wall clock shows at an instant what Temporal shows", () => {
	fc.assert(
		fc.property(fc.constantFrom(...ZONES), fc.integer({ min: FROM, max: TO }), (zone, instant) => {
			expect(longClock(zone).localAt(instant)).toBe(temporalReading(instant, zone));
		}),
		{ numRuns: 10_000 },
	);
});

/** Around a change: on it, next to it, and as far as it reaches to both sides; a millisecond beside odd minutes. */
const NEAR = [-60, -30, -1, 0, 1, 15, 29, 30, 59, 60, 61, 24 * 60 - 1, 24 * 60].map(
	(minutes) => minutes * MINUTE_MS - (minutes % 2),
);

test("readings and instants agree with Temporal at every change of every zone from 2000 to 2030", () => {
	const wrong: string[] = [];
	let changes = 0;
	for (const zone of ZONES) {
		const clock = longClock(zone);
		for (const change of clockChanges(zone)) {
			changes++;
			const at = change.epochMilliseconds;
			for (const nearMs of NEAR) {
				// The reading that the clock would have shown, had it not been changed.
				const local = temporalReading(at - 1, zone) + 1 + nearMs;
				if (clock.instantAt(local) !== temporalInstant(local, zone))
					wrong.push(`${zone}: the instant of ${new Date(local).toISOString()}`);
				if (clock.localAt(at + nearMs) !== temporalReading(at + nearMs, zone))
					wrong.push(`${zone}: the reading at ${new Date(at + nearMs).toISOString()}`);
			}
		}
	}
	expect(wrong).toEqual([]);
	expect(changes).toBeGreaterThan(5_000);
});

test("a clock of a short range is right inside it and two days around it", () => {
	const changes = ZONES.flatMap((zone) =>
		[...clockChanges(zone)].map((change) => ({ zone, change: change.epochMilliseconds })),
	);
	const near = fc.integer({ min: -50 * HOUR_MS, max: 50 * HOUR_MS });
	fc.assert(
		fc.property(fc.constantFrom(...changes), near, near, ({ zone, change }, start, offset) => {
			const from = change + start;
			const clock = new ZoneClock(zone, { from, to: from + HOUR_MS });
			const at = from + Math.max(-2 * DAY_MS, Math.min(offset, 2 * DAY_MS));
			expect(clock.localAt(at)).toBe(temporalReading(at, zone));
			const local = temporalReading(at, zone);
			expect(clock.instantAt(local)).toBe(temporalInstant(local, zone));
		}),
		{ numRuns: 5_000 },
	);
});

test("a reading that was shown leads back to the first instant that showed it", () => {
	fc.assert(
		fc.property(fc.constantFrom(...ZONES), fc.integer({ min: FROM, max: TO }), (zone, instant) => {
			const clock = longClock(zone);
			const first = clock.instantAt(clock.localAt(instant));
			expect(first).toBeLessThanOrEqual(instant);
			expect(clock.localAt(first)).toBe(clock.localAt(instant));
		}),
		{ numRuns: 5_000 },
	);
});
