import { ExceptionList } from "../core/exceptions.ts";
import type { Instant } from "../core/instant.ts";
import type { MethodCounts } from "../core/method.ts";
import { type ReportPlan, spanOf } from "../core/report.ts";
import type { NotedClosure } from "./store-histories.ts";
import type { TallyCounts } from "./store-tally.ts";

/**
 * What a method counts, of stores that were tallied part by part, in their order, and of the closures of all
 * stores.
 */
export function methodCounts(
	plan: ReportPlan,
	parts: readonly TallyCounts[],
	closuresOfAll: readonly NotedClosure[],
): MethodCounts {
	const sum = (count: (part: TallyCounts) => number) =>
		parts.reduce((total, part) => total + count(part), 0);
	const newestPolls = parts.flatMap(({ newestPoll }) => newestPoll ?? []);
	const exceptions = new ExceptionList(spanOf(plan));
	exceptions.addClosures(undefined, closuresOfAll);
	for (const part of parts) exceptions.addAll(part.exceptions);
	return {
		stores: sum(({ stores }) => stores),
		storesWithDefaultZone: sum(({ storesWithDefaultZone }) => storesWithDefaultZone),
		storesWithDefaultHours: sum(({ storesWithDefaultHours }) => storesWithDefaultHours),
		specialDates: sum(({ specialDates }) => specialDates),
		closures: closuresOfAll.length + sum(({ ownClosures }) => ownClosures),
		exceptions: exceptions.exceptions,
		newestPoll: newestPolls.reduce<Instant | undefined>(
			(newest, at) => Math.max(newest ?? at, at),
			undefined,
		),
	};
}
