import fc from "fast-check";
import { expect, test } from "vitest";
import { compareStoreIds, parseStoreId } from "../../src/core/store-id.ts";

/** Well-formed text; the second kind meets where surrogate pairs and U+E000 to U+FFFF part ways. */
const anyText = fc.oneof(
	fc.string({ unit: "binary", maxLength: 12 }),
	fc.string({
		unit: fc.constantFrom(
			"",
			"a",
			"é",
			"\ud7ff",
			"\ue000",
			"\uffff",
			"\u{10000}",
			"😀",
			"\u{10ffff}",
		),
		maxLength: 8,
	}),
	fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 15, maxLength: 20 }),
);

test("ids are ordered as the bytes of their UTF-8 are", () => {
	fc.assert(
		fc.property(anyText, anyText, anyText, (a, b, shared) => {
			const bytes = Buffer.compare(Buffer.from(shared + a), Buffer.from(shared + b));
			expect(Math.sign(compareStoreIds(shared + a, shared + b))).toBe(bytes);
		}),
		{ numRuns: 10_000 },
	);
});

test("an id is the text without outer blanks, and reading it again changes nothing", () => {
	const blanks = fc.string({ unit: fc.constantFrom(" ", "\t", "\r", "\n"), maxLength: 3 });
	fc.assert(
		fc.property(anyText, blanks, blanks, (text, before, after) => {
			const parsed = parseStoreId(text);
			expect(parseStoreId(before + text + after)).toEqual(parsed);
			if (!("id" in parsed)) return;
			expect(parsed.id).toBe(text.trim());
			expect(parseStoreId(parsed.id)).toEqual(parsed);
		}),
		{ numRuns: 5_000 },
	);
});
