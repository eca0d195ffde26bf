/**
 * Lets work take turns on one connection. Shared work (single statements, which the connection
 * serves in order anyway) may be under way together; exclusive work (a transaction) has it alone.
 * Whoever asks first begins first.
 */
export class Turns {
	/** Settles when the last exclusive work has ended. */
	#exclusiveEnded: Promise<unknown> = Promise.resolve();
	/** Settles when all work asked for until now has ended. */
	#allEnded: Promise<unknown> = Promise.resolve();

	shared<Result>(work: () => Promise<Result>): Promise<Result> {
		const turn = this.#exclusiveEnded.then(work);
		this.#allEnded = Promise.allSettled([this.#allEnded, turn]);
		return turn;
	}

	exclusive<Result>(work: () => Promise<Result>): Promise<Result> {
		const turn = this.#allEnded.then(work);
		this.#exclusiveEnded = turn.catch(() => {});
		this.#allEnded = this.#exclusiveEnded;
		return turn;
	}
}
