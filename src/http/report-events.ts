import { Readable } from "node:stream";
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { EventsHeaders, ReportPath } from "../contract/report-request.ts";
import type { ServiceContext } from "../service/context.ts";
import { reportDocument } from "../service/report-document.ts";
import { type ReportResource, reportWithId } from "../service/report-resource.ts";
import { isFinished, ReportWatch } from "../service/report-watch.ts";
import { EventStream, eventText } from "./event-stream.ts";
import { operation } from "./operation.ts";
import { HttpProblem } from "./problem.ts";
import { addVary } from "./vary.ts";

const EVENT_STREAM = "text/event-stream";

/** Each has a connection; there must be some left for everybody else. */
const LISTENERS_MAX = 1_000;

/** When to ask again where too many listen: somebody's report is finished by then. */
const ASK_AGAIN_SECONDS = 5;

const DESCRIPTION = `Server-sent events: an event \`report\`, with the report as its data, at once and whenever the report has changed, twice a second at most. What it still takes (\`remaining_ms\`) is no change by itself. The stream ends when the report is finished, or deleted.

Browsers then connect again by themselves; with the \`id\` of the last event of a finished report as \`Last-Event-ID\` the answer is \`204\`, at which they stop. Other clients close when \`state\` is neither \`queued\` nor \`running\`. A comment comes every 15 seconds, so that nothing in between takes the connection for dead.`;

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
		const events = new ReportEvents(context, listenersMax);
		// Before the server waits for what is under way: a stream would have it wait for long.
		app.addHook("preClose", async () => events.close());
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
					200: {
						description: "The events, until the report is finished.",
						body: { [EVENT_STREAM]: Type.String() },
						headers: { "cache-control": Type.String(), vary: Type.String() },
					},
					204: { description: "The report is finished, and `Last-Event-ID` says so already." },
				},
				refuses: ["not-acceptable"],
			}),
			(request, reply) => events.answer(request, reply),
		);
	};
}

/** The streams of all who listen, in this process. */
class ReportEvents {
	readonly #watch: ReportWatch;
	readonly #listenersMax: number;
	#listeners = 0;
	/** A report as an event is the same for all who listen. */
	readonly #texts = new WeakMap<ReportResource, string>();

	constructor(context: ServiceContext, listenersMax: number) {
		this.#watch = new ReportWatch((reportId) => reportWithId(context, reportId));
		this.#listenersMax = listenersMax;
	}

	close(): void {
		this.#watch.close();
	}

	async answer(request: FastifyRequest<OfEvents>, reply: FastifyReply): Promise<FastifyReply> {
		addVary(reply, "accept");
		if (request.accepts().type(EVENT_STREAM) === false)
			throw new HttpProblem("not-acceptable", `This comes as ${EVENT_STREAM}.`);
		const { report_id: reportId } = request.params;
		const stream = await this.#listen(reportId);
		const { told } = stream;
		if (isFinished(told) && request.headers["last-event-id"] === idOf(told)) {
			stream.events.destroy();
			return reply.code(204).send();
		}
		reply.type(EVENT_STREAM).headers({
			"cache-control": "no-store",
			// Proxies that gather answers before they pass them on are asked not to.
			"x-accel-buffering": "no",
		});
		if (request.method !== "HEAD") return reply.send(stream.events);
		stream.events.destroy();
		return reply.send(Readable.from([]));
	}

	/** Opens a stream for one more, with the report as it is now. */
	async #listen(
		reportId: string,
	): Promise<{ readonly events: EventStream; readonly told: ReportResource }> {
		if (this.#listeners >= this.#listenersMax)
			throw new HttpProblem(
				"unavailable",
				"Too many listen to reports; ask for the report itself.",
				{
					headers: { "retry-after": ASK_AGAIN_SECONDS },
				},
			);
		this.#listeners++;
		let leave = () => {};
		const events = new EventStream(() => {
			this.#listeners--;
			leave();
		});
		try {
			let told: ReportResource | undefined;
			leave = await this.#watch.listen(reportId, {
				tell: (report) => {
					told = report;
					events.tell(this.#textOf(report));
				},
				end: () => events.end(),
			});
			return { events, told: told as ReportResource };
		} catch (error) {
			events.destroy();
			throw error;
		}
	}

	#textOf(report: ReportResource): string {
		let text = this.#texts.get(report);
		if (text === undefined) {
			const data = JSON.stringify(reportDocument(report));
			text = eventText({ type: "report", id: idOf(report), data });
			this.#texts.set(report, text);
		}
		return text;
	}
}

/** Names what was told of a report: good for telling whether its end was. */
function idOf({ state, storesDone }: ReportResource): string {
	return `${state}-${storesDone}`;
}
