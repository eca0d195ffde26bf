/**
 * Lets work take turns on a connection that serves requests in the order in which they come. Single
 * requests need no more than that order; exclusive work, a transaction of several requests, keeps
 * all that is asked for after it waiting until it has ended.
 */
export class Turns {
	#exclusiveEnded: Promise<unknown> = Promise.resolve();

	single<Result>(request: () => Promise<Result>): Promise<Result> {
		return this.#exclusiveEnded.then(request);
	}

	exclusive<Result>(work: () => Promise<Result>): Promise<Result> {
		const turn = this.#exclusiveEnded.then(work);
		this.#exclusiveEnded = turn.catch(() => {});
		return turn;
	}
}
