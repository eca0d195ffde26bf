import type { Opening, SpecialHours } from "./business-hours.ts";
import type { ClosureNote } from "./closures.ts";
import { DAY_MS, type Range } from "./instant.ts";
import type { LocalDay } from "./local-time.ts";
import { changesBy, type ScheduleChange, type ZonedSchedule } from "./schedule-changes.ts";
import type { StoreId } from "./store-id.ts";

/** A planned closure as a method lists it. */
export interface ClosureException extends Range, ClosureNote {
	/** `undefined` for all stores. */
	readonly storeId: StoreId | undefined;
}

/** A date with hours of its own as a method lists it. */
export interface DateException {
	readonly storeId: StoreId;
	readonly day: LocalDay;
	/** Empty when the store is closed all day. */
	readonly openings: readonly Opening[];
}

/** A change of a store's weekly hours or zone as a method lists it. */
export interface ChangeException extends ScheduleChange {
	readonly storeId: StoreId;
}

/** A store, as far as it has exceptions. */
export interface ExceptedStore extends ZonedSchedule {
	readonly storeId: StoreId;
	readonly ownClosures: readonly (Range & ClosureNote)[];
}

/**
 * What a result had to except from the usual hours: planned closures that touch its ranges, dates with hours
 * of their own whose openings, or those that they replace, can reach into them in any zone, and changes of
 * weekly hours and zones that are valid by their last instant.
 */
export interface Exceptions {
	/** Those of all stores first, then store by store. */
	readonly closures: readonly ClosureException[];
	readonly dates: readonly DateException[];
	readonly changes: readonly ChangeException[];
	/** How many more there are than are listed. */
	readonly notListed: number;
}

/** So many of each kind are listed: a reader looks at them one by one. */
export const EXCEPTIONS_MAX = 100;

/** The most that a local date begins before the UTC day of its name, and that an opening on it ends after. */
const DAYS_BEFORE = 1;
const DAYS_AFTER = 2;

/**
 * Lists exceptions that reach into a span, store by store, up to {@link EXCEPTIONS_MAX} of each kind.
 *
 * Law: lists of parts of the stores, added in the order of the stores, give the list of all of them.
 */
export class ExceptionList {
	readonly #span: Range;
	readonly #closures: ClosureException[] = [];
	readonly #dates: DateException[] = [];
	readonly #changes: ChangeException[] = [];
	#notListed = 0;

	constructor(span: Range) {
		this.#span = span;
	}

	/** Adds what one store has. */
	addStore(store: ExceptedStore): void {
		const { storeId, ownClosures, schedule } = store;
		this.addClosures(storeId, ownClosures);
		this.#addDates(storeId, schedule.specialHours);
		for (const change of changesBy(store, this.#span.to - 1))
			this.#list(this.#changes, { storeId, ...change });
	}

	/** Adds the closures of one store, or those of all. */
	addClosures(storeId: StoreId | undefined, closures: readonly (Range & ClosureNote)[]): void {
		if (closures.length === 0) return;
		const touching = [...closures].filter(
			({ from, to }) => from < this.#span.to && to > this.#span.from,
		);
		touching.sort((a, b) => a.from - b.from || a.to - b.to);
		for (const { from, to, reason, author } of touching)
			this.#list(this.#closures, { storeId, from, to, reason, author });
	}

	#addDates(storeId: StoreId, specialHours: SpecialHours): void {
		if (specialHours.size === 0) return;
		const reaching = [...specialHours].filter(
			([day]) =>
				(day - DAYS_BEFORE) * DAY_MS < this.#span.to &&
				(day + 1 + DAYS_AFTER) * DAY_MS > this.#span.from,
		);
		reaching.sort(([a], [b]) => a - b);
		for (const [day, openings] of reaching) this.#list(this.#dates, { storeId, day, openings });
	}

	/** Adds what another list of the same span came to. */
	addAll({ closures, dates, changes, notListed }: Exceptions): void {
		for (const closure of closures) this.#list(this.#closures, closure);
		for (const date of dates) this.#list(this.#dates, date);
		for (const change of changes) this.#list(this.#changes, change);
		this.#notListed += notListed;
	}

	get exceptions(): Exceptions {
		return {
			closures: [...this.#closures],
			dates: [...this.#dates],
			changes: [...this.#changes],
			notListed: this.#notListed,
		};
	}

	#list<Exception>(listed: Exception[], exception: Exception): void {
		if (listed.length < EXCEPTIONS_MAX) listed.push(exception);
		else this.#notListed++;
	}
}
