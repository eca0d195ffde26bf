import type { FastifyPluginAsync, FastifyReply } from "fastify";
import {
	FleetPeaksDocument,
	FleetPeaksQuery,
	StorePeaksDocument,
	StorePeaksQuery,
} from "../contract/peaks.ts";
import { StorePath } from "../contract/store.ts";
import type { ServiceContext } from "../service/context.ts";
import { fleetPeaks } from "../service/fleet-peaks.ts";
import { fleetPeaksDocument, storePeaksDocument } from "../service/peaks-document.ts";
import { peaksFile } from "../service/peaks-file.ts";
import { storePeaks } from "../service/store-peaks.ts";
import { answerInForm, answerOf, formsOf } from "./answer-in-form.ts";
import { operation } from "./operation.ts";
import { readRange } from "./requested-range.ts";

interface OfStore {
	readonly Params: { readonly store_id: string };
}

/** When in the week stores were down: one of them, or all together. */
export function peakRoutes(context: ServiceContext): FastifyPluginAsync {
	return async (app) => {
		app.get<OfStore & { Querystring: StorePeaksQuery }>(
			"/v1/stores/:store_id/peaks",
			operation({
				id: "getStorePeaks",
				tag: "Stores",
				scope: "read",
				summary: "When in the week a store was down",
				description:
					"Its business hours over a range of up to 366 days, the last four weeks without one, by the weekday and hour that its clock showed, and the peaks among them. An hour that the clocks repeat counts twice in one cell, one that they skip not at all. Of a cell with less than 30 minutes of known time it is never said that it is the peak. As CSV a cell is a row, and no peaks are named.",
				path: StorePath,
				query: StorePeaksQuery,
				answers: { 200: answerOf("The matrix and its peaks.", StorePeaksDocument) },
				refuses: ["not-acceptable", "refused"],
			}),
			async (request, reply): Promise<StorePeaksDocument | FastifyReply> => {
				const { params, query } = request;
				const find = () => storePeaks(context, params.store_id, readRange(query));
				const forms = formsOf(find, { json: storePeaksDocument, csv: peaksFile });
				return answerInForm({ request, reply }, forms);
			},
		);

		app.get<{ Querystring: FleetPeaksQuery }>(
			"/v1/fleet/peaks",
			operation({
				id: "getFleetPeaks",
				tag: "Fleet",
				scope: "read",
				summary: "When in the week stores were down",
				description:
					"The sums of the peaks of all stores that were polled by as of, each by its own clock, over a range of up to 92 days, the last four weeks without one. As CSV a cell is a row, and no peaks are named. It takes a second or more for a large fleet, is shared by all who ask for the same, and may be a moment old: `computed_at` says when it began to be read.",
				query: FleetPeaksQuery,
				answers: { 200: answerOf("The matrix and its peaks.", FleetPeaksDocument) },
				refuses: ["not-acceptable", "refused"],
			}),
			async (request, reply): Promise<FleetPeaksDocument | FastifyReply> => {
				const { query } = request;
				const find = (gone: AbortSignal) =>
					fleetPeaks(context, { ...readRange(query), group: query.group }, gone);
				const forms = formsOf(find, { json: fleetPeaksDocument, csv: peaksFile });
				return answerInForm({ request, reply }, forms);
			},
		);
	};
}
