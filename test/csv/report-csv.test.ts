import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HOUR_MS, MINUTE_MS } from "../../src/core/instant.ts";
import { type ReportRange, standardRanges } from "../../src/core/report.ts";
import { NO_TIME, type Totals } from "../../src/core/totals.ts";
import { formatCell } from "../../src/csv/cell.ts";
import { csvFor, extendedCsv, PLAIN_CSV } from "../../src/csv/report-csv.ts";

describe("a cell that is written", () => {
	test.each([
		["1000385412041408565", "1000385412041408565"],
		["Zürich, Bahnhof", '"Zürich, Bahnhof"'],
		['say "hi"', '"say ""hi"""'],
		["two\nlines", '"two\nlines"'],
		["", ""],
		["=1+1", "'=1+1"],
		["+41", "'+41"],
		["-1", "'-1"],
		["@SUM(A1)", "'@SUM(A1)"],
		["\tx", "'\tx"],
		["\rx", `"'\rx"`],
		['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
		["1-1", "1-1"],
	])("%j stands as %s", (text, written) => {
		expect(formatCell(text)).toBe(written);
	});

	test("gives back its text to a CSV parser, and is a formula to no spreadsheet", () => {
		fc.assert(
			fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 2 }), (cells) => {
				const line = cells.map(formatCell).join(",");
				const [read] = parse(line, { record_delimiter: "\r\n" }) as [string[]];
				expect(read.map((cell) => cell.replace(/^'(?=[=+\-@\t\r])/, ""))).toEqual(
					cells.map((cell) => cell.replace(/^'(?=[=+\-@\t\r])/, "")),
				);
				for (const cell of read) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
			}),
		);
	});
});

describe("a report as CSV", () => {
	const totals = (upMs: number, downMs: number, unknownMs = 0): Totals => ({
		upMs,
		downMs,
		unknownMs,
	});

	test("has minutes for the last hour, and hours for day and week, up before down", () => {
		const row = PLAIN_CSV.row({
			storeId: "7",
			totals: [
				totals(45 * MINUTE_MS, 15 * MINUTE_MS),
				totals(7.5 * HOUR_MS, HOUR_MS / 4),
				totals(100 * HOUR_MS, 68 * HOUR_MS),
			],
		});
		expect(PLAIN_CSV.header + row).toBe(
			"store_id,uptime_last_hour,uptime_last_day,uptime_last_week,downtime_last_hour,downtime_last_day,downtime_last_week\r\n" +
				"7,45.00,7.50,100.00,15.00,0.25,68.00\r\n",
		);
	});

	test("rounds half up from the milliseconds, once", () => {
		const hundredthOfMinute = MINUTE_MS / 100;
		const row = (upMs: number) =>
			PLAIN_CSV.row({ storeId: "7", totals: [totals(upMs, 0), NO_TIME, NO_TIME] });
		expect(row(hundredthOfMinute / 2 - 1)).toContain("7,0.00,");
		expect(row(hundredthOfMinute / 2)).toContain("7,0.01,");
		expect(row(60 * MINUTE_MS - hundredthOfMinute / 2 - 1)).toContain("7,59.99,");
		expect(row(60 * MINUTE_MS - hundredthOfMinute / 2)).toContain("7,60.00,");
	});

	const range = (name: string): ReportRange => ({ name, from: 0, to: 1 });

	test("of a custom range has hours, and shares that are cut and not rounded", () => {
		const csv = csvFor([range("custom")]);
		const row = csv.row({ storeId: "7", totals: [totals(2 * HOUR_MS - 1, 1, HOUR_MS)] });
		expect(csv.header + row).toBe(
			"store_id,open_hours,uptime_hours,downtime_hours,unknown_hours,uptime_percent,coverage_percent\r\n" +
				"7,3.00,2.00,0.00,1.00,99.999,66.666\r\n",
		);
	});

	test("of several ranges has the same columns for each, under its name and in their order", () => {
		const csv = csvFor([range("march"), range("april")]);
		const row = csv.row({
			storeId: "7",
			totals: [totals(2 * HOUR_MS - 1, 1, HOUR_MS), totals(HOUR_MS, HOUR_MS)],
		});
		expect(csv.header + row).toBe(
			"store_id," +
				"march_open_hours,march_uptime_hours,march_downtime_hours,march_unknown_hours,march_uptime_percent,march_coverage_percent," +
				"april_open_hours,april_uptime_hours,april_downtime_hours,april_unknown_hours,april_uptime_percent,april_coverage_percent\r\n" +
				"7,3.00,2.00,0.00,1.00,99.999,66.666,2.00,1.00,1.00,0.00,50.000,100.000\r\n",
		);
	});

	test("that is extended has exact milliseconds and shares, each under its range's name", () => {
		const csv = extendedCsv([range("custom")]);
		const row = csv.row({ storeId: "7", totals: [totals(2 * HOUR_MS - 1, 1, HOUR_MS)] });
		expect(csv.header + row).toBe(
			"store_id,custom_open_ms,custom_up_ms,custom_down_ms,custom_unknown_ms,custom_uptime_percent,custom_coverage_percent\r\n" +
				"7,10800000,7199999,1,3600000,99.999,66.666\r\n",
		);
		const standard = extendedCsv(standardRanges(0));
		expect(standard.header.match(/last_(hour|day|week)_(open|up|down|unknown)_ms/g)).toHaveLength(
			12,
		);
		expect(standard.row({ storeId: "=7", totals: [NO_TIME, NO_TIME, NO_TIME] })).toBe(
			`'=7${",0,0,0,0,,".repeat(3)}\r\n`,
		);
	});

	test("leaves a share empty where there is nothing to share", () => {
		const csv = csvFor([range("custom")]);
		expect(csv.row({ storeId: "7", totals: [NO_TIME] })).toBe("7,0.00,0.00,0.00,0.00,,\r\n");
		expect(csv.row({ storeId: "7", totals: [totals(0, 0, HOUR_MS)] })).toBe(
			"7,1.00,0.00,0.00,1.00,,0.000\r\n",
		);
	});

	test("keeps a store id from being a formula or a second column", () => {
		const totalsOfAll = [NO_TIME, NO_TIME, NO_TIME];
		expect(PLAIN_CSV.row({ storeId: "=1+1", totals: totalsOfAll })).toMatch(/^'=1\+1,0\.00/);
		expect(PLAIN_CSV.row({ storeId: "a,b", totals: totalsOfAll })).toMatch(/^"a,b",0\.00/);
	});

	test("is the plain one for the standard ranges", () => {
		expect(csvFor(standardRanges(0))).toBe(PLAIN_CSV);
	});
});
