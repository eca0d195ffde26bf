import { describe, expect, test } from "vitest";
import { compareStoreIds, parseStoreId, STORE_ID_LENGTH_MAX } from "../../src/core/store-id.ts";

describe("a store id (law 3)", () => {
	test.each([
		["8139926242460185114", "nineteen digits"],
		["007", "zeros in front, which belong to it"],
		["8.5", "a point"],
		["8E18", "an E, which the text had from the start"],
		["berlin-mitte/2", "letters and signs"],
		["Café №5 🍜", "any script"],
		["-1", "a sign"],
	])("%j is one: %s", (text) => {
		expect(parseStoreId(text)).toEqual({ id: text });
	});

	test("loses its outer blanks and keeps its inner ones", () => {
		expect(parseStoreId("  store 7\r\n")).toEqual({ id: "store 7" });
	});

	test.each(["", " ", "\t\n"])("is not empty: %j", (text) => {
		expect(parseStoreId(text)).toEqual({ fault: "empty_id" });
	});

	test.each([
		"8.139926242460185E+018",
		"8.139926242460185e+18",
		"8,13993E+18",
		"8.13993E18",
		"8E+18",
		"-8.1E+18",
	])("that a spreadsheet destroyed is refused with that reason: %s", (text) => {
		expect(parseStoreId(text)).toEqual({ fault: "destroyed_id" });
	});

	test("has at most 255 characters, counted as a reader counts them", () => {
		expect(STORE_ID_LENGTH_MAX).toBe(255);
		expect(parseStoreId("7".repeat(255))).toEqual({ id: "7".repeat(255) });
		expect(parseStoreId("7".repeat(256))).toEqual({ fault: "long_id" });
		// 255 characters of two UTF-16 units each
		expect(parseStoreId("🍜".repeat(255))).toEqual({ id: "🍜".repeat(255) });
		expect(parseStoreId("🍜".repeat(256))).toEqual({ fault: "long_id" });
	});

	test.each(["a\u0000b", "a\tb", "a\nb", "a\u007fb", "a\ud83c", "\udf5cb"])(
		"holds no control character and no half of a character: %j",
		(text) => {
			expect(parseStoreId(text)).toEqual({ fault: "unprintable_id" });
		},
	);
});

describe("the order of ids, byte by byte (laws 3 and 20)", () => {
	test("is not the order of numbers", () => {
		expect(["9", "10", "100", "1"].sort(compareStoreIds)).toEqual(["1", "10", "100", "9"]);
	});

	test("is not the order of a dictionary", () => {
		expect(["b", "a", "B", "é", "z"].sort(compareStoreIds)).toEqual(["B", "a", "b", "z", "é"]);
	});

	test("puts U+FF5E before an emoji, as UTF-8 does and UTF-16 does not", () => {
		const tilde = "\uff5e"; // ef bd 9e
		const noodles = "🍜"; // f0 9f 8d 9c, but d83c df5c in UTF-16
		expect([noodles, tilde].sort()).toEqual([noodles, tilde]);
		expect([noodles, tilde].sort(compareStoreIds)).toEqual([tilde, noodles]);
	});

	test("puts an id before those that it begins", () => {
		expect(compareStoreIds("12", "123")).toBeLessThan(0);
		expect(compareStoreIds("123", "12")).toBeGreaterThan(0);
		expect(compareStoreIds("12", "12")).toBe(0);
	});
});
