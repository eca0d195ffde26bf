import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { EventsHeaders } from "../contract/requests.ts";
import type { Listener } from "../service/watch.ts";
import { EventStream, eventText } from "./event-stream.ts";
import type { Answer } from "./operation.ts";
import { HttpProblem } from "./problem.ts";
import { addVary } from "./vary.ts";

const EVENT_STREAM = "text/event-stream";

/** Each has a connection; there must be some left for everybody else. */
export const LISTENERS_MAX = 1_000;

/** When to ask again where too many listen: some will have gone by then. */
const ASK_AGAIN_SECONDS = 5;

/** Events of one kind, and what is told in them. */
export interface EventKind<Seen extends object> {
	readonly type: string;
	/** Names what is told, for telling whether a listener knows it. */
	idOf(seen: Seen): string;
	/** A line of JSON is made of it. */
	documentOf(seen: Seen): object;
	/** What to do where too many listen, for people. */
	readonly tooMany: string;
}

/** Makes a listener hear, until what is returned is called; see `Watch`. */
export type Listen<Seen> = (listener: Listener<Seen>) => Promise<() => void>;

/** A stream that is open, and what it tells first. */
export interface OpenedStream<Seen> {
	readonly events: EventStream;
	readonly told: Seen;
}

/** How a stream of events is documented. */
export function eventsAnswer(description: string): Answer {
	return {
		description,
		body: { [EVENT_STREAM]: Type.String() },
		headers: { "cache-control": Type.String(), vary: Type.String() },
	};
}

/** Refuses whoever does not take events. */
export function refuseOtherThanEvents(request: FastifyRequest, reply: FastifyReply): void {
	addVary(reply, "accept");
	if (request.accepts().type(EVENT_STREAM) === false)
		throw new HttpProblem("not-acceptable", `This comes as ${EVENT_STREAM}.`);
}

/** The streams of events of one kind, for all who listen, in this process. */
export class EventStreams<Seen extends object> {
	readonly #kind: EventKind<Seen>;
	readonly #listenersMax: number;
	#listeners = 0;
	/** What is told is the same text for all who listen. */
	readonly #texts = new WeakMap<Seen, string>();

	constructor(kind: EventKind<Seen>, listenersMax: number) {
		this.#kind = kind;
		this.#listenersMax = listenersMax;
	}

	/**
	 * Opens a stream for one more, with the thing as it is now; without that, where it may be left out for those
	 * who know it by the id of their last event.
	 */
	async open(
		listen: Listen<Seen>,
		options: { readonly leavesOut?: EventsHeaders["last-event-id"] } = {},
	): Promise<OpenedStream<Seen>> {
		if (this.#listeners >= this.#listenersMax)
			throw new HttpProblem("unavailable", this.#kind.tooMany, {
				headers: { "retry-after": ASK_AGAIN_SECONDS },
			});
		this.#listeners++;
		let leave = () => {};
		const events = new EventStream(() => {
			this.#listeners--;
			leave();
		});
		try {
			let told: Seen | undefined;
			leave = await listen({
				tell: (seen) => {
					const isKnown = told === undefined && this.#kind.idOf(seen) === options.leavesOut;
					told = seen;
					if (!isKnown) events.tell(this.#textOf(seen));
				},
				end: () => events.end(),
			});
			return { events, told: told as Seen };
		} catch (error) {
			events.destroy();
			throw error;
		}
	}

	#textOf(seen: Seen): string {
		let text = this.#texts.get(seen);
		if (text === undefined) {
			const { type } = this.#kind;
			const data = JSON.stringify(this.#kind.documentOf(seen));
			text = eventText({ type, id: this.#kind.idOf(seen), data });
			this.#texts.set(seen, text);
		}
		return text;
	}
}

/** Answers with a stream; to whoever asks for the head only, without it. */
export function sendEvents(
	request: FastifyRequest,
	reply: FastifyReply,
	events: EventStream,
): FastifyReply {
	reply.type(EVENT_STREAM).headers({
		"cache-control": "no-store",
		// Proxies that gather answers before they pass them on are asked not to.
		"x-accel-buffering": "no",
	});
	if (request.method !== "HEAD") return reply.send(events);
	events.destroy();
	return reply.send(Readable.from([]));
}
