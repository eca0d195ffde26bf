/** Values with the share of each, as running sums. */
export interface Weighted<T> {
	readonly values: readonly T[];
	readonly upTo: readonly number[];
	readonly total: number;
}

export function weighted<T>(shares: readonly (readonly [number, T])[]): Weighted<T> {
	let total = 0;
	const upTo = shares.map(([share]) => {
		total += share;
		return total;
	});
	return { values: shares.map(([, value]) => value), upTo, total };
}

/**
 * Random numbers that a seed decides: Chris Doty-Humphrey's sfc32 of PractRand. It takes three words
 * of seed as they are, so that every store's stream follows from the fleet's seed and its index.
 */
export class RandomNumbers {
	#a: number;
	#b: number;
	#c: number;
	#counter: number;

	constructor(seed: number, index: number, stream: number) {
		this.#a = seed | 0;
		this.#b = Math.floor(seed / 2 ** 32) | 0;
		this.#c = index | 0;
		this.#counter = stream | 0;
		// What PractRand's author asks for before the first number is used, so that the seeds mix.
		for (let i = 0; i < 15; i++) this.#word();
	}

	#word(): number {
		const word = (this.#a + this.#b + this.#counter) | 0;
		this.#counter = (this.#counter + 1) | 0;
		this.#a = this.#b ^ (this.#b >>> 9);
		this.#b = (this.#c + (this.#c << 3)) | 0;
		this.#c = (((this.#c << 21) | (this.#c >>> 11)) + word) | 0;
		return word >>> 0;
	}

	/** From 0 to under 1. */
	fraction(): number {
		return this.#word() / 2 ** 32;
	}

	/** A whole number from 0 to under `limit`, which is at most 2^32. */
	below(limit: number): number {
		return Math.floor(this.fraction() * limit);
	}

	between(least: number, most: number): number {
		return least + this.fraction() * (most - least);
	}

	happens(chance: number): boolean {
		return this.fraction() < chance;
	}

	/** A waiting time in whole units, of what happens at random once in `mean`. */
	exponential(mean: number): number {
		return Math.floor(-mean * Math.log(1 - this.fraction()));
	}

	pick<T>({ values, upTo, total }: Weighted<T>): T {
		const drawn = this.fraction() * total;
		return values[upTo.findIndex((limit) => drawn < limit)] as T;
	}
}
