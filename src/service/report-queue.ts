/**
 * Where a report that was accepted goes to be computed. The report's own row is the truth; this only
 * tells somebody that there is work, so that telling it twice, or to nobody, loses nothing.
 */
export interface ReportQueue {
	/** Takes notice of a report that waits in the database. */
	add(reportId: string): void;
}
