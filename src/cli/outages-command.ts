import { type Command, Option } from "commander";
import type { Context } from "./context.ts";
import { duration, fleetFileOptions, instant, ruleOptions } from "./options.ts";

/** Adds `openhours outages`: when stores were down, one outage after the other. */
export function addOutages(program: Command, context: Context): void {
	const outages = program
		.command("outages")
		.description("when stores were down, outage by outage, of files or of the database")
		.addHelpText(
			"after",
			"\nWith --polls and the other files it needs no database; without any file it asks the database.",
		);
	for (const option of [...fleetFileOptions("list"), ...ruleOptions()]) outages.addOption(option);
	outages
		.option("--as-of <instant>", "what it calls now (default: the newest poll)", instant)
		.option("--from <instant>", "where the range begins (default: a week before its end)", instant)
		.option("--to <instant>", "where it ends (default: as of)", instant)
		.option("--store <id>", "only this store")
		.addOption(new Option("--group <name>", "only the stores of this group").conflicts("store"))
		.option("--at-least <duration>", "only outages with so much downtime in all, as 2h", duration)
		.option(
			"--ignore-under <duration>",
			"take interruptions with less downtime in all for no outages, and say so in the method",
			duration,
		)
		.option("--going-on", "only outages that are going on as of")
		.addOption(
			new Option("--format <format>", "an outage a row, or as JSON also what they come to")
				.choices(["csv", "json", "parquet"])
				.default("csv"),
		)
		.option("--out <file>", "where to write it (default: standard output)")
		.action(async (values) => (await import("./outages.ts")).outages(values, context));
}
