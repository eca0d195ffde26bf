/** A count with a comma before every three digits. Intl would take longer than a whole report. */
export function formatCount(count: number): string {
	return String(count).replace(/(?<=\d)(?=(?:\d{3})+$)/g, ",");
}
