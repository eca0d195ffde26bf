import type {
	FleetChangeDocument,
	FleetNowDocument,
	FleetUptimeDocument,
	StateCountDocument,
} from "../contract/fleet.ts";
import type { Currency } from "../core/currency.ts";
import { formatInstant } from "../core/instant.ts";
import type { Rules } from "../core/rules.ts";
import { changeDocument } from "./change-document.ts";
import type { FleetNow, StateCount } from "./fleet-now.ts";
import type { FleetUptime } from "./fleet-uptime.ts";
import type { FleetChange } from "./fleet-watch.ts";
import { currencyDocument, lostSalesSumDocument, maybeLostSales } from "./lost-sales-document.ts";
import { figures, maybeInstant, methodDocument, rangeDocument } from "./report-document.ts";
import { stateMethod } from "./store-document.ts";

/** Which stores were asked for, and how it is told what they are in. */
interface FleetNowMethod {
	readonly group: string | undefined;
	readonly rules: Rules;
	readonly currency: Currency;
}

/** How many stores are in which state, as it goes over the wire. */
export function fleetNowDocument(
	fleet: FleetNow,
	{ group, rules, currency }: FleetNowMethod,
): FleetNowDocument {
	const { down, unknown, up, closed } = fleet.states;
	return {
		group: group?.trim() ?? null,
		states: {
			down: {
				...stateCountDocument(down),
				lost_sales_estimate: maybeLostSales(down.lostSales, currency),
				lost_sales_stores: down.lostSalesStores,
			},
			unknown: stateCountDocument(unknown),
			up: stateCountDocument(up),
			closed: stateCountDocument(closed),
		},
		total: fleet.total,
		newest_poll: maybeInstant(fleet.newestPoll),
		...currencyDocument(currency),
		...stateMethod(fleet, rules),
	};
}

function stateCountDocument(count: StateCount): StateCountDocument {
	return {
		stores: count.stores,
		earliest_since: maybeInstant(count.earliestSince),
		latest_since: maybeInstant(count.latestSince),
	};
}

/** A change of the data as it goes over the wire. */
export function fleetChangeDocument(change: FleetChange): FleetChangeDocument {
	return {
		newest_poll: maybeInstant(change.newestPoll),
		change: String(change.count),
		seen_at: formatInstant(change.seenAt),
	};
}

/** The figures of all stores together as they go over the wire. */
export function fleetUptimeDocument(uptime: FleetUptime, currency: Currency): FleetUptimeDocument {
	const { range, totals, lostSales, before, parts, method } = uptime;
	return {
		...rangeDocument(range),
		figures: figures(totals),
		...lostSalesSumDocument(lostSales, currency),
		...changeDocument(totals, before),
		parts:
			parts?.map((part) => ({
				local: part.local,
				figures: figures(part.totals),
				...lostSalesSumDocument(part.lostSales, currency),
			})) ?? null,
		...currencyDocument(currency),
		computed_at: formatInstant(uptime.computedAt),
		method: methodDocument(method),
	};
}
