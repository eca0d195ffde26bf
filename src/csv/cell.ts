/**
 * A percentage as a cell, empty for nothing. It is a whole number of thousandths, so that its three decimals are
 * all that it has.
 */
export function percentCell(percent: number | null): string {
	return percent === null ? "" : percent.toFixed(3);
}

/** The line end of every CSV that is written, as RFC 4180 has it. */
export const LINE_END = "\r\n";

/**
 * A text as a cell: quoted by RFC 4180 where it has to be, and made harmless where a spreadsheet
 * would take it for a formula (OWASP ASVS 1.2.10): a cell that begins with `=`, `+`, `-`, `@`, a tab
 * or a carriage return gets a `'` before it.
 */
export function formatCell(text: string): string {
	const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
