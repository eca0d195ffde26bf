import type { FastifyPluginAsync } from "fastify";
import { EventsHeaders } from "../contract/requests.ts";
import type { ServiceContext } from "../service/context.ts";
import { fleetChangeDocument } from "../service/fleet-document.ts";
import { type FleetChange, FleetWatch } from "../service/fleet-watch.ts";
import {
	type EventKind,
	EventStreams,
	eventsAnswer,
	LISTENERS_MAX,
	refuseOtherThanEvents,
	sendEvents,
} from "./event-streams.ts";
import { operation } from "./operation.ts";

const DESCRIPTION = `Server-sent events: an event \`fleet\` at once and whenever data have changed that states of stores are computed from: polls (also late ones), business hours and special hours, zones, closures, what is said of stores. It does not matter through which server or command they came in. Twice a second at most; there is none while nothing changes.

Its data are one line of JSON: \`newest_poll\`, the newest poll of any store, or null; \`change\`, another text after each change; \`seen_at\`, the server's clock when the change was noticed. What stores are in (\`/v1/fleet/now\`, \`/v1/stores\`) has the change in it when it is asked for after the event; figures over a range do when their \`computed_at\` is not before \`seen_at\`.

The stream goes on until the server stops. Browsers then connect again by themselves, and are told nothing at first when nothing has changed since the event whose \`id\` is their \`Last-Event-ID\`. A comment comes every 15 seconds, so that nothing in between takes the connection for dead.`;

const FLEET_EVENT: EventKind<FleetChange> = {
	type: "fleet",
	idOf: ({ count }) => String(count),
	documentOf: fleetChangeDocument,
	tooMany: "Too many listen to the fleet; ask again now and then instead.",
};

/** That data of stores have changed, as events. */
export function fleetEventRoutes(
	context: ServiceContext,
	options: { readonly listenersMax?: number } = {},
): FastifyPluginAsync {
	const { listenersMax = LISTENERS_MAX } = options;
	return async (app) => {
		const watch = new FleetWatch(context);
		const streams = new EventStreams(FLEET_EVENT, listenersMax);
		// Before the server waits for what is under way: a stream would have it wait for ever.
		app.addHook("preClose", async () => watch.close());
		app.get<{ Headers: EventsHeaders }>(
			"/v1/fleet/events",
			operation({
				id: "followFleet",
				tag: "Fleet",
				scope: "read",
				summary: "When there is something new",
				description: DESCRIPTION,
				headers: EventsHeaders,
				answers: { 200: eventsAnswer("The events, until the server stops.") },
				refuses: ["not-acceptable"],
			}),
			async (request, reply) => {
				refuseOtherThanEvents(request, reply);
				const { events } = await streams.open((listener) => watch.listen(listener), {
					leavesOut: request.headers["last-event-id"],
				});
				return sendEvents(request, reply, events);
			},
		);
	};
}
