import type { DurationMs, Range } from "./instant.ts";
import { type LostSales, lostSales, type SalesPerHour, sumLostSales } from "./lost-sales.ts";
import { DOWN, type Timeline } from "./timeline.ts";

/** What downtime of stores may have cost, and of how many of them that is known. */
export interface LostSalesSum {
	/** Of the stores whose sales are given; `undefined` when those of none are. */
	readonly lostSales: LostSales | undefined;
	/** How many stores were down at all. */
	readonly storesDown: number;
	/** Those of them whose sales are given: the others are left out of the sum. */
	readonly storesCounted: number;
}

export const NO_STORES: LostSalesSum = { lostSales: undefined, storesDown: 0, storesCounted: 0 };

/** What one store's downtime may have cost. */
export function lostSalesOfStore(
	downMs: DurationMs,
	perHour: SalesPerHour | undefined,
): LostSalesSum {
	const storesDown = downMs > 0 ? 1 : 0;
	return perHour === undefined
		? { lostSales: undefined, storesDown, storesCounted: 0 }
		: { lostSales: lostSales(downMs, perHour), storesDown, storesCounted: storesDown };
}

/** The sums over different stores taken together. */
export function addLostSales(a: LostSalesSum, b: LostSalesSum): LostSalesSum {
	return {
		lostSales: sumLostSales([a.lostSales, b.lostSales]),
		storesDown: a.storesDown + b.storesDown,
		storesCounted: a.storesCounted + b.storesCounted,
	};
}

/**
 * The estimate of a sum as people should be told it: `undefined` too when stores were down and the sales of
 * none of them are given, for 0 would look like no loss.
 */
export function knownLostSales(sum: LostSalesSum): LostSales | undefined {
	return sum.storesDown > 0 && sum.storesCounted === 0 ? undefined : sum.lostSales;
}

/**
 * Sums up what downtime may have cost in parts of a range, over many stores.
 *
 * Law: the estimates of the parts add up to that of the range, exactly.
 */
export class PartLostSales {
	readonly #parts: readonly Range[];
	readonly #sums: LostSales[];
	readonly #storesDown: Uint32Array;
	readonly #storesCounted: Uint32Array;
	#isAnyGiven = false;

	/** The parts must ascend and adjoin each other. */
	constructor(parts: readonly Range[]) {
		this.#parts = parts;
		this.#sums = new Array(parts.length).fill(0n);
		this.#storesDown = new Uint32Array(parts.length);
		this.#storesCounted = new Uint32Array(parts.length);
	}

	/** Adds a store's timeline, which must reach over all parts. Returns its downtime in all of them. */
	add(timeline: Timeline, perHour: SalesPerHour | undefined): DurationMs {
		this.#isAnyGiven ||= perHour !== undefined;
		let part = 0;
		let inPartMs = 0;
		let downMs = 0;
		const endPart = () => {
			if (inPartMs > 0) this.#addTo(part, inPartMs, perHour);
			downMs += inPartMs;
			inPartMs = 0;
			part++;
		};
		for (let i = 0; i < timeline.count; i++) {
			if (timeline.state(i) !== DOWN) continue;
			const from = timeline.from(i);
			const to = timeline.to(i);
			while (part < this.#parts.length && this.#part(part).to <= from) endPart();
			for (; part < this.#parts.length && this.#part(part).from < to; endPart()) {
				const range = this.#part(part);
				inPartMs += Math.min(to, range.to) - Math.max(from, range.from);
				if (to <= range.to) break;
			}
		}
		if (part < this.#parts.length) endPart();
		return downMs;
	}

	/** What was added up of a part. */
	sum(part: number): LostSalesSum {
		return {
			lostSales: this.#isAnyGiven ? this.#sums[part] : undefined,
			storesDown: this.#storesDown[part] as number,
			storesCounted: this.#storesCounted[part] as number,
		};
	}

	#addTo(part: number, downMs: DurationMs, perHour: SalesPerHour | undefined): void {
		this.#storesDown[part] = (this.#storesDown[part] as number) + 1;
		if (perHour === undefined) return;
		this.#storesCounted[part] = (this.#storesCounted[part] as number) + 1;
		this.#sums[part] = (this.#sums[part] as LostSales) + lostSales(downMs, perHour);
	}

	#part(index: number): Range {
		return this.#parts[index] as Range;
	}
}
