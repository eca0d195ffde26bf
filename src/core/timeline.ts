import type { Instant } from "./instant.ts";
import type { Intervals } from "./intervals.ts";
import { ACTIVE, firstPollAtOrAfter, instantOf, type PollSeries, statusOf } from "./poll.ts";
import type { Rules } from "./rules.ts";

/** What is known of a stretch of open time. */
export type State = 0 | 1 | 2;

export const UNKNOWN: State = 0;
export const DOWN: State = 1;
export const UP: State = 2;

/**
 * A store's open time as segments of one state each: ascending, disjoint, together exactly the open
 * time. Neighbours that touch differ in state. Memory is kept when it is swept again.
 */
export class Timeline {
	#bounds = new Float64Array(128);
	#states = new Uint8Array(64);
	#count = 0;
	/** The instant of the first poll that counted, or infinity: before it, nothing was known. */
	firstCountedAt: Instant = Number.POSITIVE_INFINITY;

	get count(): number {
		return this.#count;
	}

	from(index: number): Instant {
		return this.#bounds[index * 2] as Instant;
	}

	to(index: number): Instant {
		return this.#bounds[index * 2 + 1] as Instant;
	}

	state(index: number): State {
		return this.#states[index] as State;
	}

	clear(): void {
		this.#count = 0;
		this.firstCountedAt = Number.POSITIVE_INFINITY;
	}

	/** Appends a segment, or lengthens the last one when it touches and has the same state. */
	append(from: Instant, to: Instant, state: State): void {
		if (to <= from) return;
		const last = this.#count - 1;
		if (last >= 0 && this.#states[last] === state && this.#bounds[last * 2 + 1] === from) {
			this.#bounds[last * 2 + 1] = to;
			return;
		}
		if (this.#count === this.#states.length) this.#grow();
		this.#bounds[this.#count * 2] = from;
		this.#bounds[this.#count * 2 + 1] = to;
		this.#states[this.#count] = state;
		this.#count++;
	}

	#grow(): void {
		const bounds = new Float64Array(this.#bounds.length * 2);
		const states = new Uint8Array(this.#states.length * 2);
		bounds.set(this.#bounds);
		states.set(this.#states);
		this.#bounds = bounds;
		this.#states = states;
	}
}

/**
 * The one sweep: merges a store's polls with its open time and says what state each stretch of it
 * was in. Every figure of the program is a fold over what this writes.
 *
 * A poll that counts sets the state from its instant until the next one, across closed time too.
 * Polls outside the open time given do not count, unless the rules say that they do; so the open
 * time must begin early enough to hold the last poll that counts before the range of interest
 * ({@link Timeline.firstCountedAt} tells). Polls at or after `until` do not exist.
 *
 * `polls` must be settled (ascending, one at each instant). Nothing is allocated per poll.
 */
export function sweep(
	polls: PollSeries,
	open: Intervals,
	until: Instant,
	rules: Rules,
	timeline: Timeline,
): void {
	timeline.clear();
	const vouchesMs = rules.maxGapMs ?? Number.POSITIVE_INFINITY;
	const usesOutside = rules.outsidePolls === "use";
	const end = firstPollAtOrAfter(polls, until);
	let next = open.count === 0 ? end : firstPollAtOrAfter(polls, open.from(0));
	// Where every poll counts, the one before the first opening says how the store enters it.
	if (usesOutside && next > 0) next--;
	let state: State = UNKNOWN;
	let knownUntil: Instant = Number.NEGATIVE_INFINITY;

	for (let i = 0; i < open.count; i++) {
		const opens = open.from(i);
		const closes = open.to(i);
		let cursor = opens;
		for (; next < end; next++) {
			const poll = polls[next] as number;
			const at = instantOf(poll);
			if (at >= closes) break;
			if (at < opens && !usesOutside) continue;
			appendVouched(timeline, cursor, at, state, knownUntil);
			cursor = Math.max(cursor, at);
			state = statusOf(poll) === ACTIVE ? UP : DOWN;
			knownUntil = at + vouchesMs;
			timeline.firstCountedAt = Math.min(timeline.firstCountedAt, at);
		}
		appendVouched(timeline, cursor, closes, state, knownUntil);
	}
}

/**
 * Appends `[from, to)` in `state` as far as the last poll vouches for it, the rest as unknown;
 * nothing when `to` is not after `from`.
 */
function appendVouched(
	timeline: Timeline,
	from: Instant,
	to: Instant,
	state: State,
	knownUntil: Instant,
): void {
	const known = Math.min(Math.max(knownUntil, from), to);
	timeline.append(from, known, state);
	timeline.append(known, to, UNKNOWN);
}
