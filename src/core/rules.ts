import type { DurationMs } from "./instant.ts";
import { DEFAULT_ZONE } from "./zone-clock.ts";

/**
 * The settings that change what a figure means. Every result carries them in its method, so that a
 * reader can tell why two reports differ.
 */
export interface Rules {
	/** `midnight`: a closing time of 23:59 or 23:59:59 means 24:00, because exports write it so. */
	readonly endOfDay: "midnight" | "literal";
	/** What a weekday without rows means for a store that has rows on another. */
	readonly missingDay: "open" | "closed";
	/** Whether polls outside open time count. A closed store is expected to look inactive. */
	readonly outsidePolls: "ignore" | "use";
	/** How long a poll vouches for the state; `undefined` for as long as it takes. */
	readonly maxGapMs: DurationMs | undefined;
	/** The zone of a store that has none. */
	readonly defaultZone: string;
}

export const DEFAULT_RULES: Rules = {
	endOfDay: "midnight",
	missingDay: "open",
	outsidePolls: "ignore",
	maxGapMs: undefined,
	defaultZone: DEFAULT_ZONE,
};
