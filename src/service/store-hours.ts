import type {
	SpecialOpening,
	StoreBusinessHours,
	StoreSpecialHours,
	WeeklyOpening,
} from "../contract/tables.ts";
import type { BusinessHours, SpecialHours } from "../core/business-hours.ts";
import { Dated, FROM_THE_BEGINNING } from "../core/dated.ts";
import { formatLocalDay, formatTimeOfDay, type LocalDay } from "../core/local-time.ts";
import type { StoreId } from "../core/store-id.ts";
import { readBusinessHours } from "../csv/business-hours.ts";
import { readSpecialHours } from "../csv/special-hours.ts";
import {
	readBusinessHours as businessHoursIn,
	replaceBusinessHours,
} from "../database/business-weeks.ts";
import {
	deleteSpecialHoursExcept,
	replaceSpecialHours,
	readSpecialHours as specialHoursIn,
} from "../database/special-hours.ts";
import type { ServiceContext } from "./context.ts";
import { changeStore, knownStore } from "./known-store.ts";
import { OWN_STORE, readOwnRows } from "./own-rows.ts";

/**
 * The weekly hours of a store, by the date from which on they are valid, and by weekday. Refuses as not found
 * when nobody knows the store.
 */
export async function businessHoursOf(
	{ database }: ServiceContext,
	storeId: StoreId,
): Promise<StoreBusinessHours> {
	const { storeKey } = await knownStore(database, storeId);
	const [hours = Dated.none] = await businessHoursIn(database, [storeKey]);
	const rows = hours.versions.flatMap(({ validFrom, value: week = [] }) =>
		week.flatMap((openings, day_of_week) =>
			openings.map(
				(opening): WeeklyOpening => ({
					day_of_week,
					...timesOf(opening),
					valid_from: validFrom === FROM_THE_BEGINNING ? null : formatLocalDay(validFrom),
				}),
			),
		),
	);
	const without = hours.versions.filter(({ value }) => value === undefined);
	return {
		store_id: storeId,
		business_hours: rows,
		always_open_from: without.map(({ validFrom }) => formatLocalDay(validFrom)),
	};
}

/**
 * Replaces the weekly hours of a store by these rows, from the first date on that they name; those that name
 * none are valid from the one given. Without any row, it has no hours from that date on, and is always open.
 * Throws `InvalidRows` when any of them is bad.
 */
export async function replaceBusinessHoursOf(
	context: ServiceContext,
	storeId: StoreId,
	{ rows, validFrom }: { readonly rows: readonly object[]; readonly validFrom: LocalDay },
): Promise<void> {
	const { stores } = await readOwnRows(rows, (source, onReject) =>
		readBusinessHours(source, onReject, validFrom),
	);
	const hours = stores.get(OWN_STORE) ?? Dated.of<BusinessHours>([{ validFrom, value: undefined }]);
	await changeStore(context, storeId, (tx, storeKey) =>
		replaceBusinessHours(tx, [{ storeKey, hours }]),
	);
}

/** What holds on single dates for a store, by date. Refuses as not found when nobody knows the store. */
export async function specialHoursOf(
	{ database }: ServiceContext,
	storeId: StoreId,
): Promise<StoreSpecialHours> {
	const { storeKey } = await knownStore(database, storeId);
	const [dates = NO_DATES] = await specialHoursIn(database, [storeKey]);
	const rows = [...dates].flatMap(([day, openings]): SpecialOpening[] => {
		const date = formatLocalDay(day);
		if (openings.length === 0) return [{ date, start_time_local: null, end_time_local: null }];
		return openings.map((opening) => ({ date, ...timesOf(opening) }));
	});
	return { store_id: storeId, special_hours: rows };
}

/**
 * Replaces what holds on single dates for a store by these rows, on all dates. Throws `InvalidRows` when any
 * of them is bad.
 */
export async function replaceSpecialHoursOf(
	context: ServiceContext,
	storeId: StoreId,
	rows: readonly object[],
): Promise<void> {
	const { stores } = await readOwnRows(rows, readSpecialHours);
	const dates = [...(stores.get(OWN_STORE) ?? [])];
	await changeStore(context, storeId, async (tx, storeKey) => {
		await deleteSpecialHoursExcept(
			tx,
			storeKey,
			dates.map(([day]) => day),
		);
		await replaceSpecialHours(
			tx,
			dates.map(([day, openings]) => ({ storeKey, day, openings })),
		);
	});
}

const NO_DATES: SpecialHours = new Map();

function timesOf({ opensAt, closesAt }: { readonly opensAt: number; readonly closesAt: number }) {
	return {
		start_time_local: formatTimeOfDay(opensAt),
		end_time_local: formatTimeOfDay(closesAt),
	};
}
