import type { FastifyPluginAsync } from "fastify";
import { StorePath } from "../contract/store.ts";
import {
	DetailsRequest,
	PlannedClosures,
	SpecialOpenings,
	StoreBusinessHours,
	StoreClosures,
	StoreDetails,
	StoreSpecialHours,
	StoreTimezone,
	TimezoneRequest,
	ValidFromQuery,
	WeeklyOpenings,
} from "../contract/tables.ts";
import { closuresOf, replaceClosuresOf } from "../service/closures.ts";
import type { ServiceContext } from "../service/context.ts";
import { InvalidRows, type RowFault } from "../service/own-rows.ts";
import { setDetailsOf, setTimezoneOf, timezonesOf } from "../service/store-details.ts";
import {
	businessHoursOf,
	replaceBusinessHoursOf,
	replaceSpecialHoursOf,
	specialHoursOf,
} from "../service/store-hours.ts";
import { FieldReader } from "./field-reader.ts";
import { authorName } from "./guard/caller.ts";
import { InvalidRequest } from "./invalid-request.ts";
import { operation } from "./operation.ts";
import { pathStoreId } from "./path-store-id.ts";
import { readValidFrom } from "./valid-from.ts";

interface OfStore {
	readonly Params: { readonly store_id: string };
}

const MADE = "A store that is not known yet is made.";

/** What is said of one store: when it should be open, its zone, its name and group. */
export function storeHoursRoutes(context: ServiceContext): FastifyPluginAsync {
	return async (app) => {
		app.get<OfStore>(
			"/v1/stores/:store_id/business-hours",
			operation({
				id: "getBusinessHours",
				tag: "Stores",
				scope: "read",
				summary: "A store's business hours",
				description:
					"The openings of every week, and from when on each is valid. While a store has none, it is always open.",
				path: StorePath,
				answers: { 200: { description: "The business hours.", body: StoreBusinessHours } },
			}),
			async ({ params }): Promise<StoreBusinessHours> => businessHoursOf(context, params.store_id),
		);

		app.put<OfStore & { Body: WeeklyOpenings; Querystring: ValidFromQuery }>(
			"/v1/stores/:store_id/business-hours",
			operation({
				id: "putBusinessHours",
				tag: "Stores",
				scope: "write",
				summary: "Set a store's business hours",
				description: `Replaces them as a whole, from the first date on that is named; those of earlier dates stay. An empty array removes them, and the store is always open. ${MADE}`,
				path: StorePath,
				query: ValidFromQuery,
				body: WeeklyOpenings,
				answers: { 200: { description: "The business hours.", body: StoreBusinessHours } },
			}),
			async ({ params, query, body }): Promise<StoreBusinessHours> => {
				const storeId = pathStoreId(params);
				const validFrom = readValidFrom(query);
				await tellFaults(replaceBusinessHoursOf(context, storeId, { rows: body, validFrom }));
				return businessHoursOf(context, storeId);
			},
		);

		app.get<OfStore>(
			"/v1/stores/:store_id/special-hours",
			operation({
				id: "getSpecialHours",
				tag: "Stores",
				scope: "read",
				summary: "A store's hours of single dates",
				description: "What holds on single dates instead of the business hours.",
				path: StorePath,
				answers: { 200: { description: "The special hours.", body: StoreSpecialHours } },
			}),
			async ({ params }): Promise<StoreSpecialHours> => specialHoursOf(context, params.store_id),
		);

		app.put<OfStore & { Body: SpecialOpenings }>(
			"/v1/stores/:store_id/special-hours",
			operation({
				id: "putSpecialHours",
				tag: "Stores",
				scope: "write",
				summary: "Set a store's hours of single dates",
				description: `Replaces them as a whole, on all dates; an empty array removes them. ${MADE}`,
				path: StorePath,
				body: SpecialOpenings,
				answers: { 200: { description: "The special hours.", body: StoreSpecialHours } },
			}),
			async ({ params, body }): Promise<StoreSpecialHours> => {
				const storeId = pathStoreId(params);
				await tellFaults(replaceSpecialHoursOf(context, storeId, body));
				return specialHoursOf(context, storeId);
			},
		);

		app.get<OfStore>(
			"/v1/stores/:store_id/closures",
			operation({
				id: "getStoreClosures",
				tag: "Stores",
				scope: "read",
				summary: "A store's planned closures",
				description: "Those that it has of its own; those of all stores hold for it, too.",
				path: StorePath,
				answers: { 200: { description: "The closures.", body: StoreClosures } },
			}),
			async ({ params }): Promise<StoreClosures> => closuresOf(context, params.store_id),
		);

		app.put<OfStore & { Body: PlannedClosures }>(
			"/v1/stores/:store_id/closures",
			operation({
				id: "putStoreClosures",
				tag: "Stores",
				scope: "write",
				summary: "Set a store's planned closures",
				description: `Replaces those that it has of its own, as a whole; an empty array removes them. One that was there stays the same closure. ${MADE}`,
				path: StorePath,
				body: PlannedClosures,
				answers: { 200: { description: "The closures.", body: StoreClosures } },
			}),
			async ({ params, body, caller }): Promise<StoreClosures> => {
				const storeId = pathStoreId(params);
				await tellFaults(replaceClosuresOf(context, storeId, body, authorName(caller)));
				return closuresOf(context, storeId);
			},
		);

		app.get<OfStore>(
			"/v1/stores/:store_id/timezone",
			operation({
				id: "getTimezone",
				tag: "Stores",
				scope: "read",
				summary: "A store's time zone",
				description: "The zone that it is in, and those that it comes into on later dates.",
				path: StorePath,
				answers: { 200: { description: "The zone.", body: StoreTimezone } },
			}),
			async ({ params }): Promise<StoreTimezone> => timezonesOf(context, params.store_id),
		);

		app.put<OfStore & { Body: TimezoneRequest; Querystring: ValidFromQuery }>(
			"/v1/stores/:store_id/timezone",
			operation({
				id: "putTimezone",
				tag: "Stores",
				scope: "write",
				summary: "Set a store's time zone",
				description: `Null puts it back into the default zone. What was said of later dates is removed; zones of earlier ones stay. ${MADE}`,
				path: StorePath,
				query: ValidFromQuery,
				body: TimezoneRequest,
				answers: { 200: { description: "The zone.", body: StoreTimezone } },
			}),
			async ({ params, query, body }): Promise<StoreTimezone> => {
				const storeId = pathStoreId(params);
				const validFrom = readValidFrom(query);
				const reader = new FieldReader();
				const timezone = body.timezone === null ? null : reader.zone("/timezone", body.timezone);
				reader.refuseFaults();
				await setTimezoneOf(context, storeId, { timezone, validFrom });
				return timezonesOf(context, storeId);
			},
		);

		app.put<OfStore & { Body: DetailsRequest }>(
			"/v1/stores/:store_id",
			operation({
				id: "putStore",
				tag: "Stores",
				scope: "write",
				summary: "Set a store's name, group, city and sales",
				description: `Replaces what is given; null is none. A city and sales that are left out stay what they are. ${MADE}`,
				path: StorePath,
				body: DetailsRequest,
				answers: { 200: { description: "What is known of it.", body: StoreDetails } },
			}),
			async ({ params, body }): Promise<StoreDetails> => {
				const storeId = pathStoreId(params);
				return tellFaults(setDetailsOf(context, storeId, body), ({ field }) => `/${field}`);
			},
		);
	};
}

/** Tells what is wrong with rows as what is wrong with the body, which is a list of them. */
async function tellFaults<Result>(
	work: Promise<Result>,
	pointerTo = pointerIntoList,
): Promise<Result> {
	try {
		return await work;
	} catch (error) {
		if (!(error instanceof InvalidRows)) throw error;
		throw new InvalidRequest(
			error.faults.map((fault) => ({ pointer: pointerTo(fault), detail: fault.detail })),
		);
	}
}

function pointerIntoList({ index, field }: RowFault): string {
	return field === undefined ? `/${index}` : `/${index}/${field}`;
}
