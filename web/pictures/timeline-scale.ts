import type { StateName } from "../text/words.ts";
import {
	DAY_MS,
	type OutagePiece,
	type RowStretch,
	type TimelineRow,
	tickStep,
} from "./timeline-layout.ts";

/** Above the rows: where the hours are named. */
export const AXIS_HEIGHT_PX = 20;
const DAYS_WIDTH_PX = 80;
/** What a day needs besides, when it has not 24 hours, to say so. */
const HOURS_WIDTH_PX = 34;
/** What the name of an hour needs. */
const LABEL_ROOM_PX = 48;
/** More of them than that are harder to read, whatever the width. */
const LABELS_MAX = 13;
/** Down time is at least so wide, so that a minute of it is seen. */
const DOWN_PX_MIN = 2;
const CLOSED_PX = 2;
/** Down time stands out of up time, also where the two colours are one grey. */
const DAY_HEIGHTS_PX = { up: 10, down: 16, unknown: 10, closed: CLOSED_PX };
const LONE_HEIGHTS_PX = { up: 26, down: 36, unknown: 26, closed: CLOSED_PX };
/** What can be pointed at is at least so wide. */
const HIT_PX_MIN = 10;

/** The sizes of a timeline in pixels, and the one scale of all its rows. */
export interface Scale {
	readonly left: number;
	readonly right: number;
	/** Between two names of hours, in minutes of the clock. */
	readonly stepMin: number;
	readonly rowHeight: number;
	readonly heights: Readonly<Record<StateName, number>>;
	readonly pxPerMs: number;
}

/** The scale on which the longest of the rows fills a width. */
export function scaleOf(rows: readonly TimelineRow[], width: number): Scale {
	const isDays = rows[0]?.day != null;
	const hasClockChange = isDays && rows.some(({ lengthMs }) => lengthMs !== DAY_MS);
	const left = isDays ? DAYS_WIDTH_PX + (hasClockChange ? HOURS_WIDTH_PX : 0) : 18;
	const right = Math.max(left, width - 18);
	const longestMs = Math.max(1, ...rows.map(({ lengthMs }) => lengthMs));
	return {
		left,
		right,
		stepMin: tickStep(longestMs, Math.min(LABELS_MAX, Math.max(2, (right - left) / LABEL_ROOM_PX))),
		rowHeight: isDays ? 20 : 40,
		heights: isDays ? DAY_HEIGHTS_PX : LONE_HEIGHTS_PX,
		pxPerMs: (right - left) / longestMs,
	};
}

/** The shapes of a row, as the `d` of one path a state; its edges are where the milliseconds are. */
export function rowPaths(row: TimelineRow, top: number, scale: Scale): Record<StateName, string> {
	const paths = { up: "", down: "", unknown: "", closed: "" };
	for (const segment of row.segments) {
		const { state } = segment;
		const height = scale.heights[state];
		const x = scale.left + segment.fromMs * scale.pxPerMs;
		const exact = (segment.toMs - segment.fromMs) * scale.pxPerMs;
		const width = state === "down" ? Math.max(DOWN_PX_MIN, exact) : exact;
		paths[state] += `M${x} ${top + (scale.rowHeight - height) / 2}h${width}v${height}h${-width}z`;
	}
	return paths;
}

/** Where a piece of an outage can be pointed at: around it, so that a minute can be. */
export function hitBox(piece: RowStretch & { row: number }, scale: Scale) {
	const exact = (piece.toMs - piece.fromMs) * scale.pxPerMs;
	const width = Math.max(HIT_PX_MIN, exact + 2);
	return {
		x: scale.left + piece.fromMs * scale.pxPerMs - (width - exact) / 2,
		y:
			AXIS_HEIGHT_PX + piece.row * scale.rowHeight + (scale.rowHeight - scale.heights.down) / 2 - 1,
		width,
		height: scale.heights.down + 2,
	};
}

/** Where what is told of a piece of an outage stands. */
export function anchorOf(piece: OutagePiece, scale: Scale) {
	const { x, y, width, height } = hitBox(piece, scale);
	return { centre: x + width / 2, top: y + 1, bottom: y + height - 1 };
}
