import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { expect, onTestFinished } from "vitest";

export interface ServerEvent<Data> {
	readonly event: string;
	readonly id: string;
	readonly data: Data;
}

/** A client that reads events as they come. */
export class EventClient<Data> {
	readonly request: ClientRequest;
	readonly answer: IncomingMessage;
	/** All that came so far. */
	text = "";
	#taken = 0;

	private constructor(sent: ClientRequest, answer: IncomingMessage) {
		this.request = sent;
		this.answer = answer;
		answer.setEncoding("utf8").on("data", (text: string) => {
			this.text += text;
		});
	}

	static async open<Data>(
		url: string,
		headers: Record<string, string> = {},
	): Promise<EventClient<Data>> {
		const sent = request(url, { headers: { accept: "text/event-stream", ...headers } });
		onTestFinished(() => {
			sent.destroy();
		});
		sent.end();
		const [answer] = (await once(sent, "response")) as [IncomingMessage];
		return new EventClient(sent, answer);
	}

	/** The next event; fails when the answer ends before. */
	async next(): Promise<ServerEvent<Data>> {
		for (;;) {
			const event = this.#events()[this.#taken];
			if (event !== undefined) {
				this.#taken++;
				return event;
			}
			if (this.answer.readableEnded) throw new Error(`it ended: ${this.text}`);
			await Promise.race([once(this.answer, "data"), once(this.answer, "end")]);
		}
	}

	/** Waits for the end; no event may come before. */
	async ended(): Promise<void> {
		if (!this.answer.readableEnded) await once(this.answer, "end");
		expect(this.#events()).toHaveLength(this.#taken);
	}

	#events(): ServerEvent<Data>[] {
		const [retry, ...blocks] = this.text.split("\n\n").slice(0, -1);
		if (retry !== undefined) expect(retry).toBe("retry: 2000");
		return blocks.filter((block) => !block.startsWith(":")).map(readEvent<Data>);
	}
}

function readEvent<Data>(block: string): ServerEvent<Data> {
	const [, event, id, data] = /^event: (.*)\nid: (.*)\ndata: (.*)$/.exec(block) ?? [];
	return { event: event as string, id: id as string, data: JSON.parse(data as string) };
}
