import type { Instant, Range } from "../core/instant.ts";
import { OutageSweeper } from "../core/outage-sweeper.ts";
import { type ReportPlan, type StoreHistory, StoreSweeper, spanOf } from "../core/report.ts";
import type { Timeline } from "../core/timeline.ts";

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

/**
 * For the outages of the span of a plan's ranges seen whole: from before the first of them began, up to as
 * of. Totals of the ranges are told by the same timelines.
 */
export function sweepingForOutages(plan: ReportPlan): Sweeping {
	const { asOf, rules } = plan;
	const span = spanOf(plan);
	return {
		span: { from: span.from, to: asOf },
		sweeper: (earliestPoll) => new OutageSweeper({ span, asOf, rules }, earliestPoll),
	};
}
