import { type Instant, parseInstant } from "../../core/instant.ts";

/** How a value that arrives as text is read. */
export type ReadValue = (text: string) => unknown;

function asIs(text: string): string {
	return text;
}

function readInteger(text: string): number {
	const value = Number(text);
	if (!Number.isSafeInteger(value))
		throw new Error(`the integer ${text} is too large to be read exactly`);
	return value;
}

function readIntegers(text: string): number[] {
	return text === "{}" ? [] : text.slice(1, -1).split(",").map(readInteger);
}

function readInstant(text: string): Instant {
	const instant = parseInstant(text);
	if (instant === undefined) throw new Error(`the instant ${text} is out of the range of years`);
	return instant;
}

/**
 * How both engines read the types whose usual reading would lose or shift something, by type OID:
 * instants are whole milliseconds, integers are numbers or an error, dates and wall times stay the
 * text that they are, because a JavaScript Date would move them into the machine's own zone.
 */
export const VALUE_READERS: ReadonlyMap<number, ReadValue> = new Map<number, ReadValue>([
	[20 /* bigint */, readInteger],
	[1016 /* bigint[] */, readIntegers],
	[1082 /* date */, asIs],
	[1083 /* time */, asIs],
	[1114 /* timestamp */, asIs],
	[1184 /* timestamptz */, readInstant],
	[1700 /* numeric */, asIs],
]);
