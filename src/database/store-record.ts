import {
	type BusinessHours,
	businessHours,
	type Opening,
	type SpecialHours,
} from "../core/business-hours.ts";
import { Dated, FROM_THE_BEGINNING } from "../core/dated.ts";
import type { Instant, UtcDay } from "../core/instant.ts";
import { type LocalDay, parseTimeOfDay, type TimeOfDay, type Weekday } from "../core/local-time.ts";
import { joinDays, type PollSeries } from "../core/poll.ts";
import type { StoreId } from "../core/store-id.ts";
import type { KeyedClosure } from "./closures.ts";
import type { Database } from "./engine/database.ts";
import type { KnownStore } from "./known-stores.ts";
import { readSalesPerHour } from "./sales-per-hour.ts";
import { type DaySpan, HOLD_MONTHS } from "./store-day.ts";
import { findStoreKeys, type StoreKey } from "./stores.ts";
import { datedTimezone } from "./timezones.ts";
import { formatUtcDay } from "./utc-day.ts";

/** A store with all that there is of it, and its polls of some days. */
export interface StoreRecord extends KnownStore {
	readonly hours: Dated<BusinessHours>;
	/** Its own zones, from the beginning on. */
	readonly timezones: Dated<string>;
	readonly specialHours: SpecialHours;
	/** Its own, and those of all stores. */
	readonly closures: readonly KeyedClosure[];
	readonly polls: PollSeries;
	/** The first day of which all polls are there; `undefined` when none were dropped. */
	readonly keptFrom: UtcDay | undefined;
}

/**
 * Reads one store, whose id must be text that the database can hold; `undefined` when there is none.
 *
 * What reads many stores makes a dozen requests of it, one after the other, and a page that shows one
 * store would wait for each while reports keep the processor busy. Here there are two: the store's key,
 * which never changes, and one message with all statements, which the database runs as one transaction
 * in one snapshot. So all of it comes as JSON.
 */
export async function maybeStoreRecord(
	database: Database,
	storeId: StoreId,
	days: DaySpan,
): Promise<StoreRecord | undefined> {
	const storeKey = (await findStoreKeys(database, [storeId])).get(storeId);
	if (storeKey === undefined) return undefined;
	const rows = await database.plain(statements(storeKey, days));
	const parts = rows.map(({ part }) => JSON.parse(part as string) as Part);
	return recordOf(storeKey, parts);
}

/** What the rows are of, and their values; instants are milliseconds, dates days since 1970-01-01. */
type Part =
	| [
			"store",
			storeId: StoreId,
			name: string | null,
			group: string | null,
			city: string | null,
			salesPerHour: string | null,
			timezone: string | null,
			firstPollAt: Instant | null,
			lastPollAt: Instant | null,
	  ]
	| ["kept", UtcDay]
	| ["week", LocalDay | null, weekdays: Weekday[], opensAt: string[], closesAt: string[]]
	| ["zone", LocalDay, timezone: string | null]
	| ["special", LocalDay, opensAt: string[], closesAt: string[]]
	| [
			"closure",
			store: StoreKey | null,
			from: Instant,
			to: Instant,
			reason: string,
			author: string | null,
	  ]
	| ["polls", UtcDay, number[]];

function statements(storeKey: StoreKey, days: DaySpan): string {
	return `
		set transaction isolation level repeatable read read only;
		${HOLD_MONTHS};
		select json_build_array(
			'store', store_id, name, group_name, city, sales_per_hour::text, timezone,
			${milliseconds("first_poll_at")}, ${milliseconds("last_poll_at")}
		)::text as part
		from store
		where store_key = ${storeKey};
		select json_build_array('kept', ${dayNumber("kept_from")})::text as part
		from poll_retention;
		select json_build_array(
			'week', case when isfinite(valid_from) then ${dayNumber("valid_from")} end,
			weekdays, opens_at, closes_at
		)::text as part
		from business_week
		where store_key = ${storeKey};
		select json_build_array('zone', ${dayNumber("valid_from")}, timezone)::text as part
		from timezone_change
		where store_key = ${storeKey};
		select json_build_array('special', ${dayNumber("day")}, opens_at, closes_at)::text as part
		from special_hours
		where store_key = ${storeKey}
		order by day;
		select json_build_array(
			'closure', store_key, ${milliseconds("from_at")}, ${milliseconds("to_at")}, reason, author
		)::text as part
		from closure
		where store_key = ${storeKey} or store_key is null
		order by from_at, to_at;
		select json_build_array('polls', ${dayNumber("day")}, polls)::text as part
		from store_day
		where store_key = ${storeKey}
			and day between '${formatUtcDay(days.first)}' and '${formatUtcDay(days.last)}'
		order by day`;
}

/** Cut off to whole milliseconds, as everywhere. */
function milliseconds(column: string): string {
	return `floor(extract(epoch from ${column}) * 1000)::bigint`;
}

function dayNumber(column: string): string {
	return `${column} - date '1970-01-01'`;
}

function recordOf(storeKey: StoreKey, parts: readonly Part[]): StoreRecord | undefined {
	const of = <Kind extends Part[0]>(kind: Kind) =>
		parts.filter((part): part is Extract<Part, [Kind, ...unknown[]]> => part[0] === kind);
	const [store] = of("store");
	if (store === undefined) return undefined;
	const [, storeId, name, group, city, sales, timezone, firstPollAt, lastPollAt] = store;
	return {
		storeKey,
		storeId,
		name: name ?? undefined,
		group: group ?? undefined,
		city: city ?? undefined,
		salesPerHour: sales === null ? undefined : readSalesPerHour(sales),
		timezone: timezone ?? undefined,
		firstPollAt: firstPollAt ?? undefined,
		lastPollAt: lastPollAt ?? undefined,
		hours: Dated.of(
			of("week").map(([, validFrom, weekdays, opens, closes]) => ({
				validFrom: validFrom ?? FROM_THE_BEGINNING,
				value: weekdays.length === 0 ? undefined : hoursOf(weekdays, openingsOf(opens, closes)),
			})),
		),
		timezones: datedTimezone(
			timezone ?? undefined,
			of("zone").map(([, validFrom, zone]) => ({ validFrom, value: zone ?? undefined })),
		),
		specialHours: new Map(
			of("special").map(([, day, opens, closes]) => [day, openingsOf(opens, closes)]),
		),
		closures: of("closure").map(([, owner, from, to, reason, author]) => ({
			store: owner ?? undefined,
			from,
			to,
			reason,
			author: author ?? undefined,
		})),
		polls: joinDays(of("polls").map(([, day, polls]) => ({ day, polls: Int32Array.from(polls) }))),
		keptFrom: of("kept")[0]?.[1],
	};
}

function hoursOf(weekdays: readonly Weekday[], openings: readonly Opening[]): BusinessHours {
	return businessHours(
		openings.map((opening, i) => ({ weekday: weekdays[i] as Weekday, ...opening })),
	);
}

function openingsOf(opensAt: readonly string[], closesAt: readonly string[]): Opening[] {
	return opensAt.map((opens, i) => ({
		opensAt: parseTimeOfDay(opens) as TimeOfDay,
		closesAt: parseTimeOfDay(closesAt[i] as string) as TimeOfDay,
	}));
}
