import { formatInstant } from "../core/instant.ts";
import { scheduleDocument } from "../service/schedule-document.ts";
import { listSchedules, removeSchedule, saveSchedule } from "../service/schedules.ts";
import type { Context } from "./context.ts";
import { requestOf, type TriggerValues } from "./reports.ts";
import { alignedTable } from "./table.ts";
import { withServices } from "./with-services.ts";

export interface ScheduleValues extends TriggerValues {
	readonly cron: string;
	readonly timezone: string;
}

/** `openhours schedules add`: a report that recurs; one of the same name is replaced. */
export async function add(name: string, values: ScheduleValues, context: Context): Promise<void> {
	await withServices(context, async (services) => {
		const { cron, timezone } = values;
		const request = await requestOf(values);
		const saved = await saveSchedule(services, { name, cron, timezone, request });
		context.standardOutput.write(`${name} comes due next at ${formatInstant(saved.nextAt)}\n`);
		if (saved.webhookSecret !== undefined)
			context.standardError.write(
				`the webhook's secret, shown this once: ${saved.webhookSecret}\n`,
			);
	});
}

/** `openhours schedules list`. */
export async function list(values: { readonly json?: boolean }, context: Context): Promise<void> {
	await withServices(context, async (services) => {
		const schedules = await listSchedules(services);
		context.standardOutput.write(
			values.json === true
				? schedules.map((schedule) => `${JSON.stringify(scheduleDocument(schedule))}\n`).join("")
				: alignedTable(
						["schedule", "cron", "zone", "next"],
						schedules.map(({ name, cron, timezone, nextAt }) => [
							name,
							cron,
							timezone,
							formatInstant(nextAt),
						]),
					),
		);
	});
}

/** `openhours schedules remove`. */
export async function remove(name: string, context: Context): Promise<void> {
	await withServices(context, (services) => removeSchedule(services, name));
}
