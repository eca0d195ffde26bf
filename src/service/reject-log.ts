import { closeSync, openSync, writeFileSync } from "node:fs";
import { formatCount } from "../core/format-count.ts";
import { formatCell, LINE_END } from "../csv/cell.ts";
import { formatReject, REJECT_REASONS, type Reject, type RejectReason } from "../csv/reject.ts";
import { refuseUnwritable } from "./output-file.ts";

const FIRST_COUNT = 10;
const FLUSH_LENGTH = 64 << 10;

/**
 * What becomes of bad rows: the first ten are kept to be shown, all are counted by reason, and every
 * one goes to a CSV file if there is one. Memory does not grow with their number.
 */
export class RejectLog {
	/** The first rejects, in order. */
	readonly first: Reject[] = [];
	total = 0;
	readonly #counts = new Map<RejectReason, number>();
	readonly #file: string | undefined;
	readonly #descriptor: number | undefined;
	#pending = `file,line,column,value,reason${LINE_END}`;

	/** `file` is where all rejects are written as CSV; created at once, so that a fault shows early. */
	constructor(file?: string) {
		this.#file = file;
		if (file !== undefined) this.#descriptor = refuseUnwritable(file, () => openSync(file, "w"));
	}

	add(reject: Reject): void {
		this.total++;
		this.#counts.set(reject.reason, (this.#counts.get(reject.reason) ?? 0) + 1);
		if (this.first.length < FIRST_COUNT) this.first.push(reject);
		if (this.#descriptor === undefined) return;
		const { file, line, column, value, reason } = reject;
		const cells = [file, String(line), column, value, REJECT_REASONS[reason]];
		this.#pending += cells.map(formatCell).join(",") + LINE_END;
		if (this.#pending.length > FLUSH_LENGTH) this.#flush();
	}

	/** Writes out what is pending and closes the file. */
	close(): void {
		if (this.#descriptor === undefined) return;
		this.#flush();
		closeSync(this.#descriptor);
	}

	/** The first rejects as sentences, then how many there are for each reason, most first. */
	summary(): string[] {
		if (this.total === 0) return [];
		const more = this.total - this.first.length;
		const byReason = [...this.#counts].sort((a, b) => b[1] - a[1]);
		return [
			...this.first.map(formatReject),
			...(more > 0 ? [`… and ${formatCount(more)} more`] : []),
			`${formatCount(this.total)} bad ${this.total === 1 ? "row was" : "rows were"} left out:`,
			...byReason.map(([reason, count]) => `  ${formatCount(count)} × ${REJECT_REASONS[reason]}`),
		];
	}

	#flush(): void {
		refuseUnwritable(this.#file as string, () => {
			writeFileSync(this.#descriptor as number, this.#pending);
		});
		this.#pending = "";
	}
}
