import { parseName } from "../core/store-details.ts";
import type { StoreSelection } from "../database/stores.ts";

/** The group that a text names; `undefined` when it cannot be the name of any. */
export function groupNamed(text: string): string | undefined {
	const parsed = parseName(text);
	return "fault" in parsed ? undefined : (parsed.name ?? undefined);
}

/** Tells the stores of a group from others; without a group, all are of it. */
export function isOfGroup(
	group: string | undefined,
): (store: { readonly group: string | undefined }) => boolean {
	if (group === undefined) return () => true;
	const name = groupNamed(group);
	return name === undefined ? () => false : (store) => store.group === name;
}

/** The stores of a group as a selection: all without one, and none for a name that no group can have. */
export function selectionOfGroup(group: string | undefined): StoreSelection {
	if (group === undefined) return undefined;
	const name = groupNamed(group);
	return name === undefined ? { storeIds: [] } : { group: name };
}
