import type { Opening } from "../../src/core/business-hours.ts";
import type { DurationMs, Instant, Range } from "../../src/core/instant.ts";
import type { LocalDay, LocalMs } from "../../src/core/local-time.ts";
import type { Rules } from "../../src/core/rules.ts";
import type { Totals } from "../../src/core/totals.ts";
import type { PlainPoll, PlainStore } from "./plain-store.ts";

/*
 * An oracle too plain to be wrong. It walks instants, one step at a time, asks Temporal what the
 * wall clock shows at each, and applies the laws of SEMANTICS one after the other. It never turns a
 * local time into an instant by arithmetic, sorts nothing, merges nothing and knows no intervals.
 * It is exact when every time that it is given is a multiple of its step.
 */

const DAY_MS = 86_400_000;

/** One zone's wall clock, read off at every step of a stretch. */
export interface WallClock extends Range {
	readonly stepMs: DurationMs;
	readonly readings: readonly LocalMs[];
	/** The first step at which the clock showed a reading. */
	readonly firstShown: ReadonlyMap<LocalMs, number>;
	/** For each reading that the clock jumped over, how far it jumped. */
	readonly skippedBy: ReadonlyMap<LocalMs, DurationMs>;
}

const clocks = new Map<string, WallClock>();

/** Reads a zone's clock off over a stretch; once, for thousands of cases share a stretch. */
export function readWallClock(zone: string, { from, to }: Range, stepMs: DurationMs): WallClock {
	const key = `${zone} ${from} ${to} ${stepMs}`;
	const known = clocks.get(key);
	if (known !== undefined) return known;
	const readings: LocalMs[] = [];
	const firstShown = new Map<LocalMs, number>();
	const skippedBy = new Map<LocalMs, DurationMs>();
	for (let at = from; at < to; at += stepMs) {
		const reading = readingAt(at, zone);
		const expected = (readings.at(-1) ?? reading - stepMs) + stepMs;
		for (let skipped = expected; skipped < reading; skipped += stepMs)
			skippedBy.set(skipped, reading - expected);
		if (!firstShown.has(reading)) firstShown.set(reading, readings.length);
		readings.push(reading);
	}
	const clock = { from, to, stepMs, readings, firstShown, skippedBy };
	clocks.set(key, clock);
	return clock;
}

function readingAt(at: Instant, zone: string): LocalMs {
	const shown = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
	const { year, month, day, hour, minute, second } = shown;
	return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Law 9: the first step that shows the reading; if it was skipped, the reading plus the skip. */
function stepOf(reading: LocalMs, clock: WallClock): number | undefined {
	return clock.firstShown.get(reading + (clock.skippedBy.get(reading) ?? 0));
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
	for (let day = dayOf(clock.readings[0]); day <= dayOf(clock.readings.at(-1)); day++) {
		for (const { opensAt, closesAt } of openingsOn(day, store, rules)) {
			const enters = stepOf(day * DAY_MS + opensAt * 1_000, clock);
			const leaves = stepOf(day * DAY_MS + closesAt * 1_000, clock);
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

/** Laws 5, 6, 7 and 10, with `closesAt` counted on into the next day where it belongs there. */
function openingsOn(day: LocalDay, store: PlainStore, rules: Rules): Opening[] {
	const sundayIsZero = new Date(day * DAY_MS).getUTCDay();
	const special = store.special.findLast((hours) => hours.day === day);
	const rows = store.rows.filter(({ weekday }) => (weekday + 1) % 7 === sundayIsZero);
	const allDay = [{ opensAt: 0, closesAt: 86_400 }];
	let openings: readonly Opening[] = rows;
	if (rows.length === 0)
		openings = store.rows.length === 0 || rules.missingDay === "open" ? allDay : [];
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
