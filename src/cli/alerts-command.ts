import { type Command, InvalidArgumentError } from "commander";
import type { DurationMs } from "../core/instant.ts";
import type { Context } from "./context.ts";
import { duration, wholeNumber } from "./options.ts";

/** Adds `openhours alerts` and its commands to the command line. */
export function addAlerts(program: Command, context: Context): void {
	const alerts = program
		.command("alerts")
		.description("who is told when stores are down: add, list, show, remove, test");
	alerts
		.command("add")
		.description(
			"have an address told when stores are down for long, and up again; prints its id, and its secret this once",
		)
		.requiredOption("--url <url>", "the address, with http or https")
		.option("--secret <secret>", "what to sign with: whsec_ and a key in base64 (default: made up)")
		.option(
			"--down-for <duration>",
			"how long a store is down before it is told, in business hours; 0 for at once (default: 15m)",
			durationOrZero,
		)
		.option("--group <name>", "only the stores of this group")
		.option(
			"--quiet-before-closing <duration>",
			"so long before a store closes it is not told; 0 for never (default: 30m)",
			durationOrZero,
		)
		.option(
			"--messages-per-hour <number>",
			"more than that become one summary (default: 20)",
			wholeNumber(1, 1_000),
		)
		.option(
			"--polls-stopped-after <duration>",
			"how old the newest poll is when it is told that none come in, or never (default: 2h)",
			durationOrNever,
		)
		.action(async (values) => (await import("./alerts.ts")).add(values, context));
	alerts
		.command("list")
		.description("the alerts that there are, newest first")
		.option("--json", "as JSON, an alert a line")
		.action(async (values) => (await import("./alerts.ts")).list(values, context));
	alerts
		.command("show <alert-id>")
		.description("the conditions of an alert, and as of when it was evaluated last, as JSON")
		.action(async (id) => (await import("./alerts.ts")).show(id, context));
	alerts
		.command("remove <alert-id>")
		.description("remove an alert, and what is known of its messages")
		.action(async (id) => (await import("./alerts.ts")).remove(id, context));
	alerts
		.command("test <alert-id>")
		.description("send a message that says nothing but that it arrives; prints its delivery's id")
		.action(async (id) => (await import("./alerts.ts")).test(id, context));
}

function durationOrZero(text: string): DurationMs {
	return text.trim() === "0" ? 0 : duration(text);
}

function durationOrNever(text: string): DurationMs | "never" {
	// Not null, which Commander takes for an option without a value.
	if (text.trim() === "never") return "never";
	const read = duration(text);
	if (read < 60_000) throw new InvalidArgumentError("Write a minute or more, or never.");
	return read;
}
