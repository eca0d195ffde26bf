import { setTimeout as after } from "node:timers/promises";
import { OpenhoursProcess } from "./openhours.ts";

const ADDRESS = /answers at (http:\S+)/;

/** Processes that work together on one database: a server, and workers beside it. */
export class Crew {
	readonly #settings: Readonly<Record<string, string>>;
	readonly #members: OpenhoursProcess[] = [];
	#url: Promise<string>;
	#isDismissed = false;

	constructor(settings: Readonly<Record<string, string>>, workers: number) {
		this.#settings = { OPENHOURS_LOG_LEVEL: "silent", ...settings };
		this.#members.push(this.#start(0));
		this.#url = addressOf(this.#members[0] as OpenhoursProcess);
		for (let i = 1; i <= workers; i++) this.#members.push(this.#start(i));
	}

	/** The first is the server. */
	#start(place: number): OpenhoursProcess {
		const args = place === 0 ? ["serve", "--port", "0"] : ["worker"];
		return new OpenhoursProcess(args, this.#settings);
	}

	/** Kills one of them with -9, the server or a worker, and starts it again. */
	async replace(place: number): Promise<void> {
		await this.#members[place]?.kill("SIGKILL");
		if (this.#isDismissed) return;
		const member = this.#start(place);
		this.#members[place] = member;
		if (place === 0) this.#url = addressOf(member);
	}

	get size(): number {
		return this.#members.length;
	}

	/** Resolves when all of them are at work. */
	async isAtWork(): Promise<void> {
		await Promise.all(this.#members.map((member) => member.printed(/answers at|works on/)));
	}

	/** Resolves when the server answers. */
	async answers(): Promise<void> {
		await this.#url;
	}

	/** Asks the server, again and again while there is none: it is being killed and started. */
	async ask(path: string, init: RequestInit = {}): Promise<Response> {
		for (;;) {
			try {
				const answer = await fetch(`${await this.#url}${path}`, {
					...init,
					signal: AbortSignal.timeout(60_000),
				});
				if (answer.status !== 503) return answer;
			} catch (error) {
				if (this.#isDismissed) throw error;
			}
			await after(100);
		}
	}

	/** Asks for JSON; what is not well answered is a failure of the test. */
	async json<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
		for (;;) {
			const answer = await this.ask(path, init);
			const text = await answer.text().catch(() => undefined);
			if (text === undefined) continue; // killed in the middle of its answer
			if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
			return JSON.parse(text) as Answer;
		}
	}

	/** Stops them all, as they are asked to; one that does not end well is a failure of the test. */
	async dismiss(): Promise<void> {
		this.#isDismissed = true;
		for (const member of this.#members) {
			const end = await member.kill("SIGTERM");
			if (end !== 0) throw new Error(`it ended with ${end}: ${member.stderr}`);
		}
	}
}

function addressOf(server: OpenhoursProcess): Promise<string> {
	const address = server.printed(ADDRESS).then(([, url]) => url as string);
	// Killed before it was there: whoever asks finds the next one.
	address.catch(() => {});
	return address;
}
