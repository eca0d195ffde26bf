import { type Command, Option } from "commander";
import type { Context } from "./context.ts";
import { formatOption, instant, requestOptions, ruleOptions, wholeNumber } from "./options.ts";

/** Adds `openhours reports` and its commands to the command line. */
export function addReports(program: Command, context: Context): void {
	const reports = program
		.command("reports")
		.description("reports from the database: trigger, list, show, download, cancel, delete");
	const trigger = reports
		.command("trigger")
		.description("put a report in line for servers and workers, and print its id");
	for (const option of [...requestOptions(), ...ruleOptions()]) trigger.addOption(option);
	trigger
		.option("--as-of <instant>", "what the report calls now (default: the newest poll)", instant)
		.option("--from <instant>", "the beginning of one custom range", instant)
		.option("--to <instant>", "its end", instant)
		.option("--wait", "wait until it is finished")
		.action(async (values) => (await import("./reports.ts")).trigger(values, context));
	reports
		.command("list")
		.description("the reports that there are, newest first")
		.addOption(
			new Option("--state <state>", "only those in this state").choices([
				"queued",
				"running",
				"complete",
				"failed",
				"cancelled",
			]),
		)
		.option("--limit <number>", "how many at the most", wholeNumber(1, 1_000), 20)
		.option("--json", "as JSON, a report a line")
		.action(async (values) => (await import("./reports.ts")).list(values, context));
	reports
		.command("show <report-id>")
		.description("what was asked of a report, how far it is, and how it came about, as JSON")
		.action(async (id) => (await import("./reports.ts")).show(id, context));
	reports
		.command("download <report-id>")
		.description("the rows of a complete report, or its outages")
		.option(
			"--outages",
			"its outages, where it was asked for them with --include outages: as csv, json or parquet",
		)
		.addOption(formatOption())
		.option("--out <file>", "where to write them (default: standard output)")
		.action(async (id, values) => (await import("./reports.ts")).download(id, values, context));
	reports
		.command("cancel <report-id>")
		.description("stop a report that is not finished")
		.action(async (id) => (await import("./reports.ts")).end(id, "cancel", context));
	reports
		.command("delete <report-id>")
		.description("delete a report and its rows")
		.action(async (id) => (await import("./reports.ts")).end(id, "delete", context));
}
