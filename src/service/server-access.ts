import type { KeyScope } from "../database/api-keys.ts";
import type { ServiceContext } from "./context.ts";
import { countKeys } from "./keys.ts";
import { Refusal } from "./refusal.ts";

/** What decides who may use a server. */
export interface ServerAccess {
	/** What callers without a key may do; `undefined` where that was not said. */
	readonly anonymous: KeyScope | "none" | undefined;
	/** What others reach it by: its address, or its proxy; `undefined` where only this machine reaches it. */
	readonly reachedBy: string | undefined;
}

const MAY: Readonly<Record<KeyScope, string>> = {
	read: "read everything",
	write: "read and write everything",
	admin: "do everything, and make keys",
};

/**
 * Says in a sentence who may use a server. Refuses as a conflict where others reach it and nobody could use
 * it, and where they all could because nobody thought of it.
 */
export async function describeAccess(
	context: ServiceContext,
	{ anonymous, reachedBy }: ServerAccess,
): Promise<string> {
	if (anonymous !== undefined && anonymous !== "none")
		return `Whoever reaches it may ${MAY[anonymous]}, without a key.`;
	const { usable, wereMade } = await countKeys(context);
	if (usable > 0) return "Whoever uses it needs a key.";
	if (reachedBy !== undefined)
		throw new Refusal(
			"conflict",
			`others than this machine reach ${reachedBy}, and there is no key that is good: make one with ` +
				"openhours keys create --name <name> --scope admin, or set OPENHOURS_ANONYMOUS to what they may do " +
				"without one (read, write or admin)",
		);
	if (anonymous === undefined && !wereMade)
		return "Whoever is on this machine may use it, until there is a key (openhours keys create).";
	return "Whoever uses it needs a key, and none is good: make one with openhours keys create.";
}
