import type { DurationMs, Instant, Range } from "./instant.ts";
import { DAY_MS } from "./instant.ts";
import type { LocalMs } from "./local-time.ts";
import { StoreZone, type ZonePeriod } from "./store-zone.ts";

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
 * A store's wall clock over a range: the only place where local times become instants. It is that of one
 * zone or, of a store that changes its zone, that of one after the other: a change of zone is then nothing
 * else than a change of the clocks.
 *
 * Temporal takes microseconds a call, and a fleet asks hundreds of thousands of times; so the
 * zones' offsets are read from Temporal once, and every conversion after that is integer arithmetic.
 */
export class ZoneClock {
	/** Whether the zone changes, within the range or close to it. */
	readonly changesZone: boolean;
	/** `since[i]` is the instant from which `offset[i]` holds; the first holds from ever. */
	readonly #since: Instant[] = [];
	readonly #offset: DurationMs[] = [];
	/** The latest wall-clock reading up to the end of period i, each period's in its own offset. */
	readonly #localEnd: LocalMs[] = [];

	/** Throws a RangeError when a zone does not exist: zones are checked where they are read. */
	constructor(zone: string | StoreZone, range: Range) {
		const known = { from: range.from - MARGIN_MS, to: range.to + MARGIN_MS };
		const periods = (typeof zone === "string" ? StoreZone.of(zone) : zone).within(known);
		this.changesZone = periods.length > 1;
		periods.forEach((period, i) => {
			const from = Math.max(period.since, known.from);
			this.#addOffsets(period, from, periods[i + 1]?.since ?? known.to + 1);
		});
		this.#localEnd.push(Number.POSITIVE_INFINITY);
	}

	/** Adds the offsets of a zone from an instant up to before another. */
	#addOffsets({ zone }: ZonePeriod, from: Instant, end: Instant): void {
		let at = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
		this.#add(from, at.offsetNanoseconds / 1e6);
		for (;;) {
			const next = at.getTimeZoneTransition("next");
			if (next === null || next.epochMilliseconds >= end) return;
			this.#add(next.epochMilliseconds, next.offsetNanoseconds / 1e6);
			at = next;
		}
	}

	#add(since: Instant, offset: DurationMs): void {
		const before = this.#offset.at(-1);
		// Where zones change and their clocks do not differ, nothing changes.
		if (before === offset) return;
		// Far west, a clock can go back further than it then goes on until its next change: a reading is in
		// the first period that has not ended when its own clock shows it, and that is what the search wants.
		if (before !== undefined)
			this.#localEnd.push(Math.max(since + before, this.#localEnd.at(-1) ?? since + before));
		this.#since.push(before === undefined ? Number.NEGATIVE_INFINITY : since);
		this.#offset.push(offset);
	}

	/**
	 * The instant of a wall-clock reading, by Temporal's `compatible` rule: a reading that the clocks
	 * skip moves forward by what was skipped, a reading that occurs twice is the first. Of one that they skip
	 * at one time and show at another, what they do first counts.
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

/**
 * The clocks of all stores of a fleet, each made once, over one range. Stores that are in the same zones
 * share one.
 */
export class ZoneClocks {
	readonly #range: Range;
	readonly #clocks = new Map<string, ZoneClock>();

	constructor(range: Range) {
		this.#range = range;
	}

	of(zone: string | StoreZone): ZoneClock {
		if (typeof zone !== "string" && zone.periods.length > 1) return this.#ofPeriods(zone);
		const name = typeof zone === "string" ? zone : (zone.periods[0] as ZonePeriod).zone;
		return this.#known(name, name);
	}

	#ofPeriods(zone: StoreZone): ZoneClock {
		const { from, to } = this.#range;
		const periods = zone.within({ from: from - MARGIN_MS, to: to + MARGIN_MS });
		const [first, ...later] = periods as [ZonePeriod, ...ZonePeriod[]];
		if (later.length === 0) return this.#known(first.zone, first.zone);
		const key = later.map((period) => `${period.since} ${period.zone}`);
		return this.#known([first.zone, ...key].join(), zone);
	}

	#known(key: string, zone: string | StoreZone): ZoneClock {
		let clock = this.#clocks.get(key);
		if (clock === undefined) {
			clock = new ZoneClock(zone, this.#range);
			this.#clocks.set(key, clock);
		}
		return clock;
	}
}
