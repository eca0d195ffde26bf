import type { SalesPerHour } from "./lost-sales.ts";
import { isLonger, isPrintable } from "./store-id.ts";

/**
 * What is said of a store besides what its figures are made of. `null` says that it has none,
 * `undefined` says nothing about it.
 */
export interface StoreDetails {
	/** What people call it. */
	readonly name: string | null | undefined;
	/** The one group that it is in, such as its brand or region; compared byte by byte. */
	readonly group: string | null | undefined;
	/** The city that it is in, for people to find it by. */
	readonly city?: string | null | undefined;
	/** What it sells in an hour in which it is open. */
	readonly salesPerHour?: SalesPerHour | null | undefined;
}

export const NAME_LENGTH_MAX = 255;

/** Why a text is not the name of a store, group or city. */
export type NameFault = "long_name" | "unprintable_name";

/**
 * Trims a text and says what keeps it from being the name of a store, group or city, if anything does: 1
 * to 255 characters. `null` when nothing is left: then there is none.
 */
export function parseName(text: string): { name: string | null } | { fault: NameFault } {
	const name = text.trim();
	if (name === "") return { name: null };
	if (!isPrintable(name)) return { fault: "unprintable_name" };
	if (isLonger(name, NAME_LENGTH_MAX)) return { fault: "long_name" };
	return { name };
}
