import type { Rules } from "../core/rules.ts";
import { insertReport } from "../database/reports.ts";
import { maybeNewestPoll } from "../database/stores.ts";
import type { ServiceContext } from "./context.ts";
import { Refusal } from "./refusal.ts";
import { planReport } from "./report-plan.ts";

/**
 * Accepts a report: writes it down, tells the queue, and answers at once. What it calls now is
 * settled here, so that polls that come in while it waits do not change it.
 *
 * Refuses as invalid when there is nothing to report on.
 */
export async function triggerReport(
	{ database, queue, now }: ServiceContext,
	rules: Rules,
): Promise<{ readonly reportId: string }> {
	const newestPoll = await maybeNewestPoll(database);
	if (newestPoll === undefined)
		throw new Refusal("invalid", "There are no polls to report on: import some first.");
	const plan = planReport({ rules }, newestPoll);
	const reportId = crypto.randomUUID();
	await insertReport(database, {
		reportId,
		parameters: plan,
		rangeNames: plan.ranges.map(({ name }) => name),
		asOf: plan.asOf,
		requestedAt: now(),
	});
	queue.add(reportId);
	return { reportId };
}
