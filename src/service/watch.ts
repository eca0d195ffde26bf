import type { DurationMs } from "../core/instant.ts";
import { asRefusal } from "./as-refusal.ts";
import { Refusal } from "./refusal.ts";

/** Somebody who wants to know how something gets on. */
export interface Listener<Seen> {
	/** Told of it as it is, at once and whenever there is news. */
	tell(seen: Seen): void;
	/** Told that nothing more comes: it is at its end or gone, or nobody watches any more. */
	end(): void;
}

/** How things of one kind are watched; each has a key. */
export interface Watching<Seen> {
	lookUp(key: string): Promise<Seen>;
	/** Whether listeners are told of it, who know how it was before. */
	isNews(seen: Seen, before: Seen): boolean;
	/** Whether nothing can come after it. */
	isLast(seen: Seen): boolean;
}

/** A thing is looked up this often at most, however many listen. */
const LOOK_EVERY_MS: DurationMs = 500;

/** A thing that is watched. */
interface Watched<Seen> {
	readonly listeners: Set<Listener<Seen>>;
	/** Settled once it was looked up for the first time. */
	readonly first: Promise<void>;
	seen: Seen | undefined;
	timer: NodeJS.Timeout | undefined;
}

/**
 * Watches things for whoever listens, in this process. Each is looked up again and again as long as somebody
 * does; an outage of the database only makes them wait.
 */
export class Watch<Seen> {
	readonly #watching: Watching<Seen>;
	readonly #watched = new Map<string, Watched<Seen>>();
	#isClosed = false;

	constructor(watching: Watching<Seen>) {
		this.#watching = watching;
	}

	/** Tells a listener how a thing gets on. Returns what ends that; refuses what the look-up refuses. */
	async listen(key: string, listener: Listener<Seen>): Promise<() => void> {
		const watched = this.#watched.get(key) ?? this.#begin(key);
		await watched.first;
		const seen = watched.seen as Seen;
		listener.tell(seen);
		if (this.#isClosed || this.#watching.isLast(seen)) listener.end();
		else watched.listeners.add(listener);
		return () => {
			watched.listeners.delete(listener);
		};
	}

	/** Ends it for all listeners, also for those that are just coming. */
	close(): void {
		this.#isClosed = true;
		for (const [key, watched] of this.#watched) this.#stop(key, watched);
	}

	#begin(key: string): Watched<Seen> {
		const watched: Watched<Seen> = {
			listeners: new Set(),
			first: this.#watching.lookUp(key).then(
				(seen) => {
					watched.seen = seen;
					this.#lookLater(key, watched);
				},
				(error) => {
					this.#watched.delete(key);
					throw error;
				},
			),
			seen: undefined,
			timer: undefined,
		};
		this.#watched.set(key, watched);
		return watched;
	}

	#lookLater(key: string, watched: Watched<Seen>): void {
		if (this.#isClosed) return;
		watched.timer = setTimeout(() => void this.#lookAgain(key, watched), LOOK_EVERY_MS);
	}

	async #lookAgain(key: string, watched: Watched<Seen>): Promise<void> {
		// Kept until now for those who come back at once.
		if (watched.listeners.size === 0) return this.#stop(key, watched);
		try {
			const seen = await this.#watching.lookUp(key);
			const before = watched.seen as Seen;
			watched.seen = seen;
			if (this.#watching.isNews(seen, before)) for (const one of watched.listeners) one.tell(seen);
			if (this.#watching.isLast(seen)) endAll(watched);
		} catch (error) {
			const refusal = asRefusal(error);
			const isOutage = refusal instanceof Refusal && refusal.meaning === "unavailable";
			// Whoever asks again is then told what is the matter.
			if (!isOutage) return this.#stop(key, watched);
		}
		this.#lookLater(key, watched);
	}

	#stop(key: string, watched: Watched<Seen>): void {
		clearTimeout(watched.timer);
		this.#watched.delete(key);
		endAll(watched);
	}
}

function endAll({ listeners }: { readonly listeners: Set<Listener<never>> }): void {
	for (const listener of listeners) listener.end();
	listeners.clear();
}
