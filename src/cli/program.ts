import { Command, CommanderError } from "commander";
import { addAlerts } from "./alerts-command.ts";
import type { Context } from "./context.ts";
import { addKeys } from "./keys-command.ts";
import {
	fleetFileOptions,
	formatOption,
	instant,
	ruleOptions,
	validFromOption,
	wholeNumber,
} from "./options.ts";
import { addOutages } from "./outages-command.ts";
import { addPeaks } from "./peaks-command.ts";
import { addReports } from "./reports-command.ts";
import { addSchedules } from "./schedules-command.ts";
import { addTargets } from "./targets-command.ts";
import { addUptime } from "./uptime-command.ts";
import { addWebhooks } from "./webhooks-command.ts";

/** What the process ends with when nothing was thrown. */
export interface Outcome {
	exitCode: number;
}

/**
 * The command line. Each command's own module is loaded when it is called, so that one that needs
 * no database or server does not wait for them.
 */
export function buildProgram(context: Context, outcome: Outcome = { exitCode: 0 }): Command {
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
	for (const option of [...fleetFileOptions("report"), ...ruleOptions()]) report.addOption(option);
	report
		.option("--as-of <instant>", "what the report calls now (default: the newest poll)", instant)
		.option("--from <instant>", "the beginning of one custom range", instant)
		.option("--to <instant>", "its end", instant)
		.addOption(formatOption())
		.option("--out <file>", "where to write the report (default: standard output)")
		.action(async (values) => (await import("./report.ts")).report(values, context));

	addOutages(program, context);
	addPeaks(program, context);
	addUptime(program, context);

	const importCommand = program
		.command("import")
		.description("bring files into the database, as often as you like: repeats change nothing");
	for (const option of [...fleetFileOptions("import"), validFromOption()])
		importCommand.addOption(option);
	importCommand.action(async (values) =>
		(await import("./import.ts")).importCommand(values, context),
	);

	program
		.command("serve")
		.description("answer over HTTP")
		.option("--host <address>", "the address to listen on (default: OPENHOURS_HOST or 127.0.0.1)")
		.option(
			"--port <number>",
			"the port to listen on, 0 for any free one (default: OPENHOURS_PORT or 7070)",
			wholeNumber(0, 65_535),
		)
		.action(async (values) => (await import("./serve.ts")).serve(values, context));

	program
		.command("worker")
		.description(
			"compute reports that servers and others put in line, on PostgreSQL as many as you like",
		)
		.option(
			"--concurrency <number>",
			"how many slices of reports at once (default: OPENHOURS_CONCURRENCY or 2)",
			wholeNumber(1, 64),
		)
		.action(async (values) => (await import("./worker.ts")).worker(values, context));

	program
		.command("migrate")
		.description("bring the database up to this version; on Citus, distribute it")
		.action(async () => (await import("./migrate.ts")).migrate(context));
	program
		.command("doctor")
		.description(
			"say what is wrong and what to do, and change nothing; exit code 1 when something is",
		)
		.option("--json", "as JSON, a finding a line")
		.action(async (values) => {
			outcome.exitCode = await (await import("./doctor.ts")).doctor(values, context);
		});

	addTargets(program, context);
	addReports(program, context);
	addSchedules(program, context);
	addWebhooks(program, context);
	addAlerts(program, context);
	addKeys(program, context);

	program
		.command("sample")
		.description("write a generated fleet as the CSV files that operators have")
		.requiredOption("--out <directory>", "where to write them; made when it is missing")
		.option("--stores <number>", "how many stores", wholeNumber(1, 1_000_000), 200)
		.option("--days <number>", "how many days of polls", wholeNumber(1, 400), 14)
		.option("--seed <number>", "the same seed gives the same fleet", wholeNumber(0, 999_999_999), 1)
		.option("--as-of <instant>", "its newest poll (default: the last full hour)", instant)
		.action(async (values) => (await import("./sample.ts")).sample(values, context));
	program
		.command("demo")
		.description("the main job from end to end, on a sample fleet; then go on serving it")
		.option(
			"--port <number>",
			"the port to listen on (default: 7070, or any free one)",
			wholeNumber(0, 65_535),
		)
		.action(async (values) => (await import("./demo.ts")).demo(values, context));
	return program;
}

/** Runs a command line and returns the exit code. */
export async function runProgram(argv: readonly string[], context: Context): Promise<number> {
	const outcome: Outcome = { exitCode: 0 };
	try {
		await buildProgram(context, outcome).parseAsync(argv, { from: "user" });
		return outcome.exitCode;
	} catch (error) {
		if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
		const { message, exitCode } = (await import("./exit.ts")).describeFailure(error);
		context.standardError.write(`openhours: ${message}\n`);
		return exitCode;
	}
}
