import type { Opening } from "../../src/core/business-hours.ts";
import type { DurationMs, Instant, Range } from "../../src/core/instant.ts";
import type { LocalDay, LocalMs } from "../../src/core/local-time.ts";
import type { Rules } from "../../src/core/rules.ts";
import type { Totals } from "../../src/core/totals.ts";
import type { PlainPoll, PlainStore, PlainZones } from "./plain-store.ts";

/*
 * An oracle too plain to be wrong. It walks instants, one step at a time, asks Temporal what the
 * wall clock shows at each, and applies the laws of SEMANTICS one after the other. It never turns a
 * local time into an instant by arithmetic, sorts nothing, merges nothing and knows no intervals.
 * It is exact when every time that it is given is a multiple of its step.
 */

const DAY_MS = 86_400_000;

/** A store's wall clock, read off at every step of a stretch. */
export interface WallClock extends Range {
	readonly stepMs: DurationMs;
	readonly readings: readonly LocalMs[];
	/** The earliest reading that it shows. */
	readonly earliest: LocalMs;
	/**
	 * Law 9: the step that stands for a reading, by what the clock did first: show it, or jump over it; then
	 * it is as many steps after the jump as the reading is after the last one before. It can be beyond the
	 * stretch. By how many steps the reading is after the earliest; -1 for one that is not there.
	 */
	readonly steps: Int32Array;
}

const clocks = new Map<string, WallClock>();
const readingsOf = new Map<string, readonly LocalMs[]>();

/** Reads a zone's clock off over a stretch; once, for thousands of cases share a stretch. */
function readZone(zone: string, { from, to }: Range, stepMs: DurationMs): readonly LocalMs[] {
	const key = `${zone} ${from} ${to} ${stepMs}`;
	const known = readingsOf.get(key);
	if (known !== undefined) return known;
	const readings: LocalMs[] = [];
	for (let at = from; at < to; at += stepMs) readings.push(readingAt(at, zone));
	readingsOf.set(key, readings);
	return readings;
}

/**
 * Reads a store's clock off over a stretch. A zone that is valid from a date is gone by as soon as it was
 * that date, or a later one, by its own clock or by that of the zone before it.
 */
export function readWallClock(zones: PlainZones, stretch: Range, stepMs: DurationMs): WallClock {
	const changes = [...(zones.zoneChanges ?? [])].sort((a, b) => a.validFrom - b.validFrom);
	if (changes.length > 0) return readChangingClock(zones.zone, changes, { ...stretch, stepMs });
	const key = `${zones.zone} ${stretch.from} ${stretch.to} ${stepMs}`;
	const clock =
		clocks.get(key) ?? clockOf(readZone(zones.zone, stretch, stepMs), { ...stretch, stepMs });
	clocks.set(key, clock);
	return clock;
}

type Stretch = Range & { readonly stepMs: DurationMs };

function readChangingClock(
	first: string,
	changes: NonNullable<PlainZones["zoneChanges"]>,
	stretch: Stretch,
): WallClock {
	const shown = [first, ...changes.map(({ zone }) => zone)].map((zone) =>
		readZone(zone, stretch, stretch.stepMs),
	);
	let current = 0;
	const readings = (shown[0] as readonly LocalMs[]).map((_, step) => {
		const dateBy = (clock: number) => dayOf(shown[clock]?.[step]);
		changes.forEach(({ validFrom }, i) => {
			if (dateBy(i) >= validFrom || dateBy(i + 1) >= validFrom) current = Math.max(current, i + 1);
		});
		return shown[current]?.[step] as LocalMs;
	});
	return clockOf(readings, stretch);
}

function clockOf(readings: readonly LocalMs[], stretch: Stretch): WallClock {
	const { stepMs } = stretch;
	let earliest = Number.POSITIVE_INFINITY;
	let latest = Number.NEGATIVE_INFINITY;
	for (const reading of readings) {
		earliest = Math.min(earliest, reading);
		latest = Math.max(latest, reading);
	}
	const steps = new Int32Array((latest - earliest) / stepMs + 1).fill(-1);
	const standsFor = (reading: LocalMs, step: number) => {
		const index = (reading - earliest) / stepMs;
		if (steps[index] === -1) steps[index] = step;
	};
	let expected = readings[0] as LocalMs;
	for (let step = 0; step < readings.length; step++) {
		const reading = readings[step] as LocalMs;
		for (let skipped = expected; skipped < reading; skipped += stepMs)
			standsFor(skipped, step + (skipped - expected) / stepMs);
		standsFor(reading, step);
		expected = reading + stepMs;
	}
	return { ...stretch, readings, earliest, steps };
}

function readingAt(at: Instant, zone: string): LocalMs {
	const shown = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
	const { year, month, day, hour, minute, second } = shown;
	return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The step of a reading; `undefined` when the stretch does not hold it. */
export function stepIn(reading: LocalMs, clock: WallClock): number | undefined {
	const step = clock.steps[(reading - clock.earliest) / clock.stepMs] ?? -1;
	return step < 0 || step >= clock.readings.length ? undefined : step;
}

/** All readings that a clock shows or jumps over. */
export function readingsOn({ steps, earliest, stepMs }: WallClock): LocalMs[] {
	return Array.from(steps, (step, i) => (step < 0 ? [] : [earliest + i * stepMs])).flat();
}

/** What the walk finds at one instant. */
export type Finding = "closed" | "unknown" | "down" | "up";

/** What a store was at every step of the clock's stretch. */
export function walk(store: PlainStore, rules: Rules, clock: WallClock): Finding[] {
	const open = openSteps(store, rules, clock);
	// A later line at the same instant overwrites an earlier one: law 4.
	const polled = clock.readings.map((): PlainPoll["status"] | undefined => undefined);
	for (const { at, status } of store.polls) polled[(at - clock.from) / clock.stepMs] = status;
	let last: PlainPoll | undefined;
	return clock.readings.map((_, step) => {
		const at = clock.from + step * clock.stepMs;
		const status = polled[step];
		if (status !== undefined && (open[step] === true || rules.outsidePolls === "use"))
			last = { at, status };
		if (open[step] !== true) return "closed";
		if (last === undefined) return "unknown";
		if (rules.maxGapMs !== undefined && at - last.at >= rules.maxGapMs) return "unknown";
		return last.status === "active" ? "up" : "down";
	});
}

function openSteps(store: PlainStore, rules: Rules, clock: WallClock): boolean[] {
	const open = clock.readings.map(() => false);
	const latest = clock.earliest + (clock.steps.length - 1) * clock.stepMs;
	for (let day = dayOf(clock.earliest); day <= dayOf(latest); day++) {
		for (const { opensAt, closesAt } of openingsOn(day, store, rules)) {
			const enters = stepIn(day * DAY_MS + opensAt * 1_000, clock);
			const leaves = stepIn(day * DAY_MS + closesAt * 1_000, clock);
			// One that reaches beyond the stretch: callers leave a margin of days around their ranges.
			if (enters === undefined || leaves === undefined) continue;
			for (let step = enters; step < leaves; step++) open[step] = true;
		}
	}
	for (const { from, to } of store.closures)
		for (let at = Math.max(from, clock.from); at < Math.min(to, clock.to); at += clock.stepMs)
			open[(at - clock.from) / clock.stepMs] = false;
	return open;
}

function dayOf(reading: LocalMs | undefined): LocalDay {
	return Math.floor((reading as LocalMs) / DAY_MS);
}

/** Laws 5, 6, 7 and 10, and rows that are valid from a date on, with `closesAt` counted on into the next day where it belongs there. */
function openingsOn(day: LocalDay, store: PlainStore, rules: Rules): Opening[] {
	const sundayIsZero = new Date(day * DAY_MS).getUTCDay();
	const special = store.special.findLast((hours) => hours.day === day);
	const valid = [...(store.rowChanges ?? [])]
		.sort((a, b) => a.validFrom - b.validFrom)
		.findLast(({ validFrom }) => validFrom <= day);
	const allRows = valid?.rows ?? store.rows;
	const rows = allRows.filter(({ weekday }) => (weekday + 1) % 7 === sundayIsZero);
	const allDay = [{ opensAt: 0, closesAt: 86_400 }];
	let openings: readonly Opening[] = rows;
	if (rows.length === 0)
		openings = allRows.length === 0 || rules.missingDay === "open" ? allDay : [];
	if (special !== undefined) openings = special.openings;
	return openings.map(({ opensAt, closesAt }) => {
		const minuteToMidnight = Math.floor(closesAt / 60) === 23 * 60 + 59;
		const writtenForMidnight = minuteToMidnight && (closesAt % 60 === 0 || closesAt % 60 === 59);
		let closes = closesAt;
		if (writtenForMidnight && rules.endOfDay === "midnight") closes = 86_400;
		if (closes <= opensAt) closes += 86_400;
		return { opensAt, closesAt: closes };
	});
}

/** Adds up the steps of a range. */
export function addUp(findings: readonly Finding[], clock: WallClock, range: Range): Totals {
	const sum = { up: 0, down: 0, unknown: 0, closed: 0 };
	for (let at = range.from; at < range.to; at += clock.stepMs)
		sum[findings[(at - clock.from) / clock.stepMs] as Finding] += clock.stepMs;
	return { upMs: sum.up, downMs: sum.down, unknownMs: sum.unknown };
}

/** The open stretches of a range, from the first open step to the next closed one. */
export function openStretches(
	findings: readonly Finding[],
	clock: WallClock,
	range: Range,
): Range[] {
	const stretches: Range[] = [];
	let from: Instant | undefined;
	for (let at = range.from; at < range.to; at += clock.stepMs) {
		const isOpen = findings[(at - clock.from) / clock.stepMs] !== "closed";
		if (isOpen) from ??= at;
		else if (from !== undefined) {
			stretches.push({ from, to: at });
			from = undefined;
		}
	}
	if (from !== undefined) stretches.push({ from, to: range.to });
	return stretches;
}
