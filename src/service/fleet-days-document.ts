import type { FleetDaysDocument, StoreDaysDocument } from "../contract/fleet-days.ts";
import { formatInstant, type Instant } from "../core/instant.ts";
import type { Rules } from "../core/rules.ts";
import type { Totals } from "../core/totals.ts";
import type { FleetDays, StoreDays } from "./fleet-days.ts";
import { figures } from "./report-document.ts";
import { stateMethod } from "./store-document.ts";
import { rememberedRanges } from "./uptime-rows.ts";

/** The last days of some stores as they go over the wire. */
export function fleetDaysDocument(found: FleetDays, rules: Rules): FleetDaysDocument {
	const { stores, to } = found;
	const rangeOf = rememberedRanges();
	return {
		stores: stores.map((store) => storeDaysDocument(store, to, rangeOf)),
		to: formatInstant(to),
		...stateMethod(found, rules),
	};
}

function storeDaysDocument(
	{ storeId, found }: StoreDays,
	to: Instant,
	rangeOf: ReturnType<typeof rememberedRanges>,
): StoreDaysDocument {
	if (found === undefined) return { store_id: storeId, timezone: null, days: null };
	return {
		store_id: storeId,
		timezone: found.zone.at(to - 1).zone,
		days: found.parts.map((part, i) => ({
			...rangeOf(part),
			figures: figures(found.totals[i] as Totals),
		})),
	};
}
