import { availableParallelism } from "node:os";
import { formatCount } from "../core/format-count.ts";
import type { LocalDay } from "../core/local-time.ts";
import { type FleetFiles, readFleetFiles } from "../service/fleet-files.ts";
import type { ImportSummary } from "../service/import-files.ts";
import { refuseToOverwriteInput } from "../service/output-file.ts";
import { Refusal } from "../service/refusal.ts";
import { RejectLog } from "../service/reject-log.ts";
import type { Context } from "./context.ts";
import { type FleetFileValues, fleetFileNames } from "./options.ts";
import { megabytes, Progress } from "./progress.ts";
import { withServices } from "./with-services.ts";

export interface ImportValues extends FleetFileValues {
	readonly validFrom?: LocalDay;
}

/** `openhours import`: brings files into the database; to be repeated as often as one likes. */
export async function importCommand(values: ImportValues, context: Context): Promise<void> {
	const names = fleetFileNames(values);
	if (Object.keys(names).length === 0)
		throw new Refusal("invalid", "name at least one file to import, such as --polls polls.csv");
	if (values.validFrom !== undefined && names.hours === undefined && names.timezones === undefined)
		throw new Refusal(
			"invalid",
			"--valid-from is about hours and zones: name a file with --hours or --timezones",
		);
	refuseToOverwriteInput(Object.values(names), [values.rejects]);
	const rejects = new RejectLog(values.rejects);
	const progress = new Progress(context.standardError);
	let opening: ReturnType<Context["openDatabase"]> | undefined;
	try {
		const files = await readFleetFiles({
			names,
			standardInput: context.standardInput,
			now: context.now(),
			rejects,
			validFrom: values.validFrom,
			strict: values.strict,
			// The embedded database takes as long to start as the files take to be read, and a processor.
			threads: Math.max(1, availableParallelism() - 1),
			onOpened: () => {
				opening = context.openDatabase();
				opening.catch(() => {}); // heard below, when it is awaited
			},
			onProgress: (read, total) => progress.show("reading", read, total, megabytes),
		});
		const { importFiles } = await import("../service/import-files.ts");
		const database = await (opening ?? context.openDatabase());
		const summary = await importFiles(database, files, (done, total) =>
			progress.show("storing", done, total, (count) => `${formatCount(count)} stores`),
		);
		progress.clear();
		context.standardOutput.write(`${describeImport(files.rowsRead, summary).join("\n")}\n`);
		await database.close();
		opening = undefined;
		await reportWhenSettled(context);
	} finally {
		await opening?.then(
			(database) => database.close(),
			() => {},
		);
		progress.clear();
		for (const line of rejects.summary()) context.standardError.write(`${line}\n`);
		rejects.close();
	}
}

/** Has a report computed by itself where the settings ask for it. */
async function reportWhenSettled(context: Context): Promise<void> {
	const settleMs = await context.reportAfterImportMs();
	if (settleMs === undefined) return;
	await withServices(context, (services) => services.queue.reportWhenSettled(settleMs));
}

function describeImport(
	rowsRead: FleetFiles["rowsRead"],
	{ stores, polls }: ImportSummary,
): string[] {
	const rows = Object.values(rowsRead).reduce((sum, count) => sum + count, 0);
	return [
		`${formatCount(rows)} rows read, of ${formatCount(stores)} stores`,
		...(rowsRead.polls === undefined
			? []
			: [
					`polls: ${formatCount(polls.added)} new, ${formatCount(polls.replaced)} changed, ${formatCount(polls.unchanged)} there already`,
				]),
	];
}
