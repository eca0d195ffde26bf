import type { FastifyPluginAsync, FastifyReply } from "fastify";
import {
	DescribedStoreDocument,
	StorePath,
	StoresPage,
	StoresQuery,
	StoreTimelineDocument,
	StoreTimelineQuery,
	StoreUptimeDocument,
	StoreUptimeQuery,
} from "../contract/store.ts";
import type { ServiceContext } from "../service/context.ts";
import { describeStore } from "../service/describe-store.ts";
import { listStores, type StoreOrder, type StoreSort } from "../service/list-stores.ts";
import { currencyDocument } from "../service/lost-sales-document.ts";
import {
	describedStoreDocument,
	stateMethod,
	storeDocument,
	storeTimelineDocument,
	storeUptimeDocument,
} from "../service/store-document.ts";
import { storeTimeline, storeUptime } from "../service/store-figures.ts";
import { timelineFile } from "../service/timeline-file.ts";
import { storeUptimeFile } from "../service/uptime-file.ts";
import { answerInForm, answerOf, formsOf } from "./answer-in-form.ts";
import { operation } from "./operation.ts";
import { readComparedRange, readRange } from "./requested-range.ts";
import { readStoreCursor, writeStoreCursor } from "./store-cursor.ts";

const STORES_DEFAULT = 100;

interface OfStore {
	readonly Params: { readonly store_id: string };
}

/** The stores: what they are in now, and what they were in. */
export function storeRoutes(context: ServiceContext): FastifyPluginAsync {
	const { rules, currency } = context;
	return async (app) => {
		app.get<{ Querystring: StoresQuery }>(
			"/v1/stores",
			operation({
				id: "listStores",
				tag: "Stores",
				scope: "read",
				summary: "All stores",
				description:
					"Lists stores with what they are in as of the newest poll of any. It may be a moment old: `computed_at` says when it was read. Pages go on from the place where the one before ended, whatever becomes of the stores in between.",
				query: StoresQuery,
				answers: { 200: { description: "A page of stores.", body: StoresPage } },
			}),
			async ({ query }): Promise<StoresPage> => {
				const { search, state, group, limit = STORES_DEFAULT, cursor } = query;
				const sort = readSort(query.sort);
				const after = cursor === undefined ? undefined : readStoreCursor(cursor, sort);
				const list = await listStores(context, { search, state, group, sort, limit, after });
				return {
					stores: list.stores.map((store) => storeDocument(store, currency)),
					next_cursor: list.next === undefined ? null : writeStoreCursor(sort, list.next),
					total: list.total,
					...currencyDocument(currency),
					...stateMethod(list, rules),
				};
			},
		);

		app.get<OfStore>(
			"/v1/stores/:store_id",
			operation({
				id: "getStore",
				tag: "Stores",
				scope: "read",
				summary: "A store",
				description:
					"One store with what it is in as of the newest poll of any store, and what there is of its business hours.",
				path: StorePath,
				answers: { 200: { description: "The store.", body: DescribedStoreDocument } },
			}),
			async ({ params }): Promise<DescribedStoreDocument> =>
				describedStoreDocument(await describeStore(context, params.store_id), { rules, currency }),
		);

		app.get<OfStore & { Querystring: StoreUptimeQuery }>(
			"/v1/stores/:store_id/uptime",
			operation({
				id: "getStoreUptime",
				tag: "Stores",
				scope: "read",
				summary: "A store's figures",
				description:
					"How its business hours split over a range, the last week without one, and over its parts by the store's own calendar. An hour that the clocks repeat is two parts, one that they skip is none. By hour a range may have 31 days, by day 1,096, and 3,660 otherwise. `lost_sales_estimate` is downtime by the sales per hour of the store. As CSV a part is a row, and the whole range where it is not cut; `compare` is for JSON.",
				path: StorePath,
				query: StoreUptimeQuery,
				answers: { 200: answerOf("The figures.", StoreUptimeDocument) },
				refuses: ["not-acceptable", "refused"],
			}),
			async (request, reply): Promise<StoreUptimeDocument | FastifyReply> => {
				const { params, query } = request;
				const find = () =>
					storeUptime(context, params.store_id, { ...readComparedRange(query), by: query.by });
				const forms = formsOf(find, {
					json: (uptime) => storeUptimeDocument(uptime, currency),
					csv: (uptime) => storeUptimeFile(uptime, currency),
				});
				return answerInForm({ request, reply }, forms, ["compare"]);
			},
		);

		app.get<OfStore & { Querystring: StoreTimelineQuery }>(
			"/v1/stores/:store_id/timeline",
			operation({
				id: "getStoreTimeline",
				tag: "Stores",
				scope: "read",
				summary: "What a store was in",
				description:
					"A range of up to 92 days, the last week without one, as segments to draw: each in one state, closed time too. As CSV a segment is a row.",
				path: StorePath,
				query: StoreTimelineQuery,
				answers: { 200: answerOf("The segments.", StoreTimelineDocument) },
				refuses: ["not-acceptable", "refused"],
			}),
			async (request, reply): Promise<StoreTimelineDocument | FastifyReply> => {
				const { params, query } = request;
				const find = () => storeTimeline(context, params.store_id, readRange(query));
				const forms = formsOf(find, { json: storeTimelineDocument, csv: timelineFile });
				return answerInForm({ request, reply }, forms);
			},
		);
	};
}

function readSort(text = "store_id"): StoreSort {
	const descends = text.startsWith("-");
	return { by: (descends ? text.slice(1) : text) as StoreOrder, descends };
}
