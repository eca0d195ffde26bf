import type { ReportResource } from "./report-resource.ts";
import { Watch } from "./watch.ts";

/** Looks a report up; see `reportWithId`. */
export type LookUp = (reportId: string) => Promise<ReportResource>;

/** Watches how reports get on, each by its id, until it is finished or deleted. */
export class ReportWatch extends Watch<ReportResource> {
	constructor(lookUp: LookUp) {
		super({ lookUp, isNews: isOtherwise, isLast: isFinished });
	}
}

export function isFinished({ state }: ReportResource): boolean {
	return state !== "queued" && state !== "running";
}

/** How long it will still take is another guess at every moment: that alone is no news. */
function isOtherwise(report: ReportResource, before: ReportResource): boolean {
	const told = (one: ReportResource) => JSON.stringify({ ...one, remainingMs: undefined });
	return told(report) !== told(before);
}
