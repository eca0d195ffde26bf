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
	const where = out === undefined ? "" : ` → ${out}`;
	return [
		`${formatCount(stores)} ${stores === 1 ? "store" : "stores"}, as of ${formatInstant(method.asOf)}${where}`,
		...(notes.length > 0 ? [`of these, ${notes.join("; ")}`] : []),
	];
}
