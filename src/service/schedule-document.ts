import type { RequestedSettings } from "../contract/report-request.ts";
import type { ScheduleDocument } from "../contract/schedule.ts";
import { formatInstant } from "../core/instant.ts";
import type { DueSchedule } from "./schedules.ts";
import type { RequestedRules } from "./trigger-report.ts";

/** A schedule as it goes over the wire: without the secret of its webhook. */
export function scheduleDocument(schedule: DueSchedule): ScheduleDocument {
	const { name, cron, timezone, request, nextAt } = schedule;
	const { storeIds, group, include = [], rules = {}, webhook } = request;
	return {
		name,
		cron,
		timezone,
		store_ids: storeIds === undefined ? null : [...storeIds],
		group: group ?? null,
		include: [...include],
		settings: requestedSettingsDocument(rules),
		webhook: webhook === undefined ? null : { url: webhook.url },
		next_at: formatInstant(nextAt),
	};
}

/** The settings that were asked for, and none that was not. */
function requestedSettingsDocument(rules: RequestedRules): RequestedSettings {
	const { endOfDay, missingDay, outsidePolls, maxGapMs, defaultZone } = rules;
	return {
		...(endOfDay !== undefined && { end_of_day: endOfDay }),
		...(missingDay !== undefined && { missing_day: missingDay }),
		...(outsidePolls !== undefined && { outside_polls: outsidePolls }),
		...(maxGapMs !== undefined && { max_gap_ms: maxGapMs }),
		...(defaultZone !== undefined && { default_timezone: defaultZone }),
	};
}
