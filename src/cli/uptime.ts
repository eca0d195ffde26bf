import type { UptimeSubject } from "../contract/uptime.ts";
import type { CalendarUnit } from "../core/calendar-parts.ts";
import type { FoundUptime } from "../service/found-uptime.ts";
import { Refusal } from "../service/refusal.ts";
import { uptimeFromFiles } from "../service/uptime-from-files.ts";
import { type UptimeFormat, writeUptime } from "../service/write-uptime.ts";
import type { Context } from "./context.ts";
import { describeMethod } from "./describe-method.ts";
import { askFilesOrDatabase, type StoreQuestionValues } from "./files-or-database.ts";
import { fleetFileNames } from "./options.ts";
import { refuseUnreadable } from "./refuse-unreadable.ts";
import { writeResult } from "./with-fleet-files.ts";

export interface UptimeValues extends StoreQuestionValues {
	readonly by: CalendarUnit;
	readonly per: UptimeSubject;
	readonly format: UptimeFormat;
}

/** `openhours uptime`: uptime by the stores' own calendars, of files or of the database. */
export async function uptime(values: UptimeValues, context: Context): Promise<void> {
	refuseUnreadable(values, context);
	refuseUngrouped(values);
	const { asOf, from, to, by, store: storeId, group, per, format, out } = values;
	const request = { asOf, from, to, by, storeId, group: group?.trim() };
	await askFilesOrDatabase<FoundUptime>(values, context, {
		fromFiles: (files, rules) =>
			uptimeFromFiles(files, { ...request, rules }, context.zoneDataVersion),
		fromDatabase: async (services) => {
			const { uptimeOfDatabase } = await import("../service/uptime-of-database.ts");
			return uptimeOfDatabase(services, request, new AbortController().signal);
		},
		write: async (found) => {
			const writing = { format, currency: await context.currency() };
			await writeResult(writeUptime(found, per, writing), values, context);
			return describeMethod(found.method(), out);
		},
	});
}

/** Refuses sums over groups where nothing tells of groups, or where one store would pass for its group. */
function refuseUngrouped(values: UptimeValues): void {
	const { per, store } = values;
	if (per !== "store" && store !== undefined)
		throw new Refusal("invalid", `--store names one store, and no ${per}: leave out --per`);
	const names = fleetFileNames(values);
	if (per === "group" && names.polls !== undefined && names.stores === undefined)
		throw new Refusal(
			"invalid",
			"--per group needs the file of names and groups: name it with --stores",
		);
}
