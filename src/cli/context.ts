import type { Readable, Writable } from "node:stream";
import type { Instant } from "../core/instant.ts";
import type { Rules } from "../core/rules.ts";

/** A stream that text is written to, and that may be a terminal. */
export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** What the commands are given by the process around them. */
export interface Context {
	readonly version: string;
	readonly zoneDataVersion: string;
	readonly standardInput: Readable;
	readonly standardOutput: Output;
	readonly standardError: Output;
	/** The wall clock. */
	now(): Instant;
	/** What reports go by unless an option says otherwise; from the settings. */
	rules(): Promise<Rules>;
}
