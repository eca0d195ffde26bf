import { DAY_MS, type Instant, type Range } from "../core/instant.ts";
import { OutageSweeper } from "../core/outage-sweeper.ts";
import { outagesOf } from "../core/outages.ts";
import { addPeaks, PeakCells, PeakFold } from "../core/peaks.ts";
import { instantOf } from "../core/poll.ts";
import { LOOKBACK_MS, type StoreHistory } from "../core/report.ts";
import type { Rules } from "../core/rules.ts";
import type { StoreZone } from "../core/store-zone.ts";
import { type ZoneClock, ZoneClocks } from "../core/zone-clock.ts";
import type { FiguresPlan } from "./figures-plan.ts";

/** The cells of a matrix: 7 weekdays of 24 hours. */
const CELLS = 7 * 24;

/** Sweeps stores and sums their peaks up, each store's by its own clock. */
export class PeakSweeper {
	readonly #range: Range;
	readonly #rules: Rules;
	readonly #clocks: ZoneClocks;
	readonly #folds = new Map<ZoneClock, PeakFold>();
	#sweptFrom: Instant;
	#sweeper: OutageSweeper;

	constructor({ ranges: [range], rules }: Pick<FiguresPlan, "ranges" | "rules">) {
		this.#range = range;
		this.#rules = rules;
		this.#clocks = new ZoneClocks(range);
		// A day more, for polls are read by whole days.
		this.#sweptFrom = range.from - LOOKBACK_MS - DAY_MS;
		this.#sweeper = this.#newSweeper();
	}

	/**
	 * Adds a store. `false`, and it is not added, when polls from before `polledFrom`, from which on its
	 * polls are given, could change its peaks; never without `polledFrom`, when all are given.
	 */
	add(store: StoreHistory, polledFrom: Instant | undefined): boolean {
		const { polls, zone } = store;
		this.#reachBackTo(polledFrom ?? (polls.length > 0 ? instantOf(polls[0] as number) : undefined));
		const timeline = this.#sweeper.timeline(store, polledFrom);
		if (timeline === undefined) return false;
		const range = this.#range;
		const swept = { timeline, polls, rules: this.#rules };
		this.#foldOf(zone).add(timeline, outagesOf(swept, { range, asOf: range.to }));
		return true;
	}

	/** The sums of what was added. */
	cells(): PeakCells {
		const matrices = [...this.#folds.values()].map((fold) => fold.matrix());
		return matrices.reduce(addPeaks, new PeakCells(CELLS));
	}

	#foldOf(zone: StoreZone): PeakFold {
		const clock = this.#clocks.of(zone);
		let fold = this.#folds.get(clock);
		if (fold === undefined) {
			fold = new PeakFold(this.#range, clock);
			this.#folds.set(clock, fold);
		}
		return fold;
	}

	/** Has clocks that reach as far back as a store is swept. */
	#reachBackTo(earliest: Instant | undefined): void {
		if (earliest === undefined || earliest >= this.#sweptFrom) return;
		this.#sweptFrom = earliest;
		this.#sweeper = this.#newSweeper();
	}

	#newSweeper(): OutageSweeper {
		// Where an outage began is all that is asked here, and nothing after the range has a say in that.
		const plan = { span: this.#range, asOf: this.#range.to, rules: this.#rules };
		return new OutageSweeper(plan, this.#sweptFrom);
	}
}
