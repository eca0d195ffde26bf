import type { DurationMs } from "../core/instant.ts";
import { freeRoom } from "../database/maintenance.ts";
import { deleteOldOutages } from "./alerts.ts";
import type { ServiceContext } from "./context.ts";
import { deleteOldImports } from "./delete-old-imports.ts";
import { deleteExpiredReports } from "./delete-report.ts";
import { dropOldPolls } from "./drop-old-polls.ts";
import { requeueOverdueDeliveries } from "./queue-deliveries.ts";
import { deleteOldSessions } from "./sessions.ts";
import { forgetOldRequests } from "./trigger-report-once.ts";
import { deleteOldDeliveries } from "./webhooks.ts";

export interface HousekeepingSettings {
	/** How long polls are kept; for ever without it. */
	readonly keepPollsMs: DurationMs | undefined;
}

/** What is to be done every now and then, by whichever worker comes to it. */
export async function keepHouse(
	context: ServiceContext,
	{ keepPollsMs }: HousekeepingSettings,
): Promise<void> {
	await deleteExpiredReports(context);
	await deleteOldDeliveries(context);
	await deleteOldOutages(context);
	await deleteOldImports(context);
	await forgetOldRequests(context);
	await deleteOldSessions(context);
	await requeueOverdueDeliveries(context);
	if (keepPollsMs !== undefined) await dropOldPolls(context, keepPollsMs);
	// Uploads that come all the time leave old versions of rows behind, all the time.
	await freeRoom(context.database);
}
