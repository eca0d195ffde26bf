import type { FastifyPluginAsync, FastifyReply } from "fastify";
import {
	OutagesPage,
	OutagesQuery,
	StoreOutagesDocument,
	StoreOutagesQuery,
} from "../contract/outage.ts";
import { StorePath } from "../contract/store.ts";
import type { ServiceContext } from "../service/context.ts";
import { listOutages } from "../service/list-outages.ts";
import { outagesPage, storeOutagesDocument } from "../service/outage-document.ts";
import { outagesFile, storeOutagesFile } from "../service/outages-file.ts";
import type { RowsFile } from "../service/rows-file.ts";
import { storeOutages } from "../service/store-outages.ts";
import type { OutageRowFormat } from "../service/write-outage-rows.ts";
import { answerInForm, answerOf, formsOf } from "./answer-in-form.ts";
import { operation } from "./operation.ts";
import { readOutageCursor, writeOutageCursor } from "./outage-cursor.ts";
import { OUTAGES_DEFAULT, readOutageFilter, readOutageSort } from "./outage-query.ts";
import { readRange } from "./requested-range.ts";

const LIST_DESCRIPTION = `The outages of all stores that were polled by as of, or of those of a group, that have downtime in a range of up to 31 days, the last week without one. \`summary\` is over all that match, on all pages; \`figures\` are those of the stores. Pages are as of the instant of the first. From the beginning of the range to as of there may be 92 days. It takes a second or more for a large fleet, is shared by all who ask for the same range, and may be a moment old: \`computed_at\` says when it began to be read.

As CSV or Parquet, as \`Accept\` says or \`format\`, all that match come at once, in the order of \`sort\`; \`limit\` and \`cursor\` are for JSON. The file is made anew each time: it has no \`ETag\` and comes in no parts. When something goes wrong half-way, the connection ends without the end of the answer.`;

interface OfStore {
	readonly Params: { readonly store_id: string };
}

/** When stores went down, one by one: of one store, and of all. */
export function outageRoutes(context: ServiceContext): FastifyPluginAsync {
	const { currency } = context;
	return async (app) => {
		app.get<OfStore & { Querystring: StoreOutagesQuery }>(
			"/v1/stores/:store_id/outages",
			operation({
				id: "listStoreOutages",
				tag: "Stores",
				scope: "read",
				summary: "A store's outages",
				description:
					"The outages of one store that have downtime in a range of up to 366 days, the last week without one. Closed time does not end an outage; a poll that counts and found the store active does, and so does open time of which nothing is known. From the beginning of the range to as of there may be 3,660 days. As CSV an outage is a row.",
				path: StorePath,
				query: StoreOutagesQuery,
				answers: { 200: answerOf("The outages.", StoreOutagesDocument) },
				refuses: ["not-acceptable", "refused"],
			}),
			async (request, reply): Promise<StoreOutagesDocument | FastifyReply> => {
				const { params, query } = request;
				const filter = readOutageFilter(query);
				const find = () =>
					storeOutages(context, params.store_id, { ...readRange(query), ...filter });
				const forms = formsOf(find, {
					json: (found) => storeOutagesDocument(found, filter, currency),
					csv: (found) => storeOutagesFile(found, currency),
				});
				return answerInForm({ request, reply }, forms);
			},
		);

		app.get<{ Querystring: OutagesQuery }>(
			"/v1/outages",
			operation({
				id: "listOutages",
				tag: "Fleet",
				scope: "read",
				summary: "All stores' outages",
				description: LIST_DESCRIPTION,
				query: OutagesQuery,
				answers: {
					200: answerOf("A page of outages, or a file of all of them.", OutagesPage, [
						"csv",
						"parquet",
					]),
				},
				refuses: ["not-acceptable", "refused"],
			}),
			async (request, reply): Promise<OutagesPage | FastifyReply> => {
				const { query } = request;
				return answerInForm<OutagesPage>(
					{ request, reply },
					{
						json: (gone) => pageOf(context, query, gone),
						csv: (gone) => fileOf(context, { query, format: "csv" }, gone),
						parquet: (gone) => fileOf(context, { query, format: "parquet" }, gone),
					},
				);
			},
		);
	};
}

async function pageOf(
	context: ServiceContext,
	query: OutagesQuery,
	gone: AbortSignal,
): Promise<OutagesPage> {
	const { group, limit = OUTAGES_DEFAULT } = query;
	const range = readRange(query);
	const filter = readOutageFilter(query);
	const sort = readOutageSort(query.sort ?? "start");
	const cursor =
		query.cursor === undefined ? undefined : readOutageCursor(query.cursor, sort, range.asOf);
	const asOf = cursor?.asOf ?? range.asOf;
	const request = { ...range, asOf, ...filter, group, sort, limit, after: cursor?.place };
	const list = await listOutages(context, request, gone);
	const nextCursor =
		list.next === undefined
			? null
			: writeOutageCursor(sort, { asOf: list.method.asOf, place: list.next });
	return outagesPage(list, filter, { nextCursor, currency: context.currency });
}

function fileOf(
	context: ServiceContext,
	{ query, format }: { readonly query: OutagesQuery; readonly format: OutageRowFormat },
	gone: AbortSignal,
): Promise<RowsFile> {
	const asked = { ...readRange(query), ...readOutageFilter(query), group: query.group };
	const sort = readOutageSort(query.sort ?? "start");
	return outagesFile(context, { ...asked, sort }, format, gone);
}
