import type { components } from "../../src/contract/api.ts";

type PeakFigures = components["schemas"]["PeakFigures"];

/** A step of the one scale of shares of down time in known time: 0 is none at all, 5 the most. */
export type ShareStep = 0 | 1 | 2 | 3 | 4 | 5;

/** What a share is drawn as: a step, or that there is none to tell, which is never drawn as a low one. */
export type ShareMark = ShareStep | "closed" | "sparse";

/** Up to which share, in percent and included, each step after the first goes. */
const STEP_ENDS_PERCENT = [1, 5, 10, 25, 100] as const;

/** With less known open time than that a share says nothing, and is never named the peak. */
const KNOWN_MS_MIN = 30 * 60_000;

/** The marks in the order of a legend. */
export const SHARE_MARKS: readonly ShareMark[] = [0, 1, 2, 3, 4, 5, "sparse", "closed"];

export const SHARE_WORDS: Readonly<Record<ShareMark, string>> = {
	0: "None",
	1: "To 1 %",
	2: "To 5 %",
	3: "To 10 %",
	4: "To 25 %",
	5: "Over 25 %",
	sparse: "Under 30 min known",
	closed: "No open time",
};

/**
 * How the share of down time in the known time of some figures is drawn. The steps are told apart in whole
 * milliseconds: exactly 5 % is of the step that ends there, and a millisecond more is of the next.
 */
export function shareMark(figures: Pick<PeakFigures, "open_ms" | "up_ms" | "down_ms">): ShareMark {
	if (figures.open_ms === 0) return "closed";
	const knownMs = figures.up_ms + figures.down_ms;
	if (knownMs < KNOWN_MS_MIN) return "sparse";
	if (figures.down_ms === 0) return 0;
	const passed = STEP_ENDS_PERCENT.filter((percent) => figures.down_ms * 100 > knownMs * percent);
	return (passed.length + 1) as ShareStep;
}
