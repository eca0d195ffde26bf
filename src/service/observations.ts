import type { DurationMs } from "../core/instant.ts";

/** The end of a report, as far as it is counted. */
export interface EndedReport {
	readonly state: "complete" | "failed" | "cancelled";
	/** How long after it was asked for. */
	readonly durationMs: DurationMs;
}

/** The end of an import, as far as it is counted. */
export interface EndedImport {
	readonly state: "complete" | "failed";
	readonly durationMs: DurationMs;
	/** What became of its polls. */
	readonly polls: {
		readonly added: number;
		readonly replaced: number;
		readonly unchanged: number;
		readonly rejected: number;
	};
}

/**
 * Who counts what this process does. Told of what is committed, and never asked: whatever it does, no
 * verb goes another way for it.
 */
export interface Observations {
	reportEnded(report: EndedReport): void;
	importEnded(ended: EndedImport): void;
}

/** Counts nothing, for processes that nobody asks. */
export const NO_OBSERVATIONS: Observations = { reportEnded() {}, importEnded() {} };
