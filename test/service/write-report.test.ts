import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { Method } from "../../src/core/method.ts";
import { type ReportRange, type ReportRow, standardRanges } from "../../src/core/report.ts";
import { DEFAULT_RULES } from "../../src/core/rules.ts";
import { REPORT_FORMATS, WRITER_VERSION, writeReport } from "../../src/service/write-report.ts";

const NOON = Date.UTC(2023, 0, 25, 12);

function methodOver(ranges: readonly ReportRange[]): Method {
	return {
		asOf: NOON,
		ranges,
		rules: DEFAULT_RULES,
		zoneDataVersion: "2026c",
		selection: "all",
		group: undefined,
		stores: 3,
		storesWithDefaultZone: 1,
		storesWithDefaultHours: 2,
		specialDates: 0,
		closures: 0,
		exceptions: { closures: [], dates: [], changes: [], notListed: 0 },
		newestPoll: NOON - 1,
	};
}

const totals = (upMs: number, downMs: number, unknownMs: number) => ({ upMs, downMs, unknownMs });

/** Rows of three ranges: with rounding, nothing to measure, and an id that needs quotes. */
const ROWS: readonly ReportRow[] = [
	{
		storeId: "8139926242460185114",
		totals: [totals(1_234_567, 7, 0), totals(0, 0, 0), totals(86_399_999, 1, 3)],
	},
	{ storeId: 'with "quotes", commas', totals: [totals(0, 1, 0), totals(2, 1, 0), totals(0, 0, 9)] },
	{ storeId: "störe", totals: [totals(5, 5, 5), totals(1, 0, 0), totals(0, 3_600_000, 0)] },
];

const STANDARD = standardRanges(NOON);
const OWN = STANDARD.map((range, i) => ({ ...range, name: `own_${i}` }));

async function hashOf(ranges: readonly ReportRange[], format: (typeof REPORT_FORMATS)[number]) {
	const hash = createHash("sha256");
	const report = { method: methodOver(ranges), batches: [ROWS.slice(0, 2), ROWS.slice(2)] };
	for await (const piece of writeReport(report, format)) hash.update(piece);
	return hash.digest("hex").slice(0, 16);
}

test("a report is written in the same bytes as ever; when it is not, WRITER_VERSION is raised", async () => {
	const hashes: Record<string, string> = {};
	for (const format of REPORT_FORMATS) {
		hashes[format] = await hashOf(STANDARD, format);
		hashes[`${format} of other ranges`] = await hashOf(OWN, format);
	}
	// Parts of two downloads must not be put together when their bytes differ: their ETag has the version.
	expect({ version: WRITER_VERSION, hashes }).toEqual({
		version: 2,
		hashes: {
			csv: "a52f956a9cc0f7c9",
			"csv of other ranges": "e0791484edc4681c",
			"extended-csv": "66180034a73c68c8",
			"extended-csv of other ranges": "a948e707bba67eec",
			json: "476cbf7eeba82d5a",
			"json of other ranges": "0bdc92fc95d1d13a",
			ndjson: "ad317e0ebdabe630",
			"ndjson of other ranges": "e37ff037b1cf245d",
			parquet: "91fc688af94c33b8",
			"parquet of other ranges": "116b312f3b9d1c6f",
		},
	});
});
