import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Instant } from "../core/instant.ts";
import { readFleetFiles } from "../service/fleet-files.ts";
import { refuseToOverwriteInput, writeOutputFile } from "../service/output-file.ts";
import { Refusal } from "../service/refusal.ts";
import { RejectLog } from "../service/reject-log.ts";
import { reportFromFiles } from "../service/report-from-files.ts";
import { type ReportFormat, writeReport } from "../service/write-report.ts";
import type { Context } from "./context.ts";
import { describeMethod } from "./describe-method.ts";
import { chosenRules, type FleetFileValues, fleetFileNames, type RuleValues } from "./options.ts";
import { megabytes, Progress } from "./progress.ts";

export interface ReportValues extends FleetFileValues, RuleValues {
	readonly asOf?: Instant;
	readonly from?: Instant;
	readonly to?: Instant;
	readonly format: ReportFormat;
	readonly out?: string;
}

/** `openhours report`: files in, report out, without any database. */
export async function report(values: ReportValues, context: Context): Promise<void> {
	const { from, to, asOf } = values;
	if ((from === undefined) !== (to === undefined))
		throw new Refusal("invalid", "--from and --to go together: give both, or neither");
	const rules = chosenRules(values, await context.rules());
	const names = fleetFileNames(values);
	refuseToOverwriteInput(Object.values(names), [values.out, values.rejects]);
	const rejects = new RejectLog(values.rejects);
	const progress = new Progress(context.standardError);
	try {
		const files = await readFleetFiles({
			names,
			standardInput: context.standardInput,
			now: context.now(),
			rejects,
			strict: values.strict,
			onProgress: (read, total) => progress.show("reading", read, total, megabytes),
		});
		const ranges = from === undefined || to === undefined ? undefined : [{ from, to }];
		const result = reportFromFiles(files, { asOf, ranges, rules }, context.zoneDataVersion);
		const text = writeReport(result, values.format);
		progress.clear();
		if (values.out === undefined)
			await pipeline(Readable.from(text), context.standardOutput, { end: false });
		else await writeOutputFile(values.out, text);
		tell(context, [...rejects.summary(), ...describeMethod(result.method, values.out)]);
	} catch (error) {
		progress.clear();
		tell(context, rejects.summary());
		throw error;
	} finally {
		rejects.close();
	}
}

function tell({ standardError }: Context, lines: readonly string[]): void {
	for (const line of lines) standardError.write(`${line}\n`);
}
