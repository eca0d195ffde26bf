import type { DurationMs, Instant, Range } from "./instant.ts";
import { DAY_MS } from "./instant.ts";
import type { LocalMs } from "./local-time.ts";

/** The zone of a store that has none, unless a setting says otherwise. */
export const DEFAULT_ZONE = "America/Chicago";

/**
 * The zone's name as the zone data spells it, or `undefined` when it is no IANA zone or link.
 * Letter case does not matter; offsets such as `+05:30` are not zones.
 */
export function parseZone(text: string): string | undefined {
	const name = text.trim();
	if (!/^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/.test(name)) return undefined;
	try {
		// Temporal keeps links as they are named, and knows none of ICU's old names beyond the zone
		// data; Intl.DateTimeFormat would replace the first and accept the second.
		return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
	} catch {
		return undefined; // a RangeError is how Temporal says that it knows no such zone
	}
}

/** How far beyond its range a clock must know the offsets: a skipped day and a night. */
const MARGIN_MS: DurationMs = 3 * DAY_MS;

/**
 * One zone's wall clock over a range: the only place where local times become instants.
 *
 * Temporal takes microseconds a call, and a fleet asks hundreds of thousands of times; so the
 * zone's offsets are read from Temporal once, and every conversion after that is integer arithmetic.
 */
export class ZoneClock {
	readonly zone: string;
	/** `since[i]` is the instant from which `offset[i]` holds; the first holds from ever. */
	readonly #since: Instant[] = [];
	readonly #offset: DurationMs[] = [];
	/** The wall-clock reading at which period i ends, in its own offset. */
	readonly #localEnd: LocalMs[] = [];

	/** Throws a RangeError when the zone does not exist: zones are checked where they are read. */
	constructor(zone: string, range: Range) {
		this.zone = zone;
		const end = range.to + MARGIN_MS;
		let at = Temporal.Instant.fromEpochMilliseconds(range.from - MARGIN_MS).toZonedDateTimeISO(
			zone,
		);
		this.#since.push(Number.NEGATIVE_INFINITY);
		this.#offset.push(at.offsetNanoseconds / 1e6);
		for (;;) {
			const next = at.getTimeZoneTransition("next");
			if (next === null || next.epochMilliseconds > end) break;
			this.#localEnd.push(next.epochMilliseconds + (this.#offset.at(-1) as DurationMs));
			this.#since.push(next.epochMilliseconds);
			this.#offset.push(next.offsetNanoseconds / 1e6);
			at = next;
		}
		this.#localEnd.push(Number.POSITIVE_INFINITY);
	}

	/**
	 * The instant of a wall-clock reading, by Temporal's `compatible` rule: a reading that the clocks
	 * skip moves forward by what was skipped, a reading that occurs twice is the first.
	 */
	instantAt(local: LocalMs): Instant {
		// The first period that has not ended when its own clock shows the reading.
		let low = 0;
		let high = this.#localEnd.length - 1;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (local < (this.#localEnd[middle] as LocalMs)) high = middle;
			else low = middle + 1;
		}
		const instant = local - (this.#offset[low] as DurationMs);
		if (instant >= (this.#since[low] as Instant)) return instant;
		// Too late for the period before and too early for this one: skipped. The offset from before
		// the change carries it forward.
		return local - (this.#offset[low - 1] as DurationMs);
	}

	/**
	 * The first instant at which the clock shows a reading, or jumps over it.
	 *
	 * Law: a later reading is never first shown earlier. ({@link instantAt} does not keep that law: it
	 * moves a skipped reading forward, past others that come after it.)
	 */
	firstShown(local: LocalMs): Instant {
		let period = 0;
		while (local >= (this.#localEnd[period] as LocalMs)) period++;
		return Math.max(local - (this.#offset[period] as DurationMs), this.#since[period] as Instant);
	}

	/** What the wall clock shows at an instant. */
	localAt(instant: Instant): LocalMs {
		return instant + this.offsetAt(instant);
	}

	/** How far the wall clock is ahead of UTC at an instant. */
	offsetAt(instant: Instant): DurationMs {
		return this.#offset[this.#periodAt(instant)] as DurationMs;
	}

	/** The next instant after one at which the offset changes; infinity when it does not, within the range. */
	nextChange(instant: Instant): Instant {
		return this.#since[this.#periodAt(instant) + 1] ?? Number.POSITIVE_INFINITY;
	}

	#periodAt(instant: Instant): number {
		let period = this.#since.length - 1;
		while (instant < (this.#since[period] as Instant)) period--;
		return period;
	}
}

/** The clocks of all zones that a fleet uses, each made once, over one range. */
export class ZoneClocks {
	readonly #range: Range;
	readonly #clocks = new Map<string, ZoneClock>();

	constructor(range: Range) {
		this.#range = range;
	}

	of(zone: string): ZoneClock {
		let clock = this.#clocks.get(zone);
		if (clock === undefined) {
			clock = new ZoneClock(zone, this.#range);
			this.#clocks.set(zone, clock);
		}
		return clock;
	}
}
