import type { components } from "../../src/contract/api.ts";
import { localDate } from "../text/instant.ts";

/** An hour, day, week or month of a calendar with its figures, as a store's or the fleet's uptime is split. */
export type TrendPart = Pick<components["schemas"]["FleetPart"], "local" | "figures">;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** What an axis is called below: steps of which the lowest that still has the data above it is taken. */
const AXIS_STEPS_PERCENT = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50] as const;
const AXIS_STEPS = 5;

/** A part in words: `Tue 24 Nov 13:00`, `Tue 24 Nov`, `week 48 of 2026`, `Nov 2026`. */
export function partWords(local: string): string {
	const [, year = "", week] = /^(\d{4})-W(\d\d)$/.exec(local) ?? [];
	if (week !== undefined) return `Week ${Number(week)} of ${year}`;
	if (local.length === "2026-11".length)
		return `${MONTHS[Number(local.slice(5)) - 1]} ${local.slice(0, 4)}`;
	const day = localDate(local);
	return local.includes("T") ? `${day} ${local.slice(11, 16)}` : day;
}

/** A part in few letters, for an axis: `13:00`, `24 Nov`, `W48`, `Nov`. Midnight is told by its day. */
export function partLabel(local: string): string {
	const [, week] = /^\d{4}-(W\d\d)$/.exec(local) ?? [];
	if (week !== undefined) return week;
	if (local.length === "2026-11".length) return partWords(local);
	const time = local.slice(11, 16);
	return time === "" || time === "00:00" ? localDate(local).slice(4) : time;
}

/** Uptime and coverage in percent by part; null where nothing was measured, which is a gap and never 0. */
export function trendSeries(parts: readonly TrendPart[]) {
	return {
		uptime: parts.map(({ figures }) => figures.uptime_percent),
		coverage: parts.map(({ figures }) => figures.coverage_percent),
	};
}

/** Where the axis of uptimes begins: a round percentage at or below the least of them; under 100 even if all are 100. */
export function axisStart(uptimes: readonly (number | null)[]): number {
	const least = uptimes.reduce<number>((low, value) => Math.min(low, value ?? 100), 100);
	const step = AXIS_STEPS_PERCENT.find((percent) => 100 - least <= percent * AXIS_STEPS) ?? 50;
	const steps = Math.max(1, Math.ceil((100 - least) / step - 1e-9));
	return Math.max(0, Number((100 - steps * step).toFixed(2)));
}
