import type { Instant, Range } from "./instant.ts";
import { type StoreState, stateName } from "./store-state.ts";
import type { Timeline } from "./timeline.ts";

/** A stretch of time in which a store was in one state. */
export interface StateSegment extends Range {
	readonly state: StoreState;
}

/**
 * A range as segments to draw: those of the timeline, cut to the range, and closed time between them.
 *
 * Law: they ascend and adjoin each other from the beginning of the range to its end; none is empty and
 * neighbours differ. Summed up by state they are the totals of the range, and the open time what is
 * not closed.
 *
 * The timeline must reach over the range.
 */
export function stateSegments(timeline: Timeline, range: Range): StateSegment[] {
	const segments: StateSegment[] = [];
	let cursor = range.from;
	const append = (to: Instant, state: StoreState) => {
		if (to <= cursor) return;
		segments.push({ from: cursor, to, state });
		cursor = to;
	};
	for (let i = 0; i < timeline.count && cursor < range.to; i++) {
		append(Math.min(timeline.from(i), range.to), "closed");
		append(Math.min(timeline.to(i), range.to), stateName(timeline.state(i)));
	}
	append(range.to, "closed");
	return segments;
}
