import { type Command, Option } from "commander";
import type { Context } from "./context.ts";
import { fleetFileOptions, instant, ruleOptions } from "./options.ts";

/** Adds `openhours peaks`: in which hours stores are down. */
export function addPeaks(program: Command, context: Context): void {
	const peaks = program
		.command("peaks")
		.description("in which hours of the week stores are down, of files or of the database")
		.addHelpText(
			"after",
			"\nWith --polls and the other files it needs no database; without any file it asks the database.",
		);
	for (const option of [...fleetFileOptions("list"), ...ruleOptions()]) peaks.addOption(option);
	peaks
		.option("--as-of <instant>", "what it calls now (default: the newest poll)", instant)
		.option(
			"--from <instant>",
			"where the range begins (default: four weeks before its end)",
			instant,
		)
		.option("--to <instant>", "where it ends (default: as of)", instant)
		.option("--store <id>", "only this store")
		.addOption(new Option("--group <name>", "only the stores of this group").conflicts("store"))
		.addOption(
			new Option("--format <format>", "a table for people, or all figures for programs")
				.choices(["table", "csv", "json"])
				.default("table"),
		)
		.option("--out <file>", "where to write it (default: standard output)")
		.action(async (values) => (await import("./peaks.ts")).peaks(values, context));
}
