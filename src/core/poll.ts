import { DAY_MS, type Instant, type UtcDay } from "./instant.ts";

/** What a poll found: 0 inactive, 1 active. */
export type Status = 0 | 1;

export const INACTIVE: Status = 0;
export const ACTIVE: Status = 1;

/**
 * A poll in one number: `instant * 4 + status`. Exact in a float until the year 73,000, and ordered
 * as its instants are.
 */
export type PackedPoll = number;

/**
 * The polls of one store in packed form: ascending, one at each instant. Sorted once when they are
 * taken in ({@link settlePolls}), so that everything after is a single pass.
 */
export type PollSeries = Float64Array;

export function packPoll(instant: Instant, status: Status): PackedPoll {
	return instant * 4 + status;
}

export function instantOf(poll: PackedPoll): Instant {
	return Math.floor(poll / 4);
}

export function statusOf(poll: PackedPoll): Status {
	return (poll - instantOf(poll) * 4) as Status; // % on floats is many times slower
}

/** Reads a status; letter case and outer blanks do not matter. */
export function parseStatus(text: string): Status | undefined {
	const word = text.trim().toLowerCase();
	return word === "active" ? ACTIVE : word === "inactive" ? INACTIVE : undefined;
}

/** The index of the first poll at or after an instant; the series' length when there is none. */
export function firstPollAtOrAfter(polls: PollSeries, instant: Instant): number {
	const wanted = instant * 4;
	let low = 0;
	let high = polls.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((polls[middle] as number) < wanted) low = middle + 1;
		else high = middle;
	}
	return low;
}

/**
 * Puts polls in order of their instants, in place, and keeps one for each instant: the later in the
 * given order wins. Returns how many are left; the rest of the array is without meaning.
 *
 * Law: any order and any repetition of the same polls settle to the same series, as long as polls
 * that contradict each other at one instant keep their order.
 *
 * It merges natural runs, because exports are a few sorted runs (all active rows first, or one run
 * a file): n polls in r runs take n·log r steps, and sorted input takes one pass.
 */
export function settlePolls(polls: Float64Array, scratch: Float64Array): number {
	let source = polls;
	let target = scratch;
	for (let runs = countRuns(source, polls.length); runs > 1; runs = Math.ceil(runs / 2)) {
		mergeRunPairs(source, target, polls.length);
		[source, target] = [target, source];
	}
	return keepLast(source, polls);
}

function countRuns(polls: Float64Array, length: number): number {
	let runs = 1;
	for (let i = 1; i < length; i++) if (isBefore(polls[i] as number, polls[i - 1] as number)) runs++;
	return runs;
}

/** Whether a's instant lies before b's; the status bits must not decide. */
function isBefore(a: PackedPoll, b: PackedPoll): boolean {
	return a < b && (b - a >= 4 || instantOf(a) !== instantOf(b));
}

function runEnd(polls: Float64Array, begin: number, length: number): number {
	let end = begin + 1;
	while (end < length && !isBefore(polls[end] as number, polls[end - 1] as number)) end++;
	return end;
}

function mergeRunPairs(source: Float64Array, target: Float64Array, length: number): void {
	let begin = 0;
	while (begin < length) {
		const middle = runEnd(source, begin, length);
		const end = middle < length ? runEnd(source, middle, length) : middle;
		let left = begin;
		let right = middle;
		for (let out = begin; out < end; out++) {
			// On equal instants the left run goes first: it came first, and the later must win.
			const takeRight =
				left >= middle ||
				(right < end && isBefore(source[right] as number, source[left] as number));
			target[out] = source[takeRight ? right++ : left++] as number;
		}
		begin = end;
	}
}

function keepLast(source: Float64Array, target: Float64Array): number {
	const length = target.length;
	let kept = 0;
	for (let i = 0; i < length; i++) {
		const poll = source[i] as number;
		if (i + 1 < length && instantOf(poll) === instantOf(source[i + 1] as number)) continue;
		target[kept++] = poll;
	}
	return kept;
}

/**
 * Merges two settled series into one; at an instant that both have, `later` wins.
 *
 * Law: merging is idempotent, and merging a series' parts in their order gives the series.
 */
export function mergePolls(earlier: PollSeries, later: PollSeries): PollSeries {
	if (earlier.length === 0) return later;
	if (later.length === 0) return earlier;
	const merged = new Float64Array(earlier.length + later.length);
	let count = 0;
	let left = 0;
	let right = 0;
	while (left < earlier.length && right < later.length) {
		const a = earlier[left] as number;
		const b = later[right] as number;
		if (isBefore(a, b)) {
			merged[count++] = a;
			left++;
			continue;
		}
		if (instantOf(a) === instantOf(b)) left++;
		merged[count++] = b;
		right++;
	}
	for (; left < earlier.length; left++) merged[count++] = earlier[left] as number;
	for (; right < later.length; right++) merged[count++] = later[right] as number;
	return merged.subarray(0, count);
}

/**
 * The polls of one UTC day as they are stored: ascending, each `milliseconds into the day * 4 +
 * status`, which fits 32 bits.
 */
export interface PollDay {
	readonly day: UtcDay;
	readonly polls: Int32Array;
}

/** Cuts a series into its UTC days, in order. {@link joinDays} puts it together again, exactly. */
export function splitByDay(series: PollSeries): PollDay[] {
	const days: PollDay[] = [];
	for (let begin = 0; begin < series.length; ) {
		const day = Math.floor((series[begin] as number) / (DAY_MS * 4));
		const dayStart = day * DAY_MS * 4;
		let end = begin + 1;
		while (end < series.length && (series[end] as number) - dayStart < DAY_MS * 4) end++;
		const polls = new Int32Array(end - begin);
		for (let i = begin; i < end; i++) polls[i - begin] = (series[i] as number) - dayStart;
		days.push({ day, polls });
		begin = end;
	}
	return days;
}

/** The inverse of {@link splitByDay}; the days must be in order. */
export function joinDays(days: readonly PollDay[]): PollSeries {
	const series = new Float64Array(days.reduce((count, { polls }) => count + polls.length, 0));
	let at = 0;
	for (const { day, polls } of days) {
		const dayStart = day * DAY_MS * 4;
		for (const poll of polls) series[at++] = dayStart + poll;
	}
	return series;
}
