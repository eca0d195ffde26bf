import type { components } from "../../src/contract/api.ts";
import { localDate } from "../text/instant.ts";

/** An hour, day, week or month of a calendar with its figures, as a store's or the fleet's uptime is split. */
export type TrendPart = Pick<components["schemas"]["FleetPart"], "local" | "figures">;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const MONTH_LENGTH = "2026-11".length;

/** What an axis of uptimes is cut by: the least step of which so many reach down to the data. */
const AXIS_STEPS_PERCENT = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50] as const;
const AXIS_STEPS = 5;

/** Hours of which those are named that they divide. */
const HOUR_STEPS = [1, 2, 3, 4, 6, 12, 24] as const;

/**
 * Parts in words: `Tue 24 Nov 13:00`, `Tue 24 Nov`, `Week 48 of 2026`, `Nov 2026`. Hours that the clock shows twice
 * are told apart by their offsets from UTC.
 */
export function partNames(parts: readonly TrendPart[]): string[] {
	const names = parts.map(({ local }) => partName(local));
	const byName = Map.groupBy(names, (name) => name);
	return names.map((name, at) => {
		const isRepeated = (byName.get(name) ?? []).length > 1;
		return isRepeated ? `${name} UTC${parts[at]?.local.slice(16)}` : name;
	});
}

/** A part in few letters, for an axis: `13:00`, `24 Nov`, `W48`, `Nov`. Midnight is told by its day. */
export function partLabel(local: string): string {
	const [, week] = /^\d{4}-(W\d\d)$/.exec(local) ?? [];
	if (week !== undefined) return week;
	if (local.length === MONTH_LENGTH) return partName(local);
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

/**
 * Which parts an axis names, at most so many: hours that are round by the clock, and of the others each so-manieth,
 * counted from the last, which people look for first.
 */
export function axisParts(parts: readonly TrendPart[], most: number): number[] {
	const all = parts.map((_, at) => at);
	if (parts[0]?.local.includes("T")) {
		const step = HOUR_STEPS.find((hours) => parts.length / hours <= most) ?? 24;
		const round = all.filter((at) => Number(parts[at]?.local.slice(11, 13)) % step === 0);
		return everyNth(round, Math.ceil(round.length / most));
	}
	return everyNth(all, Math.ceil(parts.length / most));
}

function everyNth(parts: readonly number[], step: number): number[] {
	return parts.filter((_, at) => (parts.length - 1 - at) % Math.max(1, step) === 0);
}

function partName(local: string): string {
	const [, year, week] = /^(\d{4})-W(\d\d)$/.exec(local) ?? [];
	if (week !== undefined) return `Week ${Number(week)} of ${year}`;
	if (local.length === MONTH_LENGTH)
		return `${MONTHS[Number(local.slice(5)) - 1]} ${local.slice(0, 4)}`;
	const day = localDate(local);
	return local.includes("T") ? `${day} ${local.slice(11, 16)}` : day;
}
