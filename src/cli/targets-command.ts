import { type Command, Option } from "commander";
import type { Context } from "./context.ts";
import { instant, month, target, wholeNumber } from "./options.ts";

/** Adds `openhours targets` and its commands to the command line. */
export function addTargets(program: Command, context: Context): void {
	const targets = program
		.command("targets")
		.description("what uptime is wanted, and who misses it: set, remove, list, status");
	const set = targets
		.command("set")
		.description(
			"set the target of the fleet, of a group or of a store; one that is there is replaced",
		)
		.argument("<percent>", "from 0.001 to 100, with three decimals at the most", target);
	for (const option of ownerOptions()) set.addOption(option);
	set.action(async (percent, values) =>
		(await import("./targets.ts")).set(percent, values, context),
	);
	const remove = targets
		.command("remove")
		.description("remove the target of the fleet, of a group or of a store");
	for (const option of ownerOptions()) remove.addOption(option);
	remove.action(async (values) => (await import("./targets.ts")).remove(values, context));
	targets
		.command("list")
		.description("the targets that were set: the fleet's, then those of groups and of stores")
		.option("--limit <number>", "how many at the most", wholeNumber(1, 1_000_000), 1_000)
		.option("--json", "as JSON, a target a line")
		.action(async (values) => (await import("./targets.ts")).list(values, context));
	targets
		.command("status")
		.description(
			"the stores that have a target, and how much downtime each has left in a month; first those that miss it, or are nearest to it",
		)
		.option("--month <month>", "which month, as 2023-01 (default: the one of as of)", month)
		.option("--as-of <instant>", "what it calls now (default: the newest poll)", instant)
		.option("--group <name>", "only this group and its stores")
		.option("--missed", "only stores and groups that miss their target so far")
		.addOption(
			new Option("--format <format>", "a store a line, or also the fleet, groups and counts")
				.choices(["csv", "json"])
				.default("csv"),
		)
		.option("--out <file>", "where to write it (default: standard output)")
		.action(async (values) => (await import("./targets.ts")).status(values, context));
}

function ownerOptions(): Option[] {
	return [
		new Option("--fleet", "of the fleet").conflicts(["group", "store"]),
		new Option("--group <name>", "of this group").conflicts(["fleet", "store"]),
		new Option("--store <id>", "of this store").conflicts(["fleet", "group"]),
	];
}
