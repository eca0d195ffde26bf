import type { RequestFault } from "../contract/problem.ts";
import { type Instant, parseInstant } from "../core/instant.ts";
import { type LocalMonth, parseLocalMonth } from "../core/local-month.ts";
import { type LocalDay, parseLocalDay } from "../core/local-time.ts";
import { parseStoreId, type StoreId } from "../core/store-id.ts";
import { targetOfNumber } from "../core/target.ts";
import type { MilliPercent } from "../core/totals.ts";
import { parseZone } from "../core/zone-clock.ts";
import { InvalidRequest } from "./invalid-request.ts";

/** What has four digits for its year wherever it is written; beyond these it was no poll's day anyway. */
const EARLIEST: Instant = 0;
const LATEST: Instant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** More of them in one body have one cause. */
const FAULTS_MAX = 20;

/**
 * Reads what a schema leaves as text, with the core's own parsers. What cannot be read is kept in mind,
 * so that all of it is told together, and read as anything: {@link refuseFaults} comes before its use.
 */
export class FieldReader {
	readonly #faults: RequestFault[] = [];
	readonly #places: "pointer" | "parameter";

	/** Fields are where JSON pointers into the body point, or are parameters of the query. */
	constructor(places: "pointer" | "parameter" = "pointer") {
		this.#places = places;
	}

	instant(place: string, text: string): Instant {
		const instant = parseInstant(text);
		if (instant === undefined)
			return this.#fault(place, "write an instant as 2023-01-25T18:13:22Z", Number.NaN);
		return instant >= EARLIEST && instant <= LATEST
			? instant
			: this.#fault(place, "write an instant of the years 1970 to 9999", Number.NaN);
	}

	localDay(place: string, text: string): LocalDay {
		const day = parseLocalDay(text);
		return day ?? this.#fault(place, "write a date that exists, as 2026-03-01", Number.NaN);
	}

	zone(place: string, text: string): string {
		const zone = parseZone(text);
		return zone ?? this.#fault(place, "write an IANA time zone such as America/New_York", text);
	}

	storeId(place: string, text: string): StoreId {
		const parsed = parseStoreId(text);
		return "id" in parsed ? parsed.id : this.#fault(place, "is not the id of a store", text);
	}

	month(place: string, text: string): LocalMonth {
		const month = parseLocalMonth(text);
		const standIn = { firstDay: Number.NaN, nextFirstDay: Number.NaN };
		return (
			month ?? this.#fault(place, "write a month of the years 2000 to 9999 as 2023-01", standIn)
		);
	}

	target(place: string, percent: number): MilliPercent {
		const target = targetOfNumber(percent);
		const detail = "write a percentage from 0.001 to 100, with three decimals at the most";
		return target ?? this.#fault(place, detail, Number.NaN);
	}

	/** Refuses the request when anything in it could not be read. */
	refuseFaults(): void {
		if (this.#faults.length > 0) throw new InvalidRequest(this.#faults);
	}

	#fault<Value>(place: string, detail: string, standIn: Value): Value {
		const where = this.#places === "pointer" ? { pointer: place } : { parameter: place };
		if (this.#faults.length < FAULTS_MAX) this.#faults.push({ ...where, detail });
		return standIn;
	}
}
