import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { setTimeout as after } from "node:timers/promises";
import { expect } from "vitest";
import { formatInstant, type Instant, MINUTE_MS } from "../../src/core/instant.ts";
import { DEFAULT_RULES } from "../../src/core/rules.ts";
import { readFleetFiles } from "../../src/service/fleet-files.ts";
import { RejectLog } from "../../src/service/reject-log.ts";
import { reportFromFiles } from "../../src/service/report-from-files.ts";
import { writeReport } from "../../src/service/write-report.ts";
import type { Crew } from "./crew.ts";
import type { FleetOnDisk } from "./fleet.ts";

/** Reports that were accepted, each with what its CSV must be. */
export type AcceptedReports = ReadonlyMap<string, string>;

/** Has a crew accept so many reports, no two of them alike. */
export async function acceptReports(
	crew: Crew,
	fleet: FleetOnDisk,
	count: number,
): Promise<AcceptedReports> {
	const files = await readFleetFiles({
		names: fleet.names,
		standardInput: Readable.from([]),
		now: Date.now(),
		rejects: new RejectLog(),
		strict: true,
	});
	const newest = files.polls?.newestAt(Number.POSITIVE_INFINITY) as Instant;
	const accepted = new Map<string, string>();
	for (let i = 0; i < count; i++) {
		const asOf = newest - i * 7 * MINUTE_MS;
		const { report_id: reportId } = await crew.json<{ report_id: string }>("/v1/reports", {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify({ as_of: formatInstant(asOf) }),
		});
		const report = reportFromFiles(files, { asOf, rules: DEFAULT_RULES }, "any");
		accepted.set(reportId, digest(await text(Readable.from(writeReport(report, "csv")))));
	}
	return accepted;
}

function digest(csv: string): string {
	return createHash("sha256").update(csv).digest("hex");
}

/** Waits until every report is complete; one that ends otherwise is a failure of the test. */
export async function untilComplete(crew: Crew, accepted: AcceptedReports): Promise<void> {
	for (const reportId of accepted.keys())
		for (;;) {
			const report = await crew.json<{ state: string }>(`/v1/reports/${reportId}`);
			if (report.state === "complete") break;
			expect(report).toMatchObject({ state: expect.stringMatching(/^(queued|running)$/) });
			await after(100);
		}
}

/** Downloads every report and compares it with what the files alone give, byte for byte. */
export async function expectAllRight(crew: Crew, accepted: AcceptedReports): Promise<void> {
	for (const [reportId, wanted] of accepted) {
		const answer = await crew.ask(`/v1/reports/${reportId}/rows?format=csv`);
		expect(digest(await answer.text())).toBe(wanted);
	}
}
