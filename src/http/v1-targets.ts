import type { FastifyPluginAsync, FastifyReply } from "fastify";
import { StorePath } from "../contract/store.ts";
import {
	GroupPath,
	StoreTargetDocument,
	StoreTargetQuery,
	TargetDocument,
	TargetRequest,
	TargetStatusPage,
	TargetStatusQuery,
	TargetsPage,
	TargetsQuery,
} from "../contract/target.ts";
import type { Instant } from "../core/instant.ts";
import type { LocalMonth } from "../core/local-month.ts";
import type { ServiceContext } from "../service/context.ts";
import { fleetTargets } from "../service/fleet-targets.ts";
import { storeTarget } from "../service/store-target.ts";
import {
	storeTargetDocument,
	targetDocument,
	targetStatusPage,
} from "../service/target-document.ts";
import type { TargetOrder, TargetSort } from "../service/target-order.ts";
import { targetStatusFile } from "../service/target-status-file.ts";
import { listTargets, removeTarget, setTarget, type TargetOwner } from "../service/targets.ts";
import { answerInForm, answerOf } from "./answer-in-form.ts";
import { FieldReader } from "./field-reader.ts";
import { operation } from "./operation.ts";
import { pathStoreId } from "./path-store-id.ts";
import { readRankCursor, writeRankCursor } from "./rank-cursor.ts";
import { readTargetCursor, writeTargetCursor } from "./target-cursor.ts";

const LIST_DEFAULT = 100;
const ALL_STORES = Number.POSITIVE_INFINITY;

interface OfStore {
	readonly Params: { readonly store_id: string };
}

interface OfGroup {
	readonly Params: { readonly group: string };
}

const SET = { 200: { description: "The target.", body: TargetDocument } };
const REMOVED = { 204: { description: "It is deleted." } };
const REPLACES = "One that is there is replaced.";

/** What uptime is wanted, and who misses it. */
export function targetRoutes(context: ServiceContext): FastifyPluginAsync {
	return async (app) => {
		app.get<{ Querystring: TargetsQuery }>(
			"/v1/targets",
			operation({
				id: "listTargets",
				tag: "Targets",
				scope: "read",
				summary: "All targets",
				description:
					"Lists the targets that were set: the fleet's, then those of groups by their names, then those of stores by their ids.",
				query: TargetsQuery,
				answers: { 200: { description: "A page of targets.", body: TargetsPage } },
			}),
			async ({ query: { limit = LIST_DEFAULT, cursor } }): Promise<TargetsPage> => {
				const after = cursor === undefined ? undefined : readTargetCursor(cursor);
				const { targets, next } = await listTargets(context, { after, limit });
				return {
					targets: targets.map(targetDocument),
					next_cursor: next === undefined ? null : writeTargetCursor(next),
				};
			},
		);

		app.put<{ Body: TargetRequest }>(
			"/v1/targets/fleet",
			operation({
				id: "putFleetTarget",
				tag: "Targets",
				scope: "write",
				summary: "Set the fleet's target",
				description: `Every group and store without a target of its own is measured by it. ${REPLACES}`,
				body: TargetRequest,
				answers: SET,
			}),
			async ({ body }): Promise<TargetDocument> => setTargetOf(context, { of: "fleet" }, body),
		);

		app.delete(
			"/v1/targets/fleet",
			operation({
				id: "deleteFleetTarget",
				tag: "Targets",
				scope: "write",
				summary: "Delete the fleet's target",
				description: "Those of groups and stores stay.",
				answers: REMOVED,
				refuses: ["not-found"],
			}),
			async (_, reply) => removeTargetOf(context, { of: "fleet" }, reply),
		);

		app.put<OfGroup & { Body: TargetRequest }>(
			"/v1/targets/groups/:group",
			operation({
				id: "putGroupTarget",
				tag: "Targets",
				scope: "write",
				summary: "Set a group's target",
				description: `The group is measured by it as one whole, and so is each of its stores without a target of its own. A group need not have any store yet. ${REPLACES}`,
				path: GroupPath,
				body: TargetRequest,
				answers: SET,
				refuses: ["refused"],
			}),
			async ({ params: { group }, body }): Promise<TargetDocument> =>
				setTargetOf(context, { of: "group", group }, body),
		);

		app.delete<OfGroup>(
			"/v1/targets/groups/:group",
			operation({
				id: "deleteGroupTarget",
				tag: "Targets",
				scope: "write",
				summary: "Delete a group's target",
				description: "It is then measured by the fleet's.",
				path: GroupPath,
				answers: REMOVED,
			}),
			async ({ params: { group } }, reply) =>
				removeTargetOf(context, { of: "group", group }, reply),
		);

		app.put<OfStore & { Body: TargetRequest }>(
			"/v1/targets/stores/:store_id",
			operation({
				id: "putStoreTarget",
				tag: "Targets",
				scope: "write",
				summary: "Set a store's target",
				description: `It goes before its group's and the fleet's. ${REPLACES} A store that is not known yet is made.`,
				path: StorePath,
				body: TargetRequest,
				answers: SET,
			}),
			async ({ params, body }): Promise<TargetDocument> => {
				return setTargetOf(context, { of: "store", storeId: pathStoreId(params) }, body);
			},
		);

		app.delete<OfStore>(
			"/v1/targets/stores/:store_id",
			operation({
				id: "deleteStoreTarget",
				tag: "Targets",
				scope: "write",
				summary: "Delete a store's target",
				description: "It is then measured by its group's, or by the fleet's.",
				path: StorePath,
				answers: REMOVED,
			}),
			async ({ params }, reply) =>
				removeTargetOf(context, { of: "store", storeId: params.store_id }, reply),
		);

		app.get<{ Querystring: TargetStatusQuery }>(
			"/v1/targets/status",
			operation({
				id: "getTargetStatus",
				tag: "Targets",
				scope: "read",
				summary: "Who misses the target, and how much downtime is left",
				description:
					"Holds a month against the targets: of each store by its own calendar, of a group and of the fleet as one whole, the sums of their stores. Stores are measured by their own target, else by their group's, else by the fleet's; groups by their own, else by the fleet's. Those without any are not listed. Pages are as of the instant of the first; as CSV, all stores come in one file, without their groups and the fleet. It takes a second or more for a large fleet, is shared by all who ask for the same month, and may be a moment old: `computed_at` says when it began to be read.",
				query: TargetStatusQuery,
				answers: { 200: answerOf("A page of stores, or a file of all of them.", TargetStatusPage) },
				refuses: ["not-acceptable", "refused"],
			}),
			async (request, reply): Promise<TargetStatusPage | FastifyReply> => {
				const { query } = request;
				return answerInForm<TargetStatusPage>(
					{ request, reply },
					{
						json: (gone) => answerPage(context, query, gone),
						csv: async (gone) => {
							const { group, verdict } = query;
							const sort = readSort(query.sort);
							const asked = { ...readMonth(query), group, verdict, sort, limit: ALL_STORES };
							return targetStatusFile(await fleetTargets(context, asked, gone));
						},
					},
				);
			},
		);

		app.get<OfStore & { Querystring: StoreTargetQuery }>(
			"/v1/stores/:store_id/target",
			operation({
				id: "getStoreTarget",
				tag: "Stores",
				scope: "read",
				summary: "A store, held against its target",
				description:
					"A month of its own calendar, and how much downtime it can still have with its target met at the end of it. The figures of the month are there without a target, too.",
				path: StorePath,
				query: StoreTargetQuery,
				answers: { 200: { description: "The store.", body: StoreTargetDocument } },
				refuses: ["refused"],
			}),
			async ({ params, query }): Promise<StoreTargetDocument> =>
				storeTargetDocument(await storeTarget(context, params.store_id, readMonth(query))),
		);
	};
}

async function setTargetOf(
	context: ServiceContext,
	owner: TargetOwner,
	body: TargetRequest,
): Promise<TargetDocument> {
	const reader = new FieldReader();
	const target = reader.target("/uptime_percent", body.uptime_percent);
	reader.refuseFaults();
	return targetDocument(await setTarget(context, owner, target));
}

async function removeTargetOf(
	context: ServiceContext,
	owner: TargetOwner,
	reply: FastifyReply,
): Promise<FastifyReply> {
	await removeTarget(context, owner);
	return reply.code(204).send();
}

async function answerPage(
	context: ServiceContext,
	query: TargetStatusQuery,
	gone: AbortSignal,
): Promise<TargetStatusPage> {
	const { group, verdict, limit = LIST_DEFAULT } = query;
	const asked = readMonth(query);
	const sort = readSort(query.sort);
	const cursor =
		query.cursor === undefined ? undefined : readRankCursor(query.cursor, sort, asked.asOf);
	const asOf = cursor?.asOf ?? asked.asOf;
	const request = { ...asked, asOf, group, verdict, sort, limit, after: cursor?.place };
	const found = await fleetTargets(context, request, gone);
	const next =
		found.next === undefined
			? null
			: writeRankCursor(sort, { asOf: found.method.asOf, place: found.next });
	return targetStatusPage(found, next);
}

function readMonth({ month, as_of }: StoreTargetQuery): {
	readonly month?: LocalMonth;
	readonly asOf?: Instant;
} {
	const reader = new FieldReader("parameter");
	const asked = {
		...(month !== undefined && { month: reader.month("month", month) }),
		...(as_of !== undefined && { asOf: reader.instant("as_of", as_of) }),
	};
	reader.refuseFaults();
	return asked;
}

function readSort(text = "nearest"): TargetSort {
	const descends = text.startsWith("-");
	return { by: (descends ? text.slice(1) : text) as TargetOrder, descends };
}
