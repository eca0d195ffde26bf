import { EARLIEST_POLL, type Instant, parseInstant } from "../core/instant.ts";
import { packPoll, parseStatus, type Status } from "../core/poll.ts";
import type { RejectReason } from "./reject.ts";
import { StoreIndex } from "./store-index.ts";

/** Where the three cells of a poll are in a row. */
export interface PollPlaces {
	readonly storeId: number;
	readonly timestamp: number;
	readonly status: number;
}

/** What is wrong with a row, and with which cell; `column` is -1 when the whole row is meant. */
export interface PollFault {
	readonly column: number;
	readonly reason: RejectReason;
}

/** The polls of rows, packed one after the other in their order. */
export class PollRows {
	readonly stores: StoreIndex = new StoreIndex();
	/** The row's store, by its index in `stores`, and its poll; `count` of each. */
	storeOf: Int32Array;
	polls: Float64Array;
	count = 0;
	/** The last instant that is believed. */
	protected readonly latest: Instant;

	constructor(latest: Instant, expectedRows = 0) {
		this.latest = latest;
		const capacity = Math.max(1_024, expectedRows);
		this.storeOf = new Int32Array(capacity);
		this.polls = new Float64Array(capacity);
	}

	/** Packs a row from its cells, or says what is wrong with the first of them that is. */
	packCells(
		cells: readonly string[],
		{ storeId, timestamp, status }: PollPlaces,
	): PollFault | undefined {
		const store = this.stores.indexOf(cells[storeId] as string);
		if (typeof store !== "number") return { column: storeId, reason: store };
		const statusRead = parseStatus(cells[status] as string);
		if (statusRead === undefined) return { column: status, reason: "unknown_status" };
		const instant = parseInstant((cells[timestamp] as string).trim());
		const late = instant === undefined ? "not_a_timestamp" : this.#instantFault(instant);
		if (late !== undefined) return { column: timestamp, reason: late };
		this.append(store, instant as Instant, statusRead);
		return undefined;
	}

	protected append(store: number, instant: Instant, status: Status): void {
		if (this.count === this.polls.length) this.#grow();
		this.storeOf[this.count] = store;
		this.polls[this.count] = packPoll(instant, status);
		this.count++;
	}

	#instantFault(instant: Instant): RejectReason | undefined {
		if (instant < EARLIEST_POLL) return "timestamp_too_early";
		return instant > this.latest ? "timestamp_in_future" : undefined;
	}

	#grow(): void {
		const storeOf = new Int32Array(this.storeOf.length * 2);
		const polls = new Float64Array(this.polls.length * 2);
		storeOf.set(this.storeOf);
		polls.set(this.polls);
		this.storeOf = storeOf;
		this.polls = polls;
	}
}
