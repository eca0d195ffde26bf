import type { components } from "../../src/contract/api.ts";
import { percent } from "../text/amount.ts";
import { openDuration } from "../text/duration.ts";
import { localDate } from "../text/instant.ts";
import { counted } from "../text/words.ts";

/** A local day and its figures. */
export interface BarDay {
	/** Such as `2026-11-24`. */
	readonly local: string;
	readonly figures: components["schemas"]["Figures"];
}

/** The shapes of a bar of days, as the `d` of one path a state. */
export interface DayBarPaths {
	readonly up: string;
	readonly down: string;
	readonly unknown: string;
	readonly closed: string;
}

/** Down time is at least so high, so that a minute of it is seen; the rest of the day gives way. */
const DOWN_PX_MIN = 2;
const CLOSED_PX = 2;
/** Between columns, of the width of one. */
const GAP_SHARE = 0.2;

/** Columns side by side, each day as its shares of that day's open time: up from the ground, unknown, down on top. */
export function dayBarPaths(
	days: readonly BarDay[],
	size: { readonly width: number; readonly height: number },
): DayBarPaths {
	const paths = { up: "", down: "", unknown: "", closed: "" };
	const columnWidth = size.width / Math.max(1, days.length);
	for (const [at, { figures }] of days.entries()) {
		const x = at * columnWidth;
		const width = columnWidth * (1 - GAP_SHARE);
		if (figures.open_ms === 0) {
			paths.closed += box({ x, y: size.height - CLOSED_PX, width, height: CLOSED_PX });
			continue;
		}
		const down = heightOfDown(figures, size.height);
		const restMs = Math.max(1, figures.up_ms + figures.unknown_ms);
		const unknown = ((size.height - down) * figures.unknown_ms) / restMs;
		if (down > 0) paths.down += box({ x, y: 0, width, height: down });
		if (unknown > 0) paths.unknown += box({ x, y: down, width, height: unknown });
		const top = down + unknown;
		if (figures.up_ms > 0) paths.up += box({ x, y: top, width, height: size.height - top });
	}
	return paths;
}

/** The day that a horizontal position is on. */
export function dayAt<Day>(days: readonly Day[], x: number, width: number): Day | undefined {
	return days[Math.min(days.length - 1, Math.max(0, Math.floor((x / width) * days.length)))];
}

/** A day in words: `Tue 24 Nov: 98.125 % up, down 12 min`. */
export function dayWords({ local, figures }: BarDay): string {
	const day = localDate(local);
	if (figures.open_ms === 0) return `${day}: closed`;
	if (figures.uptime_percent === null) return `${day}: nothing known`;
	const words = [`${percent(figures.uptime_percent)} up`];
	if (figures.down_ms > 0) words.push(`down ${openDuration(figures.down_ms)}`);
	if (figures.unknown_ms > 0) words.push(`unknown ${openDuration(figures.unknown_ms)}`);
	return `${day}: ${words.join(", ")}`;
}

/** All days in words: how long down, on how many, and on which the most. */
export function daysWords(days: readonly BarDay[]): string {
	const open = days.filter(({ figures }) => figures.open_ms > 0);
	const known = open.filter(({ figures }) => figures.uptime_percent !== null);
	const down = open.filter(({ figures }) => figures.down_ms > 0);
	if (days.length === 0) return "no days";
	if (open.length === 0) return "closed on all days";
	if (known.length === 0) return "nothing known";
	const unknownMs = sum(open.map(({ figures }) => figures.unknown_ms));
	const unknown = unknownMs > 0 ? [`unknown ${openDuration(unknownMs)}`] : [];
	const openDays = counted(open.length, "open day");
	if (down.length === 0) return [`no downtime on ${openDays}`, ...unknown].join("; ");
	const worst = down.reduce((most, day) =>
		day.figures.down_ms > most.figures.down_ms ? day : most,
	);
	const downMs = sum(down.map(({ figures }) => figures.down_ms));
	return [
		`down ${openDuration(downMs)} on ${down.length} of ${openDays}`,
		`most on ${localDate(worst.local)}, ${openDuration(worst.figures.down_ms)}`,
		...unknown,
	].join("; ");
}

function heightOfDown(figures: BarDay["figures"], height: number): number {
	if (figures.down_ms === 0) return 0;
	return Math.max(DOWN_PX_MIN, (height * figures.down_ms) / figures.open_ms);
}

function box({ x, y, width, height }: { x: number; y: number; width: number; height: number }) {
	return `M${x} ${y}h${width}v${height}h${-width}z`;
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
