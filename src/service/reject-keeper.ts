import type { Reject } from "../csv/reject.ts";
import type { ImportReject } from "../database/import-rejects.ts";

/** So many bad rows of an import are kept one by one; the others are counted. */
export const REJECTS_KEPT_MAX = 100_000;

/** The bad rows of a part of an import. */
export interface RejectedPart {
	readonly count: number;
	/** Those of them that are kept: the first ones. */
	readonly kept: readonly ImportReject[];
	/** How many of the import were kept before. */
	readonly position: number;
}

/** Gathers the bad rows of an import until a part of it is written. */
export class RejectKeeper {
	#count = 0;
	#kept: ImportReject[] = [];
	#position = 0;

	add({ line, column, value, reason }: Reject): void {
		this.#count++;
		if (this.#position + this.#kept.length === REJECTS_KEPT_MAX) return;
		this.#kept.push({ place: line, field: legible(column), value: legible(value), reason });
	}

	/** Gives away what was gathered, and begins anew. */
	take(): RejectedPart {
		const part = { count: this.#count, kept: this.#kept, position: this.#position };
		this.#position += this.#kept.length;
		this.#count = 0;
		this.#kept = [];
		return part;
	}
}

/** The database holds neither NUL nor half a character, which a value can be cut to. */
function legible(text: string): string {
	return text.replaceAll("\0", "\ufffd").toWellFormed();
}
