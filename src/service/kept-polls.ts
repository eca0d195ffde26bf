import { DAY_MS, formatInstant, type UtcDay } from "../core/instant.ts";
import { type ReportPlan, spanOf } from "../core/report.ts";
import type { Connection } from "../database/engine/database.ts";
import { maybeKeptFrom } from "../database/kept-from.ts";

/**
 * Why a report cannot be made any more: polls of its ranges were dropped. `undefined` when it can.
 *
 * Polls are only ever dropped from further and further on: what can be made when all of it has been
 * read could be made all the while.
 */
export async function whyPollsAreMissing(
	connection: Connection,
	plan: ReportPlan,
): Promise<string | undefined> {
	return whyPollsWereDropped(await maybeKeptFrom(connection), plan);
}

/** {@link whyPollsAreMissing}, where it has been read from which day on all polls are kept. */
export function whyPollsWereDropped(
	keptFromDay: UtcDay | undefined,
	plan: ReportPlan,
): string | undefined {
	if (keptFromDay === undefined) return undefined;
	const keptFrom = keptFromDay * DAY_MS;
	const { from } = spanOf(plan);
	if (from >= keptFrom) return undefined;
	return (
		`polls before ${formatInstant(keptFrom).slice(0, 10)} were dropped, and this report begins at ` +
		`${formatInstant(from)}; ask for ranges that begin at ${formatInstant(keptFrom)} or later`
	);
}
