import type { Instant } from "../core/instant.ts";
import type { FleetMonth } from "./fleet-month.ts";
import type { FleetSnapshot } from "./fleet-states.ts";
import type { FleetTable } from "./fleet-table.ts";
import type { FleetUptime } from "./fleet-uptime.ts";
import type { OutageTable } from "./outage-table.ts";
import type { FleetPeaks } from "./peaks.ts";
import { SharedComputations } from "./shared-computations.ts";

/** Figures of all stores keep a processor busy for a second or more; so many of one kind are computed at once. */
const FIGURES_AT_ONCE = 2;
/** Whoever would have to wait for more than these is told to come back later. */
const FIGURES_WAITING = 16;
const FIGURES_KEPT = 16;
/** A week's outages of a large fleet are some ten megabytes, and are found no faster two at a time. */
const OUTAGES_AT_ONCE = 1;
const OUTAGES_KEPT = 4;
/** A month of a large fleet, store by store, is some megabytes. */
const MONTHS_KEPT = 4;
/** The figures of a million stores are some hundred megabytes. */
const TABLES_KEPT = 4;

/**
 * What of all stores together is read for many requests at once: one for a process. What it holds may be a
 * moment old, as each result says; whoever writes data in this process says so, and is answered from them, or
 * from a result that is hardly older than what it takes to make one.
 */
export class FleetReadings {
	/** The newest poll of any store. */
	readonly newestPoll: SharedComputations<Instant | undefined>;
	/** What all stores are in. */
	readonly states: SharedComputations<FleetSnapshot>;
	/** Figures of all stores together. */
	readonly uptimes: SharedComputations<FleetUptime>;
	/** Figures of all stores, store by store. */
	readonly tables: SharedComputations<FleetTable>;
	/** When in the week all stores together were down. */
	readonly peaks: SharedComputations<FleetPeaks>;
	/** The outages of all stores. */
	readonly outages: SharedComputations<OutageTable>;
	/** The figures of all stores in a month, which targets are held against. */
	readonly months: SharedComputations<FleetMonth>;

	/** `now` is the wall clock. */
	constructor(now: () => Instant) {
		const one = { atOnceMax: 1, waitingMax: 1, keptMax: 1 };
		this.newestPoll = new SharedComputations(now, one);
		this.states = new SharedComputations(now, one);
		const figures = {
			atOnceMax: FIGURES_AT_ONCE,
			waitingMax: FIGURES_WAITING,
			keptMax: FIGURES_KEPT,
		};
		this.uptimes = new SharedComputations(now, figures);
		this.tables = new SharedComputations(now, {
			...figures,
			atOnceMax: 1,
			keptMax: TABLES_KEPT,
		});
		this.peaks = new SharedComputations(now, figures);
		this.outages = new SharedComputations(now, {
			...figures,
			atOnceMax: OUTAGES_AT_ONCE,
			keptMax: OUTAGES_KEPT,
		});
		this.months = new SharedComputations(now, { ...figures, keptMax: MONTHS_KEPT });
	}

	/** Has all of it read anew when it is asked for next: this process has committed changes to the data. */
	invalidate(): void {
		const { newestPoll, states, uptimes, tables, peaks, outages, months } = this;
		for (const computations of [newestPoll, states, uptimes, tables, peaks, outages, months])
			computations.invalidate();
	}
}
