import type { Instant } from "../core/instant.ts";
import { parseZone } from "../core/zone-clock.ts";
import { checkWebhook } from "./check-webhook.ts";
import type { ServiceContext } from "./context.ts";
import { Refusal } from "./refusal.ts";
import { knownSelection, type NewReportRequest } from "./trigger-report.ts";

/** A report that recurs: each time that it comes due, a report of its own is triggered. */
export interface ReportSchedule {
	/** What people know it by; unique. */
	readonly name: string;
	/** Five fields: minute, hour, day of month, month, day of week. */
	readonly cron: string;
	/** The IANA zone that the cron expression is read in. */
	readonly timezone: string;
	/** What is asked of each report. */
	readonly request: Pick<NewReportRequest, "storeIds" | "group" | "include" | "rules" | "webhook">;
}

/** Where schedules are kept, and what knows when they come due. */
export interface Schedules {
	/** Adds a schedule, or replaces the one of its name. */
	save(schedule: ReportSchedule): Promise<void>;
	remove(name: string): Promise<void>;
	list(): Promise<ReportSchedule[]>;
	/** When a schedule next comes due after an instant; refuses what is no cron expression. */
	next(schedule: Pick<ReportSchedule, "cron" | "timezone">, from: Instant): Instant;
}

/** A schedule, and when it next comes due. */
export interface DueSchedule extends ReportSchedule {
	readonly nextAt: Instant;
}

/** A schedule that was saved. */
export interface SavedSchedule extends DueSchedule {
	/** What messages to its webhook are signed with, when it was made up here; it is not told again. */
	readonly webhookSecret?: string;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9_./-]{0,99}$/;

/**
 * Adds a schedule, or replaces the one of its name.
 *
 * A secret for its webhook is made up now, and is the same for each of its reports: nobody would get to
 * know one that is made up when a report comes due.
 *
 * Refuses as invalid a name, cron expression, zone, store or group that makes no sense, and what
 * {@link checkWebhook} refuses.
 */
export async function saveSchedule(
	context: ServiceContext,
	schedule: ReportSchedule,
): Promise<SavedSchedule> {
	if (!NAME.test(schedule.name))
		throw new Refusal(
			"invalid",
			"the name of a schedule is made of letters, digits and - _ . /, at most 100, and begins with a letter or digit",
		);
	const timezone = parseZone(schedule.timezone);
	if (timezone === undefined)
		throw new Refusal(
			"invalid",
			`"${schedule.timezone}" is not an IANA time zone such as America/New_York`,
		);
	await knownSelection(context, schedule.request);
	const { webhook: requested, ...rest } = schedule.request;
	const webhook = requested && checkWebhook(context, requested);
	const kept = webhook && { url: webhook.url, secret: webhook.secret };
	const saved = { ...schedule, timezone, request: { ...rest, ...(kept && { webhook: kept }) } };
	const nextAt = context.schedules.next(saved, context.now());
	await context.schedules.save(saved);
	return { ...saved, nextAt, ...(webhook?.isMadeUp && { webhookSecret: webhook.secret }) };
}

/** Removes a schedule; reports that it triggered stay. Refuses as not found when there is none. */
export async function removeSchedule({ schedules }: ServiceContext, name: string): Promise<void> {
	const known = await schedules.list();
	if (!known.some((schedule) => schedule.name === name))
		throw new Refusal("not_found", `There is no schedule with the name "${name}".`);
	await schedules.remove(name);
}

/** All schedules, the one that comes due next first. */
export async function listSchedules({ schedules, now }: ServiceContext): Promise<DueSchedule[]> {
	const all = await schedules.list();
	return all
		.map((schedule) => ({ ...schedule, nextAt: schedules.next(schedule, now()) }))
		.sort((a, b) => a.nextAt - b.nextAt);
}
