import { parseName } from "../core/store-details.ts";
import { parseStoreId, type StoreId } from "../core/store-id.ts";
import type { MilliPercent } from "../core/totals.ts";
import { findStoreKeys } from "../database/stores.ts";
import {
	deleteTarget,
	type ListedTarget,
	type ListedTargetPlace,
	manyListedTargets,
	saveTarget,
	type TargetKey,
} from "../database/targets.ts";
import type { ServiceContext } from "./context.ts";
import { changeStore } from "./known-store.ts";
import { Refusal } from "./refusal.ts";

export type { ListedTarget, ListedTargetPlace } from "../database/targets.ts";

/** Whose target is meant: the fleet's without either. */
export type TargetOwner =
	| { readonly of: "fleet" }
	| { readonly of: "group"; readonly group: string }
	| { readonly of: "store"; readonly storeId: StoreId };

/**
 * Sets a target; one that is there is replaced. A group need not have any store yet, and a store that is not
 * known yet is made. Refuses as invalid a group that cannot be.
 */
export async function setTarget(
	context: ServiceContext,
	owner: TargetOwner,
	target: MilliPercent,
): Promise<ListedTarget> {
	if (owner.of === "store") {
		const { storeId } = owner;
		await changeStore(context, storeId, (tx, storeKey) =>
			saveTarget(tx, { of: "store", storeKey }, target),
		);
		return { group: undefined, storeId, target };
	}
	const key = owner.of === "group" ? { of: owner.of, group: groupIn(owner.group) } : owner;
	await saveTarget(context.database, key, target);
	return { group: key.of === "group" ? key.group : undefined, storeId: undefined, target };
}

/** Does away with a target. Refuses as not found when there is none. */
export async function removeTarget(context: ServiceContext, owner: TargetOwner): Promise<void> {
	const key = await maybeKey(context, owner);
	const isRemoved = key !== undefined && (await deleteTarget(context.database, key));
	if (!isRemoved) throw new Refusal("not_found", "There is no such target.");
}

async function maybeKey(
	{ database }: ServiceContext,
	owner: TargetOwner,
): Promise<TargetKey | undefined> {
	if (owner.of === "fleet") return owner;
	if (owner.of === "group") {
		const parsed = parseName(owner.group);
		const name = "name" in parsed ? parsed.name : null;
		return name === null ? undefined : { of: "group", group: name };
	}
	const parsed = parseStoreId(owner.storeId);
	if ("fault" in parsed) return undefined;
	const storeKey = (await findStoreKeys(database, [parsed.id])).get(parsed.id);
	return storeKey === undefined ? undefined : { of: "store", storeKey };
}

function groupIn(text: string): string {
	const parsed = parseName(text);
	if ("fault" in parsed || parsed.name === null)
		throw new Refusal(
			"invalid",
			"a group's name has 1 to 255 characters, all of which can be printed",
		);
	return parsed.name;
}

/** Targets, and where the next page goes on; `undefined` when these were the last. */
export interface TargetPage {
	readonly targets: readonly ListedTarget[];
	readonly next: ListedTargetPlace | undefined;
}

/** The fleet's target, then those of groups by their names and those of stores by their ids. */
export async function listTargets(
	{ database }: ServiceContext,
	page: { readonly after?: ListedTargetPlace | undefined; readonly limit: number },
): Promise<TargetPage> {
	const { after, limit } = page;
	const found = await manyListedTargets(database, { after, limit: limit + 1 });
	const targets = found.slice(0, limit);
	return { targets, next: found.length > limit ? targets.at(-1) : undefined };
}
