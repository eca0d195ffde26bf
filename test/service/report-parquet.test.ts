import { expect, test } from "vitest";
import { HOUR_MS } from "../../src/core/instant.ts";
import { DEFAULT_RULES } from "../../src/core/rules.ts";
import { reportFromFiles } from "../../src/service/report-from-files.ts";
import type { ReportRequest } from "../../src/service/report-plan.ts";
import { writeReport } from "../../src/service/write-report.ts";
import { cellsOf, readParquet } from "../parquet/read-parquet.ts";
import { filesOfLines } from "./import-lines.ts";
import { linesOf, mixedFleet, NEWEST } from "./mixed-fleet.ts";

const RANGES: readonly { readonly ranges: ReportRequest["ranges"] }[] = [
	{ ranges: undefined },
	{ ranges: [{ from: NEWEST - 3 * HOUR_MS, to: NEWEST }] },
	{
		ranges: [
			{ name: "first", from: NEWEST - 900 * HOUR_MS, to: NEWEST - 800 * HOUR_MS - 1 },
			{ name: "second", from: NEWEST - 2 * HOUR_MS, to: NEWEST },
		],
	},
];

test.each(RANGES)(
	"a report as Parquet has the figures of its JSON and CSV: $ranges",
	async ({ ranges }) => {
		const files = await filesOfLines(NEWEST, linesOf(mixedFleet()));
		const asked = { ranges, rules: DEFAULT_RULES };
		const report = () => reportFromFiles(files, asked, "2026c");
		const { rows, types, metadata } = await readParquet(writeReport(report(), "parquet"));
		const json = JSON.parse((await Array.fromAsync(writeReport(report(), "json"))).join(""));
		expect(metadata).toEqual({ "openhours.method": json.method });
		expect(types).toEqual({
			store_id: "BYTE_ARRAY UTF8",
			range: "BYTE_ARRAY UTF8",
			from_utc: "INT64 TIMESTAMP_MILLIS",
			to_utc: "INT64 TIMESTAMP_MILLIS",
			open_ms: "INT64",
			up_ms: "INT64",
			down_ms: "INT64",
			unknown_ms: "INT64",
			uptime_percent: "DOUBLE?",
			coverage_percent: "DOUBLE?",
		});
		const wanted = json.stores.flatMap(
			({ store_id, figures }: { store_id: string; figures: Record<string, object> }) =>
				json.method.ranges.map(({ name, from, to }: Record<"name" | "from" | "to", string>) => ({
					store_id,
					range: name,
					from_utc: new Date(from),
					to_utc: new Date(to),
					...figures[name],
				})),
		);
		const numbers = rows.map((row) =>
			Object.fromEntries(
				Object.entries(row).map(([name, value]) => [
					name,
					typeof value === "bigint" ? Number(value) : value,
				]),
			),
		);
		expect(numbers).toEqual(wanted);
		// The extended CSV has the same, a store a line.
		const [, ...lines] = (await Array.fromAsync(writeReport(report(), "extended-csv")))
			.join("")
			.trimEnd()
			.split("\r\n");
		const width = json.method.ranges.length;
		const cells = rows
			.map(cellsOf)
			.map(({ store_id, range: _, from_utc: __, to_utc: ___, ...of }) => ({
				store_id,
				figures: Object.values(of),
			}));
		expect(lines).toEqual(
			Array.from({ length: rows.length / width }, (_, i) => {
				const ofStore = cells.slice(i * width, (i + 1) * width);
				return [ofStore[0]?.store_id, ...ofStore.flatMap(({ figures }) => figures)].join(",");
			}),
		);
	},
);
