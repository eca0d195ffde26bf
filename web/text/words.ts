import type { components } from "../../src/contract/api.ts";

export type StateName = components["schemas"]["StoreState"];
export type ReportState = components["schemas"]["Report"]["state"];
export type Scope = "read" | "write" | "admin";

/** The states in the order of their weight, and what people call them. */
export const STATES: readonly StateName[] = ["down", "unknown", "up", "closed"];

export const STATE_WORDS: Readonly<Record<StateName, string>> = {
	down: "Down",
	unknown: "Unknown",
	up: "Up",
	closed: "Closed",
};

export const STATE_MEANINGS: Readonly<Record<StateName, string>> = {
	down: "In business hours, and the last poll that counts found them inactive.",
	unknown: "In business hours, and no poll tells what they are.",
	up: "In business hours, and the last poll that counts found them active.",
	closed: "Outside of their business hours.",
};

/** The local weekdays, from Monday on, as the API numbers them. */
export const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

/** `1 store`, `2 stores`. */
export function counted(value: number, one: string, many = `${one}s`): string {
	return `${value.toLocaleString("en")} ${value === 1 ? one : many}`;
}
