import { ALWAYS_OPEN, type Schedule } from "../core/business-hours.ts";
import { ClosureCalendar, type PlannedClosure } from "../core/closures.ts";
import { Dated } from "../core/dated.ts";
import { ExceptionList } from "../core/exceptions.ts";
import type { Instant } from "../core/instant.ts";
import type { Method } from "../core/method.ts";
import { firstPollAtOrAfter, instantOf, type PackedPoll } from "../core/poll.ts";
import { lastInstantOf, type ReportPlan, type StoreHistory, spanOf } from "../core/report.ts";
import type { Rules } from "../core/rules.ts";
import { hoursAt, type ZonedSchedule } from "../core/schedule-changes.ts";
import { compareStoreIds, type StoreId } from "../core/store-id.ts";
import { StoreZone } from "../core/store-zone.ts";
import type { PollTable } from "../csv/poll-table.ts";
import type { FleetFiles } from "./fleet-files.ts";
import type { StoreInList } from "./found-outages.ts";
import { Refusal } from "./refusal.ts";
import { isOfGroup } from "./store-group.ts";

/** A store that files tell of. */
export interface StoreInFiles {
	readonly id: StoreId;
	/** Its index in the table of polls; `undefined` when no row of polls names it. */
	readonly index: number | undefined;
}

/** Which of the stores of files are asked for; all without either. */
export interface SelectionInFiles {
	/** Only this store. */
	readonly storeId?: StoreId | undefined;
	/** Only the stores of this group. */
	readonly group?: string | undefined;
}

/** The stores of files, with what their figures are made of. */
export class StoresInFiles {
	readonly #files: FleetFiles;
	readonly #polls: PollTable;
	readonly #closures: ClosureCalendar<StoreId, PlannedClosure<StoreId>>;
	/** The newest poll of any store. */
	readonly newestPoll: Instant | undefined;

	/** Refuses as invalid files without polls. */
	constructor(files: FleetFiles) {
		if (files.polls === undefined) throw new Refusal("invalid", "a report needs a file of polls");
		this.#files = files;
		this.#polls = files.polls;
		this.#closures = new ClosureCalendar(files.closures ?? []);
		this.newestPoll = files.polls.newestAt(Number.POSITIVE_INFINITY);
	}

	/** Those that were polled by as of, ordered by id. */
	polledBy(asOf: Instant): StoreInFiles[] {
		return this.#polls.ids
			.map((id, index) => ({ id, index }))
			.filter(({ index }) => this.#polls.firstPollAt(index) <= asOf)
			.sort((a, b) => compareStoreIds(a.id, b.id));
	}

	/**
	 * The stores that are asked for, and how their figures come about: one, those of a group that were polled
	 * by as of, or without either all that were.
	 *
	 * Refuses as not found a store that no file names.
	 */
	selected(
		plan: ReportPlan,
		{ storeId, group }: SelectionInFiles,
		zoneDataVersion: string,
	): { readonly stores: readonly StoreInFiles[]; readonly method: Method } {
		if (storeId !== undefined) {
			const store = this.#maybeStore(storeId);
			if (store === undefined) throw new Refusal("not_found", "There is no store with this id.");
			return { stores: [store], method: this.#methodOfOne(plan, store, zoneDataVersion) };
		}
		const isWanted = isOfGroup(group);
		const details = this.#files.stores;
		const stores = this.polledBy(plan.asOf).filter(({ id }) =>
			isWanted({ group: details?.get(id)?.group ?? undefined }),
		);
		const method =
			group === undefined
				? this.methodOfAll(plan, stores, zoneDataVersion)
				: this.#methodOfGroup(plan, { stores, group: group.trim() }, zoneDataVersion);
		return { stores, method };
	}

	/** The store with an id; `undefined` when no file names it. */
	#maybeStore(id: StoreId): StoreInFiles | undefined {
		const index = this.#polls.ids.indexOf(id);
		if (index >= 0) return { id, index };
		const { hours, timezones, specialHours, stores } = this.#files;
		const isNamed =
			[hours, timezones, specialHours, stores].some((table) => table?.has(id)) ||
			this.#closures.ownOf(id).length > 0;
		return isNamed ? { id, index: undefined } : undefined;
	}

	/** When any of some stores was first polled; `undefined` for none. */
	maybeEarliestPoll(stores: readonly StoreInFiles[]): Instant | undefined {
		const earliest = stores.reduce(
			(first, { index }) =>
				index === undefined ? first : Math.min(first, this.#polls.firstPollAt(index)),
			Number.POSITIVE_INFINITY,
		);
		return Number.isFinite(earliest) ? earliest : undefined;
	}

	/** What the figures of a store are made of. */
	history(store: StoreInFiles, { rules }: ReportPlan): StoreHistory {
		const { index } = store;
		const polls = index === undefined ? new Float64Array(0) : this.#polls.polls(index);
		return { polls, ...this.#scheduleOf(store, rules) };
	}

	/** A store as lists tell of it, by its history. */
	listed({ id }: StoreInFiles, { zone }: StoreHistory): StoreInList {
		const { name, group, salesPerHour } = this.#files.stores?.get(id) ?? {};
		return {
			storeId: id,
			name: name ?? undefined,
			group: group ?? undefined,
			zone,
			salesPerHour: salesPerHour ?? undefined,
		};
	}

	#scheduleOf({ id }: StoreInFiles, rules: Rules): ZonedSchedule {
		const { hours, specialHours, timezones } = this.#files;
		const schedule: Schedule = {
			hours: hours?.get(id) ?? ALWAYS_OPEN.hours,
			specialHours: specialHours?.get(id) ?? ALWAYS_OPEN.specialHours,
			closures: this.#closures.of(id),
		};
		const zone = new StoreZone(timezones?.get(id) ?? Dated.none, rules.defaultZone);
		return { schedule, zone };
	}

	/** How figures of all stores come about. */
	methodOfAll(plan: ReportPlan, stores: readonly StoreInFiles[], zoneDataVersion: string): Method {
		const { newestPoll } = this;
		return {
			...this.#methodOf(plan, stores, zoneDataVersion),
			selection: "all",
			newestPoll: newestPoll === plan.asOf ? newestPoll : this.#polls.newestAt(plan.asOf),
		};
	}

	/** How figures of the stores of a group come about. */
	#methodOfGroup(
		plan: ReportPlan,
		{ stores, group }: { readonly stores: readonly StoreInFiles[]; readonly group: string },
		zoneDataVersion: string,
	): Method {
		const newest = stores.map((store) => this.#newestPollOf(store, plan));
		return {
			...this.#methodOf(plan, stores, zoneDataVersion),
			selection: "group",
			group,
			newestPoll: newest.reduce((a, b) => (b === undefined || (a ?? b) > b ? a : b), undefined),
		};
	}

	/** How figures of one store come about. */
	#methodOfOne(plan: ReportPlan, store: StoreInFiles, zoneDataVersion: string): Method {
		return {
			...this.#methodOf(plan, [store], zoneDataVersion),
			selection: "listed",
			newestPoll: this.#newestPollOf(store, plan),
		};
	}

	#newestPollOf(store: StoreInFiles, plan: ReportPlan): Instant | undefined {
		const { polls } = this.history(store, plan);
		const known = firstPollAtOrAfter(polls, plan.asOf + 1);
		return known === 0 ? undefined : instantOf(polls[known - 1] as PackedPoll);
	}

	#methodOf(plan: ReportPlan, stores: readonly StoreInFiles[], zoneDataVersion: string) {
		const { specialHours } = this.#files;
		const ids = stores.map(({ id }) => id);
		const at = lastInstantOf(plan);
		const scheduled = stores.map((store) => this.#scheduleOf(store, plan.rules));
		const exceptions = new ExceptionList(spanOf(plan));
		exceptions.addClosures(undefined, this.#closures.ofAll);
		scheduled.forEach((store, i) => {
			const storeId = ids[i] as StoreId;
			exceptions.addStore({ ...store, storeId, ownClosures: this.#closures.ownOf(storeId) });
		});
		return {
			...plan,
			zoneDataVersion,
			group: undefined,
			stores: stores.length,
			storesWithDefaultZone: count(scheduled, ({ zone }) => zone.ownAt(at) === undefined),
			storesWithDefaultHours: count(scheduled, (store) => hoursAt(store, at) === undefined),
			specialDates: sum(ids, (id) => specialHours?.get(id)?.size ?? 0),
			closures: this.#closures.ofAll.length + sum(ids, (id) => this.#closures.ownOf(id).length),
			exceptions: exceptions.exceptions,
		};
	}
}

function count<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
	return sum(items, (item) => (holds(item) ? 1 : 0));
}

function sum<Item>(items: readonly Item[], measure: (item: Item) => number): number {
	return items.reduce((total, item) => total + measure(item), 0);
}
