import type { Instant } from "../core/instant.ts";
import { SharedComputations, type SharingLimits } from "./shared-computations.ts";

/** One thing, the same for all who ask. */
export const ONE_AT_A_TIME: SharingLimits = { atOnceMax: 1, waitingMax: 1, keptMax: 1 };

/**
 * Figures of all stores keep a processor busy for a second or more: two of one kind are computed at once, and
 * whoever would have to wait for more than sixteen is told to come back later.
 */
export const FIGURES: SharingLimits = { atOnceMax: 2, waitingMax: 16, keptMax: 16 };

/** Something that is read of all stores together, and how much of it is computed and kept at once. */
export class ReadingKind<Result> {
	readonly #limits: SharingLimits;

	constructor(limits: SharingLimits) {
		this.#limits = limits;
	}

	/** A place for its results. `now` is the wall clock. */
	computations(now: () => Instant): SharedComputations<Result> {
		return new SharedComputations(now, this.#limits);
	}
}

/**
 * What of all stores together is read for many requests at once: one for a process. What it holds may be a
 * moment old, as each result says; whoever writes data in this process says so, and is answered from them, or
 * from a result that is hardly older than what it takes to make one.
 */
export class FleetReadings {
	readonly #now: () => Instant;
	/** By their kinds. */
	readonly #computations = new Map<
		object,
		Pick<SharedComputations<unknown>, "invalidate" | "renewed">
	>();

	/** `now` is the wall clock. */
	constructor(now: () => Instant) {
		this.#now = now;
	}

	/** What is read of one kind. */
	of<Result>(kind: ReadingKind<Result>): SharedComputations<Result> {
		const known = this.#computations.get(kind) as SharedComputations<Result> | undefined;
		if (known !== undefined) return known;
		const made = kind.computations(this.#now);
		this.#computations.set(kind, made);
		return made;
	}

	/** Has all of it read anew when it is asked for next: this process, or another, has committed changes to the data. */
	invalidate(): void {
		for (const computations of this.#computations.values()) computations.invalidate();
	}

	/** Resolves once nothing of a kind is answered any more that was read before the last {@link invalidate}. */
	async renewed<Result>(kind: ReadingKind<Result>): Promise<void> {
		await this.#computations.get(kind)?.renewed();
	}
}
