import { Command, CommanderError, Option } from "commander";
import type { Context } from "./context.ts";
import { exitCodeFor, explain } from "./exit.ts";
import { fleetFileOptions, instant, ruleOptions } from "./options.ts";

/**
 * The command line. Each command's own module is loaded when it is called, so that one that needs
 * no database or server does not wait for them.
 */
export function buildProgram(context: Context): Command {
	const program = new Command("openhours")
		.description("When a store should have been open, was it?")
		.version(context.version)
		.showHelpAfterError("(run it with --help to see what it takes)")
		.configureOutput({
			writeOut: (text) => context.standardOutput.write(text),
			writeErr: (text) => context.standardError.write(text),
		})
		.exitOverride();

	const report = program
		.command("report")
		.description("files in, report out, without any database")
		.addHelpText(
			"after",
			"\nA file may be packed with gzip, and one of them may be - for standard input.",
		);
	for (const option of [...fleetFileOptions(true), ...ruleOptions()]) report.addOption(option);
	report
		.option("--as-of <instant>", "what the report calls now (default: the newest poll)", instant)
		.option("--from <instant>", "the beginning of one custom range", instant)
		.option("--to <instant>", "its end", instant)
		.addOption(
			new Option("--format <format>", "the form of the report")
				.choices(["csv", "json"])
				.default("csv"),
		)
		.option("--out <file>", "where to write the report (default: standard output)")
		.action(async (values) => (await import("./report.ts")).report(values, context));
	return program;
}

/** Runs a command line and returns the exit code. */
export async function runProgram(argv: readonly string[], context: Context): Promise<number> {
	try {
		await buildProgram(context).parseAsync(argv, { from: "user" });
		return 0;
	} catch (error) {
		if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
		context.standardError.write(`openhours: ${explain(error)}\n`);
		return exitCodeFor(error);
	}
}
