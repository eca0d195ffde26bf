import { type Command, Option } from "commander";
import type { Context } from "./context.ts";
import { expiry, wholeNumber } from "./options.ts";

/** Adds `openhours keys` and its commands to the command line. */
export function addKeys(program: Command, context: Context): void {
	const keys = program
		.command("keys")
		.description("who may use the HTTP API: create, list and revoke keys");
	keys
		.command("create")
		.description("make a key and print it, this once: only a hash of it is kept")
		.requiredOption("--name <name>", "who uses it, for lists and logs")
		.addOption(
			new Option(
				"--scope <scope>",
				"what it is good for; each scope does all that those before it do",
			)
				.choices(["read", "write", "admin"])
				.makeOptionMandatory(),
		)
		.option(
			"--expires <when>",
			"from when on it is good for nothing: an instant, or how long from now, as 90d",
			expiry,
		)
		.action(async (values) => (await import("./keys.ts")).create(values, context));
	keys
		.command("list")
		.description("all keys, also those that were revoked or have expired, newest first")
		.option("--limit <number>", "how many at the most", wholeNumber(1, 1_000), 100)
		.option("--json", "as JSON, a key a line")
		.action(async (values) => (await import("./keys.ts")).list(values, context));
	keys
		.command("revoke <key>")
		.description(
			"have a key be good for nothing at once: by its id, the beginning of it, or its name",
		)
		.action(async (key) => (await import("./keys.ts")).revoke(key, context));
}
