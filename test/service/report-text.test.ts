import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { beforeAll, expect, test } from "vitest";
import { HOUR_MS, MINUTE_MS, utcDayOf } from "../../src/core/instant.ts";
import { packPoll } from "../../src/core/poll.ts";
import { createMonths } from "../../src/database/store-day.ts";
import { writePolls } from "../../src/database/write-polls.ts";
import { cancelReport } from "../../src/service/cancel-report.ts";
import { deleteReport } from "../../src/service/delete-report.ts";
import { Refusal } from "../../src/service/refusal.ts";
import { reportWithId } from "../../src/service/report-resource.ts";
import { reportFileName, reportText } from "../../src/service/report-text.ts";
import { triggerReport } from "../../src/service/trigger-report.ts";
import { REPORT_FORMATS } from "../../src/service/write-report.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { computeToItsEnd, reportToItsEnd, testServices } from "./services.ts";

const NOON = Date.UTC(2023, 0, 25, 12);
/** More than are read at a time, and than fit in three slices. */
const STORES = 4_321;

describeOnBothEngines("the text of a report", (given) => {
	const services = () => testServices(given.database, NOON, { sliceStores: 1_500 });

	beforeAll(async () => {
		await createMonths(given.database, { first: utcDayOf(NOON), last: utcDayOf(NOON) });
		const polls = Float64Array.of(packPoll(NOON - 30 * MINUTE_MS, 1));
		const stores = Array.from({ length: STORES }, (_, i) => ({
			storeId: String(i).padStart(4, "0"),
			polls,
		}));
		await given.database.transaction((tx) => writePolls(tx, stores));
	});

	test("has every store once, in order, however many there are", async () => {
		const reportId = await reportToItsEnd(services());
		const report = await reportWithId(services(), reportId);
		const csv = await text(Readable.from(reportText(services(), report, "csv")));
		const [, ...rows] = csv.trimEnd().split("\r\n");
		expect(rows.map((row) => row.split(",", 1)[0])).toEqual(
			Array.from({ length: STORES }, (_, i) => String(i).padStart(4, "0")),
		);
	});

	test("is there once the report is complete, and until then refused", async () => {
		const ours = services();
		const { reportId } = await triggerReport(ours);
		const refusalOf = async () => {
			const report = await reportWithId(ours, reportId);
			try {
				reportText(ours, report, "csv");
				return undefined;
			} catch (error) {
				expect(error).toBeInstanceOf(Refusal);
				const { meaning, message } = error as Refusal;
				return `${meaning}: ${message}`;
			}
		};
		expect(await refusalOf()).toBe("conflict: The report is queued; only a complete one has rows.");
		await cancelReport(ours, reportId);
		expect(await refusalOf()).toBe(
			"conflict: The report is cancelled; only a complete one has rows.",
		);
		await computeToItsEnd(ours);
	});

	test.each(REPORT_FORMATS)(
		"as %s breaks off with an error when the report is deleted meanwhile",
		async (format) => {
			// So many that Parquet has several row groups, too, of 10,000 stores and ranges.
			const ranges = Array.from({ length: 20 }, (_, i) => ({ from: NOON - HOUR_MS - i, to: NOON }));
			const reportId = await reportToItsEnd(services(), { asOf: NOON, ranges });
			const report = await reportWithId(services(), reportId);
			const reading = async () => {
				let pieces = 0;
				for await (const _ of reportText(services(), report, format))
					if (++pieces === 2) await deleteReport(services(), reportId);
			};
			const broken = reading();
			await expect(broken).rejects.toBeInstanceOf(Refusal);
			await expect(broken).rejects.toMatchObject({ meaning: "not_found" });
		},
	);

	test("is a file whose name tells as of and the format", async () => {
		const ours = services();
		const { reportId } = await triggerReport(ours);
		const report = await reportWithId(ours, reportId);
		expect(REPORT_FORMATS.map((format) => reportFileName(report, format))).toEqual([
			"openhours-2023-01-25T11-30-00Z.csv",
			"openhours-2023-01-25T11-30-00Z.csv",
			"openhours-2023-01-25T11-30-00Z.json",
			"openhours-2023-01-25T11-30-00Z.ndjson",
			"openhours-2023-01-25T11-30-00Z.parquet",
		]);
	});
});
