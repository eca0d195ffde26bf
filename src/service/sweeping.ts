import type { Instant, Range } from "../core/instant.ts";
import { OutageSweeper } from "../core/outage-sweeper.ts";
import { type ReportPlan, type StoreHistory, StoreSweeper, spanOf } from "../core/report.ts";
import type { Timeline } from "../core/timeline.ts";
import type { FiguresPlan } from "./figures-plan.ts";

/** Sweeps one store after the other. */
export interface Sweeper {
	/**
	 * The store's timeline; good until the next call. `undefined` when polls from before `polledFrom`, from
	 * which on its polls are given, could change what is to be told; never without `polledFrom`, when all
	 * are given.
	 */
	timeline(store: StoreHistory, polledFrom: Instant | undefined): Timeline | undefined;
}

/** What stores are swept for. */
export interface Sweeping {
	/** The stretch that polls are read of; older ones only as far as they decide what is told of it. */
	readonly span: Range;
	/** `earliestPoll` is the first instant at which any of the stores was polled. */
	sweeper(earliestPoll: Instant): Sweeper;
}

/** For totals, and whatever else is told by the time in the ranges of a plan alone. */
export function sweepingForTotals(plan: ReportPlan): Sweeping {
	return {
		span: spanOf(plan),
		sweeper(earliestPoll) {
			const sweeper = new StoreSweeper(plan, earliestPoll);
			return {
				timeline(store, polledFrom) {
					const timeline = sweeper.timeline(store);
					return polledFrom === undefined || sweeper.isDecided(polledFrom) ? timeline : undefined;
				},
			};
		},
	};
}

/** For the outages of a range seen whole: from before the first of them began, up to as of. */
export function sweepingForOutages({ asOf, rules, ranges: [range] }: FiguresPlan): Sweeping {
	return {
		span: { from: range.from, to: asOf },
		sweeper: (earliestPoll) => new OutageSweeper({ span: range, asOf, rules }, earliestPoll),
	};
}
