import { formatCount } from "../core/format-count.ts";
import { formatInstant } from "../core/instant.ts";
import type { Method } from "../core/method.ts";

/** What a reader of the report should know about how it came about, in one or a few lines. */
export function describeMethod(method: Method, out: string | undefined): string[] {
	const { stores, storesWithDefaultHours, storesWithDefaultZone, rules } = method;
	const notes = [
		storesWithDefaultHours > 0 &&
			`${formatCount(storesWithDefaultHours)} without business hours (taken as always open)`,
		storesWithDefaultZone > 0 &&
			`${formatCount(storesWithDefaultZone)} without a zone (taken as ${rules.defaultZone})`,
	].filter((note) => note !== false);
	const excepted = exceptionsIn(method);
	const where = out === undefined ? "" : ` → ${out}`;
	return [
		`${formatCount(stores)} ${stores === 1 ? "store" : "stores"}, as of ${formatInstant(method.asOf)}${where}`,
		...(notes.length > 0 ? [`of these, ${notes.join("; ")}`] : []),
		...(excepted.length > 0 ? [`excepted: ${excepted.join(", ")}`] : []),
	];
}

/** What touches the ranges of what is not as in other weeks. */
function exceptionsIn({ exceptions }: Method): string[] {
	const { closures, dates, changes, notListed } = exceptions;
	return [
		...(closures.length > 0 ? [counted(closures.length, "planned closure")] : []),
		...(dates.length > 0 ? [`${counted(dates.length, "date")} with special hours`] : []),
		...(changes.length > 0 ? [`${counted(changes.length, "change")} of hours or zones`] : []),
		...(notListed > 0 ? [`and ${formatCount(notListed)} more that the method does not list`] : []),
	];
}

function counted(count: number, noun: string): string {
	return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}
