import type { FastifyPluginAsync, FastifyReply } from "fastify";
import {
	FleetGroupsPage,
	FleetGroupsQuery,
	FleetStoresPage,
	FleetStoresQuery,
} from "../contract/ranking.ts";
import type { ServiceContext } from "../service/context.ts";
import { type GroupRankSort, rankGroups } from "../service/rank-groups.ts";
import { rankStores, type StoreRankSort } from "../service/rank-stores.ts";
import { fleetGroupsPage, fleetStoresPage } from "../service/ranking-document.ts";
import { groupRankingFile, storeRankingFile } from "../service/ranking-file.ts";
import { answerInForm, answerOf } from "./answer-in-form.ts";
import { InvalidRequest } from "./invalid-request.ts";
import { operation } from "./operation.ts";
import { readRankCursor, writeRankCursor } from "./rank-cursor.ts";
import { readComparedRange } from "./requested-range.ts";

const ROWS_DEFAULT = 100;
const ALL_ROWS = Number.POSITIVE_INFINITY;

const SHARED =
	"Pages are as of the instant of the first; as CSV, all of them come in one file. It takes a second or more for a large fleet, is shared by all who ask for the same range, and may be a moment old: `computed_at` says when it began to be read.";

/** Figures of stores and of groups next to each other: the best, the worst, all of them. */
export function rankingRoutes(context: ServiceContext): FastifyPluginAsync {
	const { currency } = context;
	return async (app) => {
		app.get<{ Querystring: FleetStoresQuery }>(
			"/v1/fleet/stores",
			operation({
				id: "listFleetStores",
				tag: "Fleet",
				scope: "read",
				summary: "All stores' figures, from the worst to the best",
				description: `The figures of each store that was polled by as of, or of each of a group, over a range of up to 92 days, the last week without one, in an order; and in \`fleet\` those of all of them together. ${SHARED}`,
				query: FleetStoresQuery,
				answers: { 200: answerOf("A page of stores, or a file of all of them.", FleetStoresPage) },
				refuses: ["not-acceptable", "refused"],
			}),
			async (request, reply): Promise<FleetStoresPage | FastifyReply> => {
				const { query } = request;
				const sort = readSort(query, "uptime") as StoreRankSort;
				const find = (limit: number, gone: AbortSignal) => {
					const asked = { ...readPlace(query, sort), group: query.group, sort, limit };
					return rankStores(context, asked, gone);
				};
				return answerInForm<FleetStoresPage>(
					{ request, reply },
					{
						json: async (gone) => {
							const ranked = await find(query.limit ?? ROWS_DEFAULT, gone);
							return fleetStoresPage(ranked, { nextCursor: nextCursorOf(ranked, sort), currency });
						},
						csv: async (gone) => storeRankingFile(await find(ALL_ROWS, gone), currency),
					},
				);
			},
		);

		app.get<{ Querystring: FleetGroupsQuery }>(
			"/v1/fleet/groups",
			operation({
				id: "listFleetGroups",
				tag: "Fleet",
				scope: "read",
				summary: "All groups' figures",
				description: `The figures of the stores of each group together, of those that were polled by as of, over a range of up to 92 days, the last week without one: sums, so weighed by time. The stores that are in no group are one, too; so the groups add up to \`fleet\`, exactly. ${SHARED}`,
				query: FleetGroupsQuery,
				answers: { 200: answerOf("A page of groups, or a file of all of them.", FleetGroupsPage) },
				refuses: ["not-acceptable", "refused"],
			}),
			async (request, reply): Promise<FleetGroupsPage | FastifyReply> => {
				const { query } = request;
				const sort = readSort(query, "group") as GroupRankSort;
				const find = (limit: number, gone: AbortSignal) =>
					rankGroups(context, { ...readPlace(query, sort), sort, limit }, gone);
				return answerInForm<FleetGroupsPage>(
					{ request, reply },
					{
						json: async (gone) => {
							const ranked = await find(query.limit ?? ROWS_DEFAULT, gone);
							return fleetGroupsPage(ranked, { nextCursor: nextCursorOf(ranked, sort), currency });
						},
						csv: async (gone) => groupRankingFile(await find(ALL_ROWS, gone), currency),
					},
				);
			},
		);
	};
}

type Query = FleetStoresQuery | FleetGroupsQuery;
type Sort = StoreRankSort | GroupRankSort;

/** Reads an order. Refuses one by change where the period before is not looked at. */
function readSort({ sort, compare }: Query, byDefault: Sort["by"]): Sort {
	const text = sort ?? byDefault;
	const descends = text.startsWith("-");
	const by = (descends ? text.slice(1) : text) as Sort["by"];
	if (by === "change" && compare === undefined)
		throw new InvalidRequest([
			{ parameter: "sort", detail: "goes by the period before; write compare=before, too" },
		]);
	return { by, descends } as Sort;
}

/** Reads over what figures are asked for, and where the page before ended. */
function readPlace(query: Query, sort: Sort) {
	const range = readComparedRange(query);
	if (query.cursor === undefined) return { ...range, after: undefined };
	const { asOf, place } = readRankCursor(query.cursor, sort, range.asOf);
	return { ...range, asOf, after: place };
}

function nextCursorOf(
	{ next, table }: Pick<Awaited<ReturnType<typeof rankStores>>, "next" | "table">,
	sort: Sort,
): string | null {
	return next === undefined
		? null
		: writeRankCursor(sort, { asOf: table.method.asOf, place: next });
}
