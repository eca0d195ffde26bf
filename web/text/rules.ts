import type { components } from "../../src/contract/api.ts";
import { openDuration } from "./duration.ts";

/** The settings that change what a figure means. */
export type Rules = components["schemas"]["RuleSettings"];

/** A rule as people read it. */
export interface RuleWords {
	readonly rule: keyof Rules;
	readonly title: string;
	/** What it is set to, in words. */
	readonly value: string;
	/** What that does to the figures. */
	readonly effect: string;
}

/** All rules with what each does, in the order in which people ask for them. */
export function ruleWords(rules: Rules): readonly RuleWords[] {
	return [
		{
			rule: "default_timezone",
			title: "Default zone",
			value: rules.default_timezone,
			effect: "A store without a zone of its own is taken to be in it.",
		},
		{ rule: "missing_day", title: "Weekdays without hours", ...MISSING_DAY[rules.missing_day] },
		{ rule: "end_of_day", title: "Closing at 23:59", ...END_OF_DAY[rules.end_of_day] },
		{
			rule: "outside_polls",
			title: "Polls outside business hours",
			...OUTSIDE_POLLS[rules.outside_polls],
		},
		{ rule: "max_gap_ms", title: "How long a poll counts", ...maxGapWords(rules.max_gap_ms) },
	];
}

type Words = Pick<RuleWords, "value" | "effect">;

export const MISSING_DAY: Readonly<Record<Rules["missing_day"], Words>> = {
	open: {
		value: "open all day",
		effect: "A weekday without rows is open all day, also where other weekdays have rows.",
	},
	closed: {
		value: "closed",
		effect: "A weekday without rows is closed, where the store has rows on another.",
	},
};

export const END_OF_DAY: Readonly<Record<Rules["end_of_day"], Words>> = {
	midnight: {
		value: "midnight",
		effect: "A closing time of 23:59 or 23:59:59 means midnight: no minute is lost each night.",
	},
	literal: {
		value: "as it is written",
		effect: "A closing time of 23:59 means 23:59: the last minute of the day is closed.",
	},
};

export const OUTSIDE_POLLS: Readonly<Record<Rules["outside_polls"], Words>> = {
	ignore: {
		value: "do not count",
		effect: "Only what was found in business hours says what a store was.",
	},
	use: {
		value: "count",
		effect: "A poll from outside of business hours says what the store is when it opens.",
	},
};

/** What it means that a poll vouches for so long, or for as long as it takes. */
export function maxGapWords(maxGapMs: number | null): Words {
	return maxGapMs === null
		? {
				value: "until the next one",
				effect: "What a poll found holds until the next one, however long that takes.",
			}
		: {
				value: openDuration(maxGapMs),
				effect: `What a poll found holds for ${openDuration(maxGapMs)}; then nothing is known until the next.`,
			};
}
