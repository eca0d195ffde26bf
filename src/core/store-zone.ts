import { Dated, FROM_THE_BEGINNING, type Version } from "./dated.ts";
import type { Instant, Range } from "./instant.ts";
import { formatLocalDay, type LocalDay } from "./local-time.ts";

/** A stretch of time in which a store's clock is that of one zone; it lasts until the next one begins. */
export interface ZonePeriod {
	/** -Infinity for the first. */
	readonly since: Instant;
	readonly zone: string;
	/** Whether the store is in it by what was said of it, not for want of a zone. */
	readonly isOwn: boolean;
}

/**
 * The zones that a store is in, one after the other.
 *
 * A zone that is valid from a date holds from the first instant at which it is that date, or a later one,
 * by either of the two clocks; so all of the date goes by the new clock. Moving west, the clock goes back
 * at the old midnight; moving east, it goes forward to the new one.
 */
export class StoreZone {
	/** What was said of the store: the default zone is in none of it. */
	readonly own: Dated<string>;
	readonly #defaultZone: string;
	#periods: readonly ZonePeriod[] | undefined;

	/** `defaultZone` holds while the store has none of its own. */
	constructor(own: Dated<string>, defaultZone: string) {
		this.own = own;
		this.#defaultZone = defaultZone;
	}

	/** The zone of a store that never changes it. */
	static of(zone: string): StoreZone {
		return new StoreZone(Dated.always(zone), zone);
	}

	/** In order, from ever on. One that would begin when the next has begun is left out. */
	get periods(): readonly ZonePeriod[] {
		this.#periods ??= this.#makePeriods();
		return this.#periods;
	}

	/** The period that holds an instant. */
	at(instant: Instant): ZonePeriod {
		return this.periods.findLast(({ since }) => since <= instant) as ZonePeriod;
	}

	/** The store's own zone at an instant; `undefined` when it is then in the default one. */
	ownAt(instant: Instant): string | undefined {
		const { zone, isOwn } = this.at(instant);
		return isOwn ? zone : undefined;
	}

	/** The periods that hold any instant of a range, its end included. */
	within({ from, to }: Range): readonly ZonePeriod[] {
		const { periods } = this;
		if (periods.length === 1) return periods;
		return periods.filter(({ since }, i) => {
			const end = periods[i + 1]?.since ?? Number.POSITIVE_INFINITY;
			return since <= to && end > from;
		});
	}

	#makePeriods(): ZonePeriod[] {
		const { versions } = this.own;
		const isFromTheBeginning = versions[0]?.validFrom === FROM_THE_BEGINNING;
		const all: Version<string>[] = isFromTheBeginning
			? [...versions]
			: [{ validFrom: FROM_THE_BEGINNING, value: undefined }, ...versions];
		const zones = all.map(({ value }) => value ?? this.#defaultZone);
		const periods: ZonePeriod[] = [];
		all.forEach(({ validFrom, value }, i) => {
			const zone = zones[i] as string;
			const before = zones[i - 1];
			const since =
				before === undefined
					? Number.NEGATIVE_INFINITY
					: Math.min(beginningOf(validFrom, before), beginningOf(validFrom, zone));
			// Dates that follow one another begin so close together only where a zone is half a world away.
			while (periods.length > 0 && (periods.at(-1) as ZonePeriod).since >= since) periods.pop();
			periods.push({ since, zone, isOwn: value !== undefined });
		});
		return periods;
	}
}

/** The first instant at which it is a date, or a later one where the zone skips it. */
function beginningOf(day: LocalDay, zone: string): Instant {
	return Temporal.PlainDate.from(formatLocalDay(day)).toZonedDateTime(zone).epochMilliseconds;
}
