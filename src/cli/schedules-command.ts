import type { Command } from "commander";
import type { Context } from "./context.ts";
import { requestOptions, ruleOptions } from "./options.ts";

/** Adds `openhours schedules` and its commands to the command line. */
export function addSchedules(program: Command, context: Context): void {
	const schedules = program
		.command("schedules")
		.description("reports that recur: add, list, remove");
	const add = schedules
		.command("add <name>")
		.description("have a report triggered again and again; a schedule of the same name is replaced")
		.requiredOption("--cron <expression>", 'when: "0 6 * * 1" is Mondays at six')
		.option("--timezone <zone>", "the zone that the times are in", "UTC");
	for (const option of [...requestOptions(), ...ruleOptions()]) add.addOption(option);
	add.action(async (name, values) => (await import("./schedules.ts")).add(name, values, context));
	schedules
		.command("list")
		.description("the schedules that there are, the one that comes due next first")
		.option("--json", "as JSON, a schedule a line")
		.action(async (values) => (await import("./schedules.ts")).list(values, context));
	schedules
		.command("remove <name>")
		.description("remove a schedule; reports that it triggered stay")
		.action(async (name) => (await import("./schedules.ts")).remove(name, context));
}
