import { type Command, Option } from "commander";
import type { Context } from "./context.ts";
import { fleetFileOptions, instant, ruleOptions } from "./options.ts";

/** Adds `openhours uptime`: uptime and coverage by the stores' own calendars. */
export function addUptime(program: Command, context: Context): void {
	const uptime = program
		.command("uptime")
		.description(
			"uptime and coverage by hour, day, week or month of the stores' own calendars, of files or of the database",
		)
		.addHelpText(
			"after",
			"\nWith --polls and the other files it needs no database; without any file it asks the database.",
		);
	for (const option of [...fleetFileOptions("list"), ...ruleOptions()]) uptime.addOption(option);
	uptime
		.addOption(
			new Option("--by <unit>", "what the range is cut by; weeks begin on Monday")
				.choices(["hour", "day", "week", "month"])
				.default("day"),
		)
		.addOption(
			new Option("--per <subject>", "a row for each store, or for its group or the fleet in all")
				.choices(["store", "group", "fleet"])
				.default("store"),
		)
		.option("--as-of <instant>", "what it calls now (default: the newest poll)", instant)
		.option("--from <instant>", "where the range begins (default: a week before its end)", instant)
		.option("--to <instant>", "where it ends (default: as of)", instant)
		.option("--store <id>", "only this store")
		.addOption(new Option("--group <name>", "only the stores of this group").conflicts("store"))
		.addOption(
			new Option("--format <format>", "a part a row, or as JSON also what they come to")
				.choices(["csv", "json", "parquet"])
				.default("csv"),
		)
		.option("--out <file>", "where to write it (default: standard output)")
		.action(async (values) => (await import("./uptime.ts")).uptime(values, context));
}
