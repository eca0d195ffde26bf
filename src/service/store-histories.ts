import { setImmediate } from "node:timers/promises";
import type { Schedule } from "../core/business-hours.ts";
import { ClosureCalendar, type ClosureNote } from "../core/closures.ts";
import { DAY_MS, type DurationMs, type Instant, type Range, utcDayOf } from "../core/instant.ts";
import { mergePolls, type PollSeries } from "../core/poll.ts";
import type { StoreHistory } from "../core/report.ts";
import { StoreZone } from "../core/store-zone.ts";
import { readBusinessHours } from "../database/business-weeks.ts";
import { type KeyedClosure, manyClosuresOf } from "../database/closures.ts";
import type { Connection, Database } from "../database/engine/database.ts";
import { readPolls } from "../database/read-polls.ts";
import { readSpecialHours } from "../database/special-hours.ts";
import { type DaySpan, holdMonths } from "../database/store-day.ts";
import type { StoreKey } from "../database/stores.ts";
import { readTimezones } from "../database/timezones.ts";

/**
 * Stores are read some at a time, so that memory does not grow with the fleet: as many as have about so
 * many days together, and never more than so many.
 */
const BATCH_STORE_DAYS = 8_000;
const BATCH_STORES_MAX = 500;

/** So many stores are swept before others get their turn: a millisecond or so. */
const JUDGED_IN_A_ROW = 64;

/** A store of which is read what its figures are made of. */
export interface StoreToRead {
	readonly storeKey: StoreKey;
	/** Its own zone before all changes; `undefined` for the default. */
	readonly timezone: string | undefined;
	/** `undefined` for a store that was never polled. */
	readonly firstPollAt: Instant | undefined;
}

/** A planned closure of the stores in question, with what is told about it. */
export type NotedClosure = Range & ClosureNote;

/** When a store should be open. */
export interface Scheduled {
	readonly schedule: Schedule;
	readonly zone: StoreZone;
	/** The closures that it has of its own. */
	readonly ownClosures: readonly NotedClosure[];
}

/** A store with all that its figures are made of, as far back as was read. */
export interface WithHistory extends Scheduled, StoreHistory {}

/** Stores with when they should be open, in the order given. */
export async function readSchedules<Store extends StoreToRead>(
	connection: Connection,
	stores: readonly Store[],
	fleet: { readonly closuresOfAll: readonly NotedClosure[]; readonly defaultZone: string },
): Promise<(Store & Scheduled)[]> {
	const keys = stores.map(({ storeKey }) => storeKey);
	const hours = await readBusinessHours(connection, keys);
	const timezones = await readTimezones(connection, stores);
	const specialHours = await readSpecialHours(connection, keys);
	const closures = new ClosureCalendar<StoreKey, KeyedClosure>([
		...fleet.closuresOfAll.map((closure) => ({ ...closure, store: undefined })),
		...(await manyClosuresOf(connection, keys)),
	]);
	return stores.map((store, i) => ({
		...store,
		schedule: {
			hours: hours[i] as Schedule["hours"],
			specialHours: specialHours[i] as Schedule["specialHours"],
			closures: closures.of(store.storeKey),
		},
		zone: new StoreZone(timezones[i] as StoreZone["own"], fleet.defaultZone),
		ownClosures: closures.ownOf(store.storeKey),
	}));
}

/**
 * Reads stores' polls: at first as far back as decides the figures of nearly all of them, then further and
 * further for those that went quiet long ago. Every reader of figures and states goes this way.
 */
export class StoreHistories {
	readonly #database: Database;
	readonly #from: Instant;
	readonly #lookbackMs: DurationMs;
	/** The days that are read of every store. */
	readonly days: DaySpan;
	/** How many stores can be read together. */
	readonly batchStores: number;

	/** `lookbackMs` is how far before the span it looks at first. */
	constructor(
		database: Database,
		{ span, lookbackMs }: { readonly span: Range; readonly lookbackMs: DurationMs },
	) {
		this.#database = database;
		this.#from = span.from;
		this.#lookbackMs = lookbackMs;
		this.days = { first: utcDayOf(this.#polledFrom(lookbackMs)), last: utcDayOf(span.to) };
		this.batchStores = Math.min(storesOfDays(this.days), BATCH_STORES_MAX);
	}

	/**
	 * The stores with their polls, for the first look. The connection is a snapshot in which months are
	 * held, and in which their schedules were read: no store's new polls are judged by its old hours.
	 */
	async read<Store extends StoreToRead & Scheduled>(
		connection: Connection,
		stores: readonly Store[],
	): Promise<(Store & WithHistory)[]> {
		const keys = stores.map(({ storeKey }) => storeKey);
		const polls = await readPolls(connection, keys, this.days);
		return stores.map((store, i) => ({ ...store, polls: polls[i] as PollSeries }));
	}

	/**
	 * Has stores judged, each until it is decided: first with the polls that were read with it, then with
	 * older and older ones.
	 *
	 * The judge is told from when on all of a store's polls are given, and says whether older ones could
	 * change nothing. Without that instant there are none, and what it then says is not asked.
	 */
	async decide<Store extends StoreToRead & WithHistory>(
		stores: readonly Store[],
		judge: (store: Store, polledFrom: Instant | undefined) => boolean,
	): Promise<void> {
		let undecided = stores;
		for (let lookbackMs = this.#lookbackMs; undecided.length > 0; lookbackMs *= 4) {
			const polledFrom = this.#polledFrom(lookbackMs);
			const quiet: Store[] = [];
			for (const [i, store] of undecided.entries()) {
				if (i % JUDGED_IN_A_ROW === JUDGED_IN_A_ROW - 1) await setImmediate();
				const hasOlder = store.firstPollAt !== undefined && store.firstPollAt < polledFrom;
				const isDecided = judge(store, hasOlder ? polledFrom : undefined);
				if (hasOlder && !isDecided) quiet.push(store);
			}
			undecided = await this.#withOlderPolls(quiet, {
				first: utcDayOf(this.#polledFrom(lookbackMs * 4)),
				last: utcDayOf(polledFrom) - 1,
			});
		}
	}

	/** The instant from which on all polls have been read after looking back so far. */
	#polledFrom(lookbackMs: DurationMs): Instant {
		return utcDayOf(this.#from - lookbackMs) * DAY_MS;
	}

	/** The stores with their polls of these days, which are before all that they have, too. */
	async #withOlderPolls<Store extends StoreToRead & WithHistory>(
		stores: readonly Store[],
		days: DaySpan,
	): Promise<Store[]> {
		const batchStores = storesOfDays(days);
		const withOlder: Store[] = [];
		for (let begin = 0; begin < stores.length; begin += batchStores) {
			const batch = stores.slice(begin, begin + batchStores);
			const keys = batch.map(({ storeKey }) => storeKey);
			const older = await this.#database.snapshot(async (connection) => {
				await holdMonths(connection);
				return readPolls(connection, keys, days);
			});
			batch.forEach((store, i) => {
				const polls = mergePolls(older[i] as PollSeries, store.polls);
				withOlder.push({ ...store, polls });
			});
		}
		return withOlder;
	}
}

function storesOfDays({ first, last }: DaySpan): number {
	return Math.max(Math.floor(BATCH_STORE_DAYS / (last - first + 1)), 1);
}
