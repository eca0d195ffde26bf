import type { DurationMs } from "../core/instant.ts";
import { asRefusal } from "./as-refusal.ts";
import { Refusal } from "./refusal.ts";
import type { ReportResource } from "./report-resource.ts";

/** Somebody who wants to know how a report gets on. */
export interface ReportListener {
	/** Told of the report as it is, at once and whenever it has changed. */
	tell(report: ReportResource): void;
	/** Told that nothing more comes: the report is finished or deleted, or nobody watches any more. */
	end(): void;
}

/** Looks a report up; see `reportWithId`. */
export type LookUp = (reportId: string) => Promise<ReportResource>;

/** A report is looked up this often at most, however many listen. */
const LOOK_EVERY_MS: DurationMs = 500;

/** A report that is watched. */
interface Watched {
	readonly listeners: Set<ReportListener>;
	/** Settled once it was looked up for the first time. */
	readonly seen: Promise<void>;
	report: ReportResource | undefined;
	timer: NodeJS.Timeout | undefined;
}

/**
 * Watches reports for whoever listens, in this process. A report is looked up again and again as long as
 * somebody does; an outage of the database only makes them wait.
 */
export class ReportWatch {
	readonly #lookUp: LookUp;
	readonly #watched = new Map<string, Watched>();
	#isClosed = false;

	constructor(lookUp: LookUp) {
		this.#lookUp = lookUp;
	}

	/**
	 * Tells a listener how a report gets on. Returns what ends that; refuses what the look-up refuses.
	 */
	async listen(reportId: string, listener: ReportListener): Promise<() => void> {
		const watched = this.#watched.get(reportId) ?? this.#begin(reportId);
		await watched.seen;
		const report = watched.report as ReportResource;
		listener.tell(report);
		if (this.#isClosed || isFinished(report)) listener.end();
		else watched.listeners.add(listener);
		return () => {
			watched.listeners.delete(listener);
		};
	}

	/** Ends it for all listeners, also for those that are just coming. */
	close(): void {
		this.#isClosed = true;
		for (const [reportId, watched] of this.#watched) this.#stop(reportId, watched);
	}

	#begin(reportId: string): Watched {
		const watched: Watched = {
			listeners: new Set(),
			seen: this.#lookUp(reportId).then(
				(report) => {
					watched.report = report;
					this.#lookLater(reportId, watched);
				},
				(error) => {
					this.#watched.delete(reportId);
					throw error;
				},
			),
			report: undefined,
			timer: undefined,
		};
		this.#watched.set(reportId, watched);
		return watched;
	}

	#lookLater(reportId: string, watched: Watched): void {
		if (this.#isClosed) return;
		watched.timer = setTimeout(() => void this.#lookAgain(reportId, watched), LOOK_EVERY_MS);
	}

	async #lookAgain(reportId: string, watched: Watched): Promise<void> {
		// Kept until now for those who come back at once.
		if (watched.listeners.size === 0) return this.#stop(reportId, watched);
		try {
			const report = await this.#lookUp(reportId);
			const before = watched.report as ReportResource;
			watched.report = report;
			if (isOtherwise(report, before)) for (const one of watched.listeners) one.tell(report);
			if (isFinished(report)) endAll(watched);
		} catch (error) {
			const refusal = asRefusal(error);
			const isOutage = refusal instanceof Refusal && refusal.meaning === "unavailable";
			// Whoever asks again is then told what is the matter.
			if (!isOutage) return this.#stop(reportId, watched);
		}
		this.#lookLater(reportId, watched);
	}

	#stop(reportId: string, watched: Watched): void {
		clearTimeout(watched.timer);
		this.#watched.delete(reportId);
		endAll(watched);
	}
}

function endAll({ listeners }: Watched): void {
	for (const listener of listeners) listener.end();
	listeners.clear();
}

export function isFinished({ state }: ReportResource): boolean {
	return state !== "queued" && state !== "running";
}

/** How long it will still take is another guess at every moment: that alone is no news. */
function isOtherwise(report: ReportResource, before: ReportResource): boolean {
	const told = (one: ReportResource) => JSON.stringify({ ...one, remainingMs: undefined });
	return told(report) !== told(before);
}
