import { type DurationMs, type Instant, SECOND_MS } from "../core/instant.ts";
import { Refusal } from "./refusal.ts";

/** How much is computed and kept at once. */
export interface SharingLimits {
	/** More than these wait in line. */
	readonly atOnceMax: number;
	/** More than these in line are refused. */
	readonly waitingMax: number;
	/** Results that are kept: the newest. */
	readonly keptMax: number;
}

/** How long a result is kept at the least. */
const KEPT_MS_MIN: DurationMs = SECOND_MS;

/** A result is kept for so many times as long as it took: so it takes a tenth of the time at most. */
const KEPT_TIMES = 10;

/**
 * Where the data change again and again, a result is kept for so many times as long as it took: it is never
 * older than that, and a stream of changes has it computed for a third of the time at most.
 */
const KEPT_TIMES_CHANGED = 2;

/** Computes something; gives it up when the signal says that nobody waits for it any more. */
export type Compute<Result> = (signal: AbortSignal) => Promise<Result>;

/** A computation that somebody waits for. */
interface Computation<Result> {
	readonly key: string;
	readonly compute: Compute<Result>;
	readonly settled: PromiseWithResolvers<Result>;
	readonly abandoned: AbortController;
	waiters: number;
	/** Whether what it reads has changed since. */
	isStale: boolean;
}

/** A result that is kept. */
interface Kept<Result> {
	readonly result: Result;
	readonly since: Instant;
	/** How long it may be used once the data have changed. */
	readonly changedMs: DurationMs;
	until: Instant;
	/** Whether what it was made of has changed since. */
	isStale: boolean;
}

/**
 * Computations whose results are shared: by all who ask for the same while it is computed, and for a
 * short while after, a second or ten times as long as it took. Nothing is computed that nobody asks for.
 *
 * A key must name everything that a result depends on besides the data.
 */
export class SharedComputations<Result> {
	readonly #now: () => Instant;
	readonly #limits: SharingLimits;
	readonly #kept = new Map<string, Kept<Result>>();
	/** Those that others may join. */
	readonly #joinable = new Map<string, Computation<Result>>();
	readonly #line: Computation<Result>[] = [];
	readonly #running = new Set<Computation<Result>>();

	constructor(now: () => Instant, limits: SharingLimits) {
		this.#now = now;
		this.#limits = limits;
	}

	/**
	 * What is computed under a key. Refuses as unavailable when too many computations are in line. Throws
	 * the signal's reason when that says that the asker does not want it any more; when nobody does, the
	 * computation is given up.
	 */
	async get(key: string, compute: Compute<Result>, signal?: AbortSignal): Promise<Result> {
		signal?.throwIfAborted();
		const kept = this.#kept.get(key);
		const now = this.#now();
		// A clock that was set back says nothing about how old it is.
		if (kept !== undefined && kept.since <= now && now < kept.until) return kept.result;
		return this.#wait(this.#joinable.get(key) ?? this.#add(key, compute), signal);
	}

	/**
	 * The data have changed: has what is asked for from now on computed anew, but for what was computed so
	 * short a while ago that a stream of changes would leave time for nothing else.
	 */
	invalidate(): void {
		for (const kept of this.#kept.values()) {
			kept.until = Math.min(kept.until, kept.since + kept.changedMs);
			kept.isStale = true;
		}
		for (const computation of this.#running) {
			computation.isStale = true;
			this.#leaveOff(computation);
		}
	}

	/**
	 * Resolves once nothing is answered any more that was begun before the last {@link invalidate}: after what is
	 * being computed has ended, and what was kept has expired.
	 */
	async renewed(): Promise<void> {
		const ending = [...this.#running].filter(({ isStale }) => isStale);
		await Promise.allSettled(ending.map(({ settled }) => settled.promise));
		const now = this.#now();
		let waitMs: DurationMs = 0;
		// After the clock was set back, it is not answered in any case.
		for (const { isStale, since, until, changedMs } of this.#kept.values())
			if (isStale && since <= now) waitMs = Math.max(waitMs, Math.min(until - now, changedMs));
		if (waitMs === 0) return;
		await new Promise<void>((resolve) => {
			// A process that ends does not wait for it.
			setTimeout(resolve, waitMs + 1).unref();
		});
	}

	#add(key: string, compute: Compute<Result>): Computation<Result> {
		const { atOnceMax, waitingMax } = this.#limits;
		if (this.#running.size >= atOnceMax && this.#line.length >= waitingMax)
			throw new Refusal("unavailable", "Too much of this is being computed; ask again later.");
		const computation: Computation<Result> = {
			key,
			compute,
			settled: Promise.withResolvers(),
			abandoned: new AbortController(),
			waiters: 0,
			isStale: false,
		};
		// One that was abandoned fails with nobody there to hear it.
		computation.settled.promise.catch(() => {});
		this.#joinable.set(key, computation);
		this.#line.push(computation);
		this.#beginNext();
		return computation;
	}

	#beginNext(): void {
		if (this.#running.size >= this.#limits.atOnceMax) return;
		const computation = this.#line.shift();
		if (computation !== undefined) void this.#run(computation);
	}

	async #run(computation: Computation<Result>): Promise<void> {
		const { compute, settled, abandoned } = computation;
		this.#running.add(computation);
		const begun = this.#now();
		try {
			const result = await compute(abandoned.signal);
			this.#keep(computation, result, begun);
			settled.resolve(result);
		} catch (error) {
			settled.reject(error);
		}
		this.#running.delete(computation);
		this.#leaveOff(computation);
		this.#beginNext();
	}

	#keep({ key, isStale }: Computation<Result>, result: Result, begun: Instant): void {
		const newer = this.#kept.get(key);
		if (isStale && newer !== undefined && newer.since >= begun) return;
		const since = this.#now();
		const tookMs = since - begun;
		const changedMs = KEPT_TIMES_CHANGED * tookMs;
		const keptMs = isStale ? changedMs : Math.max(KEPT_MS_MIN, KEPT_TIMES * tookMs);
		this.#kept.delete(key);
		this.#kept.set(key, { result, since, changedMs, until: since + keptMs, isStale });
		for (const oldest of this.#kept.keys()) {
			if (this.#kept.size <= this.#limits.keptMax) return;
			this.#kept.delete(oldest);
		}
	}

	async #wait(computation: Computation<Result>, signal?: AbortSignal): Promise<Result> {
		const gone = Promise.withResolvers<never>();
		const leave = () => gone.reject(signal?.reason);
		signal?.addEventListener("abort", leave, { once: true });
		computation.waiters++;
		try {
			return await Promise.race([computation.settled.promise, gone.promise]);
		} finally {
			signal?.removeEventListener("abort", leave);
			computation.waiters--;
			if (computation.waiters === 0) this.#abandon(computation);
		}
	}

	/** Gives up what nobody waits for; nothing when it has ended. */
	#abandon(computation: Computation<Result>): void {
		this.#leaveOff(computation);
		const place = this.#line.indexOf(computation);
		if (place >= 0) this.#line.splice(place, 1);
		computation.abandoned.abort();
	}

	/** Lets nobody join it any more. */
	#leaveOff(computation: Computation<Result>): void {
		if (this.#joinable.get(computation.key) === computation) this.#joinable.delete(computation.key);
	}
}
