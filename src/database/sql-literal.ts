/**
 * Values written into the text of a statement, for COPY, which takes no bound values.
 */

/** Text as an SQL literal. */
export function textLiteral(text: string): string {
	return `'${text.replaceAll("'", "''")}'`;
}

/** Texts as a literal of `text[]`. */
export function textArrayLiteral(texts: readonly string[]): string {
	const elements = texts.map((text) => `"${text.replace(/["\\]/g, "\\$&")}"`);
	return `${textLiteral(`{${elements.join()}}`)}::text[]`;
}

/** Integers as a literal of `int[]`. */
export function intArrayLiteral(integers: readonly number[]): string {
	return `'{${integers.join()}}'::int[]`;
}
