import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatByteSize, parseByteSize } from "../../src/core/byte-size.ts";

describe("a number of bytes", () => {
	test.each([
		["1B", 1],
		["512MB", 512_000_000],
		["2GB", 2_000_000_000],
		[" 2 gb ", 2_000_000_000],
		["64KiB", 65_536],
		["10kb", 10_000],
		["1MiB", 1_048_576],
		["3GiB", 3_221_225_472],
	])("is read from %s", (text, bytes) => {
		expect(parseByteSize(text)).toBe(bytes);
	});

	test.each([
		"",
		"1",
		"0MB",
		"-1MB",
		"1.5GB",
		"1e9B",
		"GB",
		"1 TB",
		"1M",
		"1G",
		"1  MB",
		"9999999999B",
	])("is not read from %j", (text) => {
		expect(parseByteSize(text)).toBeUndefined();
	});

	test.each([
		[1_000_000_000, "1 GB"],
		[1_073_741_824, "1 GiB"],
		[256_000_000, "256 MB"],
		[65_536, "64 KiB"],
		[1_500, "1500 B"],
		[0, "0 B"],
	])("of %d is written as %s", (bytes, text) => {
		expect(formatByteSize(bytes)).toBe(text);
	});

	test("is read back as it was written", () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 999_999_999 }), (bytes) => {
				expect(parseByteSize(formatByteSize(bytes))).toBe(bytes);
			}),
		);
	});
});
