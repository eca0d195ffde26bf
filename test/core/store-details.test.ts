import { describe, expect, test } from "vitest";
import { NAME_LENGTH_MAX, parseName } from "../../src/core/store-details.ts";

describe("the name of a store or group", () => {
	test("loses its outer blanks and is otherwise as it was written", () => {
		expect(parseName("  Café №5 🍜, South ")).toEqual({ name: "Café №5 🍜, South" });
		expect(parseName("8.1E+18")).toEqual({ name: "8.1E+18" });
	});

	test.each(["", "  ", "\t\n"])("is none when nothing is left: %j", (text) => {
		expect(parseName(text)).toEqual({ name: null });
	});

	test("has at most 255 characters, counted as a reader counts them", () => {
		expect(NAME_LENGTH_MAX).toBe(255);
		expect(parseName(` ${"🍜".repeat(255)} `)).toEqual({ name: "🍜".repeat(255) });
		expect(parseName("n".repeat(256))).toEqual({ fault: "long_name" });
	});

	test.each(["a\u0000b", "two\nlines", "a\ud83c"])(
		"holds no control character and no half of a character: %j",
		(text) => {
			expect(parseName(text)).toEqual({ fault: "unprintable_name" });
		},
	);
});
