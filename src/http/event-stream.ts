import { Readable } from "node:stream";
import { type DurationMs, SECOND_MS } from "../core/instant.ts";

/** Proxies give up on connections that say nothing; most after a minute or half of one. */
export const HEARTBEAT_MS: DurationMs = 15 * SECOND_MS;

/** How long a client should wait before it connects again. */
const RETRY_MS: DurationMs = 2 * SECOND_MS;

/** An event as it is sent (HTML, "Server-sent events"); `data` is one line. */
export function eventText(event: {
	readonly type: string;
	readonly id: string;
	readonly data: string;
}): string {
	return `event: ${event.type}\nid: ${event.id}\ndata: ${event.data}\n\n`;
}

/**
 * Events for one client, of which only the newest counts: one that takes them slowly misses those in
 * between, and nothing piles up for it.
 */
export class EventStream extends Readable {
	/** What is to be sent as soon as the client takes something. */
	#waiting: string | undefined;
	#isOver = false;
	#isTaking = false;
	readonly #heartbeat: NodeJS.Timeout;
	readonly #onGone: () => void;

	/** `onGone` is called once, when the client is gone or everything was sent. */
	constructor(onGone: () => void) {
		super();
		this.#onGone = onGone;
		this.#heartbeat = setInterval(() => {
			if (this.#isTaking && !this.#isOver) this.#isTaking = this.push(":\n\n");
		}, HEARTBEAT_MS);
		this.push(`retry: ${RETRY_MS}\n\n`);
	}

	/** Sends an event, in place of one that is not on its way yet. */
	tell(event: string): void {
		this.#waiting = event;
		this.#send();
	}

	/** Ends the stream once what there is to send is sent. */
	end(): void {
		this.#isOver = true;
		this.#send();
	}

	override _read(): void {
		this.#isTaking = true;
		this.#send();
	}

	override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
		clearInterval(this.#heartbeat);
		this.#onGone();
		done(error);
	}

	#send(): void {
		if (this.#isTaking && this.#waiting !== undefined) {
			const text = this.#waiting;
			this.#waiting = undefined;
			this.#isTaking = this.push(text);
		}
		if (this.#isOver && this.#waiting === undefined) this.push(null);
	}
}
