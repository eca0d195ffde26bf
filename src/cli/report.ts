import type { Instant } from "../core/instant.ts";
import { Refusal } from "../service/refusal.ts";
import { reportFromFiles } from "../service/report-from-files.ts";
import { type ReportFormat, writeReport } from "../service/write-report.ts";
import type { Context } from "./context.ts";
import { describeMethod } from "./describe-method.ts";
import { chosenRules, type FleetFileValues, type RuleValues } from "./options.ts";
import { refuseUnreadable } from "./refuse-unreadable.ts";
import { type OutputValues, withFleetFiles, writeResult } from "./with-fleet-files.ts";

export interface ReportValues extends FleetFileValues, RuleValues, OutputValues {
	readonly asOf?: Instant;
	readonly from?: Instant;
	readonly to?: Instant;
	readonly format: ReportFormat;
}

/** `openhours report`: files in, report out, without any database. */
export async function report(values: ReportValues, context: Context): Promise<void> {
	const { from, to, asOf } = values;
	refuseUnreadable(values, context);
	if ((from === undefined) !== (to === undefined))
		throw new Refusal("invalid", "--from and --to go together: give both, or neither");
	const rules = chosenRules(values, await context.rules());
	await withFleetFiles(values, context, async (files) => {
		const ranges = from === undefined || to === undefined ? undefined : [{ from, to }];
		const result = reportFromFiles(files, { asOf, ranges, rules }, context.zoneDataVersion);
		await writeResult(writeReport(result, values.format), values, context);
		return describeMethod(result.method, values.out);
	});
}
