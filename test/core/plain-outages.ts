import type { DurationMs, Instant, Range } from "../../src/core/instant.ts";
import type { Outage } from "../../src/core/outages.ts";
import type { Rules } from "../../src/core/rules.ts";
import { readWallClock, type WallClock, walk } from "./oracle.ts";
import type { PlainStore, PlainZones } from "./plain-store.ts";
import type { Grid } from "./random-stores.ts";

/*
 * Outages by an oracle too plain to be wrong: it walks on from step to step, asks what the store was at
 * each, and writes down when that began and ceased to be an outage. It is exact when every time that it
 * is given is a multiple of its step.
 */

/** Nights and time zones reach beyond the stretch that polls come from. */
const MARGIN_MS = 4 * 86_400_000;

export function wallClockOf(zones: PlainZones, { from, to, stepMs }: Grid): WallClock {
	return readWallClock(zones, { from: from - MARGIN_MS, to: to + MARGIN_MS }, stepMs);
}

export interface PlainQuestion {
	readonly store: PlainStore;
	readonly rules: Rules;
	readonly range: Range;
	readonly asOf: Instant;
}

interface Walked {
	readonly start: Instant;
	/** The instants at which it was down. */
	readonly down: Instant[];
	isOver: boolean;
}

/** All steps at which a store was down as of, by outages. */
function walkOutages({ store, rules, asOf }: PlainQuestion, clock: WallClock): Walked[] {
	const known = { ...store, polls: store.polls.filter(({ at }) => at <= asOf) };
	const findings = walk(known, rules, clock);
	const outages: Walked[] = [];
	for (let at = clock.from; at <= asOf; at += clock.stepMs) {
		const last = outages.at(-1);
		const finding = findings[(at - clock.from) / clock.stepMs];
		if (finding === "closed") {
			const poll = known.polls.findLast((polled) => polled.at === at);
			if (poll?.status === "active" && rules.outsidePolls === "use" && last !== undefined)
				last.isOver = true;
		} else if (finding !== "down") {
			if (last !== undefined) last.isOver = true;
		} else if (last === undefined || last.isOver) {
			outages.push({ start: at, down: [at], isOver: false });
		} else last.down.push(at);
	}
	return outages;
}

/** The outages with downtime in the range, law by law. */
export function plainOutages(question: PlainQuestion, clock: WallClock): Outage[] {
	const { range, asOf } = question;
	return walkOutages(question, clock)
		.map(({ start, down, isOver }) => {
			const length = (steps: readonly Instant[]): DurationMs => steps.length * clock.stepMs;
			// At as of itself it may be down, but no time has passed.
			const before = down.filter((at) => at < asOf);
			const end = isOver ? (down.at(-1) as Instant) + clock.stepMs : undefined;
			return {
				start,
				end,
				downMs: length(before),
				downInRangeMs: length(before.filter((at) => range.from <= at && at < range.to)),
				beganBefore: start < range.from,
				goesOnPast: end === undefined || end > range.to,
			};
		})
		.filter(({ downInRangeMs }) => downInRangeMs > 0);
}
