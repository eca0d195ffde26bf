import { expect, test } from "vitest";
import { parseCurrency } from "../../src/core/currency.ts";

test("a currency has the digits that it is usually written with", () => {
	expect(parseCurrency("USD")).toEqual({ code: "USD", digits: 2 });
	expect(parseCurrency("JPY")).toEqual({ code: "JPY", digits: 0 });
	expect(parseCurrency("KWD")).toEqual({ code: "KWD", digits: 3 });
});

test("every currency has as many digits as amounts can be written with", () => {
	for (const code of Intl.supportedValuesOf("currency"))
		expect([0, 1, 2, 3, 4]).toContain(parseCurrency(code)?.digits);
});

test.each(["", "usd", "US", "$", "USD ", "QQQ"])("%j is no currency", (text) => {
	expect(parseCurrency(text)).toBeUndefined();
});
