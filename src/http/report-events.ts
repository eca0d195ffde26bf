import type { FastifyPluginAsync } from "fastify";
import { ReportPath } from "../contract/report-request.ts";
import { EventsHeaders } from "../contract/requests.ts";
import type { ServiceContext } from "../service/context.ts";
import { reportDocument } from "../service/report-document.ts";
import { type ReportResource, reportWithId } from "../service/report-resource.ts";
import { isFinished, ReportWatch } from "../service/report-watch.ts";
import {
	type EventKind,
	EventStreams,
	eventsAnswer,
	LISTENERS_MAX,
	refuseOtherThanEvents,
	sendEvents,
} from "./event-streams.ts";
import { operation } from "./operation.ts";

const DESCRIPTION = `Server-sent events: an event \`report\`, with the report as its data, at once and whenever the report has changed, twice a second at most. What it still takes (\`remaining_ms\`) is no change by itself. The stream ends when the report is finished, or deleted.

Browsers then connect again by themselves; with the \`id\` of the last event of a finished report as \`Last-Event-ID\` the answer is \`204\`, at which they stop. Other clients close when \`state\` is neither \`queued\` nor \`running\`. A comment comes every 15 seconds, so that nothing in between takes the connection for dead.`;

/** The id is good for telling whether a report's end was told. */
const REPORT_EVENT: EventKind<ReportResource> = {
	type: "report",
	idOf: ({ state, storesDone }) => `${state}-${storesDone}`,
	documentOf: reportDocument,
	tooMany: "Too many listen to reports; ask for the report itself.",
};

interface OfEvents {
	readonly Params: { readonly report_id: string };
	readonly Headers: EventsHeaders;
}

/** How reports get on, as events. */
export function reportEventRoutes(
	context: ServiceContext,
	options: { readonly listenersMax?: number } = {},
): FastifyPluginAsync {
	const { listenersMax = LISTENERS_MAX } = options;
	return async (app) => {
		const watch = new ReportWatch((reportId) => reportWithId(context, reportId));
		const streams = new EventStreams(REPORT_EVENT, listenersMax);
		// Before the server waits for what is under way: a stream would have it wait for long.
		app.addHook("preClose", async () => watch.close());
		app.get<OfEvents>(
			"/v1/reports/:report_id/events",
			operation({
				id: "followReport",
				tag: "Reports",
				scope: "read",
				summary: "A report's progress, as it goes",
				description: DESCRIPTION,
				path: ReportPath,
				headers: EventsHeaders,
				answers: {
					200: eventsAnswer("The events, until the report is finished."),
					204: { description: "The report is finished, and `Last-Event-ID` says so already." },
				},
				refuses: ["not-acceptable"],
			}),
			async (request, reply) => {
				refuseOtherThanEvents(request, reply);
				const { report_id: reportId } = request.params;
				const { events, told } = await streams.open((listener) => watch.listen(reportId, listener));
				const isKnown = request.headers["last-event-id"] === REPORT_EVENT.idOf(told);
				if (!isKnown || !isFinished(told)) return sendEvents(request, reply, events);
				events.destroy();
				return reply.code(204).send();
			},
		);
	};
}
