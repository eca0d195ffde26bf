import type { LocalDay } from "./local-time.ts";

/** Stands for the date from which a value is valid that has been so for ever. */
export const FROM_THE_BEGINNING: LocalDay = Number.NEGATIVE_INFINITY;

/** A value, and the local date from which on it is valid, until the next one is. */
export interface Version<Value> {
	/** {@link FROM_THE_BEGINNING} for the one before all changes. */
	readonly validFrom: LocalDay;
	/** `undefined` says that from then on there is none. */
	readonly value: Value | undefined;
}

/**
 * What is said of a store that changes on dates: versions in order, one for each date at most. Before the
 * first there is none; so without any there is none ever.
 */
export class Dated<Value> {
	static readonly none: Dated<never> = new Dated([]);

	readonly versions: readonly Version<Value>[];
	/** Whether there is no value on any date. */
	readonly isNone: boolean;

	private constructor(versions: readonly Version<Value>[]) {
		this.versions = versions;
		this.isNone = versions.every(({ value }) => value === undefined);
	}

	/** A value that never changes. */
	static always<Value>(value: Value): Dated<Value> {
		return new Dated([{ validFrom: FROM_THE_BEGINNING, value }]);
	}

	/** Versions in any order, of which no two are from one date. */
	static of<Value>(versions: readonly Version<Value>[]): Dated<Value> {
		return new Dated(versions.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1)));
	}

	/** The value that is valid on a local date. */
	at(day: LocalDay): Value | undefined {
		const { versions } = this;
		for (let i = versions.length - 1; i >= 0; i--) {
			const version = versions[i] as Version<Value>;
			if (version.validFrom <= day) return version.value;
		}
		return undefined;
	}

	/** The dates on which it changes, in order. */
	get changes(): LocalDay[] {
		return this.versions.map(({ validFrom }) => validFrom).filter(Number.isFinite);
	}
}
