import type { DurationMs, Instant, Range } from "./instant.ts";

/**
 * Half-open stretches of time, sorted, disjoint, not touching and not empty.
 *
 * `bounds` holds `[from, to, from, to, …]`. It is a view that the next use of the builder that made
 * it may overwrite; {@link Intervals.copy} keeps one.
 */
export class Intervals {
	readonly bounds: Float64Array;
	readonly count: number;

	constructor(bounds: Float64Array, count: number = bounds.length / 2) {
		this.bounds = bounds;
		this.count = count;
	}

	static readonly none: Intervals = new Intervals(new Float64Array(0));

	static of(ranges: Iterable<Range>): Intervals {
		const builder = new IntervalBuilder();
		for (const { from, to } of ranges) builder.add(from, to);
		return builder.finish().copy();
	}

	from(index: number): Instant {
		return this.bounds[index * 2] as Instant;
	}

	to(index: number): Instant {
		return this.bounds[index * 2 + 1] as Instant;
	}

	copy(): Intervals {
		return new Intervals(this.bounds.slice(0, this.count * 2));
	}

	/** The sum of all lengths. */
	totalMs(): DurationMs {
		let total = 0;
		for (let i = 0; i < this.count; i++) total += this.to(i) - this.from(i);
		return total;
	}
}

/** Collects stretches of time in any order and makes {@link Intervals} of them. Made to be reused. */
export class IntervalBuilder {
	#bounds = new Float64Array(64);
	#length = 0;
	#sorted = true;

	/** Adds `[from, to)`; nothing when its end is not after its start. */
	add(from: Instant, to: Instant): void {
		if (to <= from) return;
		if (this.#length > 0) {
			const lastFrom = this.#bounds[this.#length - 2] as Instant;
			const lastTo = this.#bounds[this.#length - 1] as Instant;
			if (from < lastFrom) this.#sorted = false;
			else if (from <= lastTo) {
				if (to > lastTo) this.#bounds[this.#length - 1] = to;
				return;
			}
		}
		if (this.#length === this.#bounds.length) {
			const grown = new Float64Array(this.#bounds.length * 2);
			grown.set(this.#bounds);
			this.#bounds = grown;
		}
		this.#bounds[this.#length] = from;
		this.#bounds[this.#length + 1] = to;
		this.#length += 2;
	}

	/** What was added, merged, clipped to `within` and without `excluded`. Empties the builder. */
	finish(within?: Range, excluded: Intervals = Intervals.none): Intervals {
		if (!this.#sorted) this.#sort();
		if (within !== undefined) this.#clip(within);
		if (excluded.count > 0) this.#exclude(excluded);
		const finished = new Intervals(this.#bounds, this.#length / 2);
		this.#length = 0;
		this.#sorted = true;
		return finished;
	}

	#sort(): void {
		this.#addAgain(this.#ranges().sort((a, b) => a.from - b.from));
	}

	#clip(within: Range): void {
		let kept = 0;
		for (let i = 0; i < this.#length; i += 2) {
			const from = Math.max(this.#bounds[i] as Instant, within.from);
			const to = Math.min(this.#bounds[i + 1] as Instant, within.to);
			if (to <= from) continue;
			this.#bounds[kept++] = from;
			this.#bounds[kept++] = to;
		}
		this.#length = kept;
	}

	#exclude(excluded: Intervals): void {
		const left: Range[] = [];
		let next = 0;
		for (let { from, to } of this.#ranges()) {
			while (next < excluded.count && excluded.to(next) <= from) next++;
			for (let i = next; i < excluded.count && excluded.from(i) < to; i++) {
				left.push({ from, to: excluded.from(i) });
				from = excluded.to(i);
			}
			left.push({ from, to });
		}
		this.#addAgain(left);
	}

	#ranges(): Range[] {
		return Array.from({ length: this.#length / 2 }, (_, i) => ({
			from: this.#bounds[i * 2] as Instant,
			to: this.#bounds[i * 2 + 1] as Instant,
		}));
	}

	#addAgain(ranges: readonly Range[]): void {
		this.#length = 0;
		this.#sorted = true;
		for (const { from, to } of ranges) this.add(from, to);
	}
}
