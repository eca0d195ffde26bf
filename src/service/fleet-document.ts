import type {
	FleetNowDocument,
	FleetUptimeDocument,
	StateCountDocument,
} from "../contract/fleet.ts";
import { formatInstant } from "../core/instant.ts";
import type { Rules } from "../core/rules.ts";
import type { FleetNow, StateCount } from "./fleet-now.ts";
import type { FleetUptime } from "./fleet-uptime.ts";
import { figures, maybeInstant, methodDocument } from "./report-document.ts";
import { stateMethod } from "./store-document.ts";

/** How many stores are in which state, as it goes over the wire. */
export function fleetNowDocument(
	fleet: FleetNow,
	{ group, rules }: { readonly group: string | undefined; readonly rules: Rules },
): FleetNowDocument {
	const { down, unknown, up, closed } = fleet.states;
	return {
		group: group?.trim() ?? null,
		states: {
			down: stateCountDocument(down),
			unknown: stateCountDocument(unknown),
			up: stateCountDocument(up),
			closed: stateCountDocument(closed),
		},
		total: fleet.total,
		newest_poll: maybeInstant(fleet.newestPoll),
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

/** The figures of all stores together as they go over the wire. */
export function fleetUptimeDocument(uptime: FleetUptime): FleetUptimeDocument {
	const { range, totals, parts, method } = uptime;
	return {
		from: formatInstant(range.from),
		to: formatInstant(range.to),
		figures: figures(totals),
		parts: parts?.map((part) => ({ local: part.local, figures: figures(part.totals) })) ?? null,
		computed_at: formatInstant(uptime.computedAt),
		method: methodDocument(method),
	};
}
