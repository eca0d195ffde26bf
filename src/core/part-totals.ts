import type { Range } from "./instant.ts";
import { DOWN, type Timeline, UP } from "./timeline.ts";
import type { Totals } from "./totals.ts";

/** How many sums there are of a part: up, down, unknown. */
const SUMS = 3;

/**
 * Folds timelines into the totals of parts of a range: for one store, or summed over many. A timeline is
 * passed through once, however many parts there are.
 *
 * Law: the totals of a part are the sum of `totalsOf` over the timelines that were added.
 */
export class PartTotals {
	readonly #parts: readonly Range[];
	readonly #sums: Float64Array;

	/** The parts must ascend and not overlap. */
	constructor(parts: readonly Range[]) {
		this.#parts = parts;
		this.#sums = new Float64Array(parts.length * SUMS);
	}

	/** Adds a store's timeline, which must reach over all parts. */
	add(timeline: Timeline): void {
		let first = 0;
		for (let i = 0; i < timeline.count; i++) {
			const from = timeline.from(i);
			const to = timeline.to(i);
			const state = timeline.state(i);
			const sum = state === UP ? 0 : state === DOWN ? 1 : 2;
			// Parts that end before this segment begins end before all later ones begin.
			while (first < this.#parts.length && this.#part(first).to <= from) first++;
			for (let part = first; part < this.#parts.length && this.#part(part).from < to; part++) {
				const range = this.#part(part);
				const place = part * SUMS + sum;
				this.#sums[place] =
					(this.#sums[place] as number) + Math.min(to, range.to) - Math.max(from, range.from);
			}
		}
	}

	/** What was added up of a part. */
	totals(part: number): Totals {
		const [upMs, downMs, unknownMs] = this.#sums.subarray(part * SUMS, (part + 1) * SUMS);
		return {
			upMs: upMs as number,
			downMs: downMs as number,
			unknownMs: unknownMs as number,
		};
	}

	#part(index: number): Range {
		return this.#parts[index] as Range;
	}
}
