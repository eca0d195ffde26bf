import type { ClosureDocument, StoreClosures } from "../contract/tables.ts";
import { formatInstant, type Range } from "../core/instant.ts";
import type { StoreId } from "../core/store-id.ts";
import { readClosures } from "../csv/closures.ts";
import {
	deleteClosure,
	deleteClosuresExcept,
	type ListedClosure,
	manyClosuresOf,
	manyListedClosures,
	saveClosures,
} from "../database/closures.ts";
import type { ServiceContext } from "./context.ts";
import { changeStore, knownStore } from "./known-store.ts";
import { readOwnRows } from "./own-rows.ts";
import { Refusal } from "./refusal.ts";

/** Where a page of closures goes on: behind the closure with this number. */
export type ClosureCursor = number;

/** Closures, and where the next page goes on; `undefined` when these were the last. */
export interface ClosurePage {
	readonly closures: readonly ClosureDocument[];
	readonly next: ClosureCursor | undefined;
}

/** Closures of all stores and of single ones, in the order in which they were entered. */
export async function listClosures(
	{ database }: ServiceContext,
	page: { readonly after: ClosureCursor | undefined; readonly limit: number },
): Promise<ClosurePage> {
	const closures = await manyListedClosures(database, page);
	return {
		closures: closures.map(closureDocument),
		next: closures.length < page.limit ? undefined : closures.at(-1)?.closureKey,
	};
}

/** The closures that a store has of its own. Refuses as not found when nobody knows the store. */
export async function closuresOf(
	{ database }: ServiceContext,
	storeId: StoreId,
): Promise<StoreClosures> {
	const { storeKey } = await knownStore(database, storeId);
	const closures = await manyListedClosures(database, { storeKey });
	return { store_id: storeId, closures: closures.map(closureDocument) };
}

/**
 * Replaces the closures that a store has of its own by these rows; one that is there already stays the same.
 * Of those that name no author, new ones are taken as entered by the one given. Throws `InvalidRows` when any row is bad.
 */
export async function replaceClosuresOf(
	context: ServiceContext,
	storeId: StoreId,
	rows: readonly object[],
	author: string | undefined,
): Promise<void> {
	const { closures } = await readOwnRows(rows, readClosures);
	// Of two with the same times, the later row counts.
	const byTimes = new Map(closures.map((closure) => [timesOf(closure), closure]));
	const planned = [...byTimes.values()];
	await changeStore(context, storeId, async (tx, store) => {
		const known = new Map((await manyClosuresOf(tx, [store])).map((it) => [timesOf(it), it]));
		await deleteClosuresExcept(tx, store, planned);
		const authored = planned.map((closure) => {
			const stays = known.get(timesOf(closure));
			return { ...closure, store, author: closure.author ?? stays?.author ?? author };
		});
		await saveClosures(tx, authored);
	});
}

/** Does away with a closure of a store or of all. Refuses as not found when there is none with this id. */
export async function removeClosure(
	{ database, fleetReadings }: ServiceContext,
	closureId: string,
): Promise<void> {
	const closureKey = /^[1-9]\d{0,9}$/.test(closureId) ? Number(closureId) : Number.NaN;
	const isRemoved =
		closureKey <= KEY_MAX && (await database.transaction((tx) => deleteClosure(tx, closureKey)));
	if (!isRemoved) throw new Refusal("not_found", "There is no closure with this id.");
	fleetReadings.invalidate();
}

/** The largest number that the database gives to a closure. */
const KEY_MAX = 2_147_483_647;

function timesOf({ from, to }: Range): string {
	return `${from} ${to}`;
}

function closureDocument(closure: ListedClosure): ClosureDocument {
	return {
		closure_id: String(closure.closureKey),
		store_id: closure.storeId ?? null,
		from_utc: formatInstant(closure.from),
		to_utc: formatInstant(closure.to),
		reason: closure.reason,
		author: closure.author ?? null,
	};
}
