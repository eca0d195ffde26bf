import { DOWN, type State, UP } from "./timeline.ts";

/** What a store is in at an instant: the state that its last counting poll set, or closed. */
export type StoreState = "up" | "down" | "unknown" | "closed";

/** The states that a store can be in, those first that somebody should look at. */
export const STORE_STATES = [
	"down",
	"unknown",
	"up",
	"closed",
] as const satisfies readonly StoreState[];

/** The name of what is known of a stretch of open time. */
export function stateName(state: State): Exclude<StoreState, "closed"> {
	return state === UP ? "up" : state === DOWN ? "down" : "unknown";
}
