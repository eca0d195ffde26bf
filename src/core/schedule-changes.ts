import type { BusinessHours, Schedule } from "./business-hours.ts";
import { FROM_THE_BEGINNING } from "./dated.ts";
import type { Instant } from "./instant.ts";
import { type LocalDay, localDayOf } from "./local-time.ts";
import type { StoreZone } from "./store-zone.ts";
import { ZoneClock } from "./zone-clock.ts";

/** When a store should be open, and by which clock. */
export interface ZonedSchedule {
	readonly schedule: Schedule;
	readonly zone: StoreZone;
}

/** A date from which on a store has other weekly hours, or another zone. */
export interface ScheduleChange {
	readonly validFrom: LocalDay;
	readonly what: "hours" | "timezone";
}

/** All dates on which a store's weekly hours or its zone change, in order; of one date, the hours first. */
export function changesOf({ schedule, zone }: ZonedSchedule): ScheduleChange[] {
	const changes = [
		...schedule.hours.changes.map((validFrom) => ({ validFrom, what: "hours" as const })),
		...zone.own.changes.map((validFrom) => ({ validFrom, what: "timezone" as const })),
	];
	return changes.sort((a, b) => a.validFrom - b.validFrom);
}

/** Those of {@link changesOf} that are from the store's own date at an instant, or from an earlier one. */
export function changesBy(store: ZonedSchedule, at: Instant): ScheduleChange[] {
	const changes = changesOf(store);
	if (changes.length === 0) return changes;
	const clock = new ZoneClock(store.zone, { from: at, to: at });
	const today = localDayOf(clock.localAt(at));
	return changes.filter(({ validFrom }) => validFrom <= today);
}

/** The weekly hours that are valid at an instant, by the store's date then; `undefined` for none. */
export function hoursAt({ schedule, zone }: ZonedSchedule, at: Instant): BusinessHours | undefined {
	const { hours } = schedule;
	const isFromTheBeginning = hours.versions.at(-1)?.validFrom === FROM_THE_BEGINNING;
	// A fleet is asked store by store, and nearly all of them never change.
	if (hours.isNone || isFromTheBeginning) return hours.at(FROM_THE_BEGINNING);
	const clock = new ZoneClock(zone, { from: at, to: at });
	return hours.at(localDayOf(clock.localAt(at)));
}
