import type { Command } from "commander";
import type { Context } from "./context.ts";
import { wholeNumber } from "./options.ts";

/** Adds `openhours webhooks` and its commands to the command line. */
export function addWebhooks(program: Command, context: Context): void {
	const webhooks = program
		.command("webhooks")
		.description("who is told when reports end: add, list, remove, enable, deliveries");
	webhooks
		.command("add")
		.description(
			"have an address told when any report ends; prints its id, and its secret this once",
		)
		.requiredOption("--url <url>", "the address, with http or https")
		.option("--secret <secret>", "what to sign with: whsec_ and a key in base64 (default: made up)")
		.action(async (values) => (await import("./webhooks.ts")).add(values, context));
	webhooks
		.command("list")
		.description("the webhooks for all reports, then those of single reports and those of alerts")
		.option("--limit <number>", "how many at the most", wholeNumber(1, 1_000), 100)
		.option("--json", "as JSON, a webhook a line")
		.action(async (values) => (await import("./webhooks.ts")).list(values, context));
	webhooks
		.command("remove <webhook-id>")
		.description("remove a webhook, and what is known of its messages")
		.action(async (id) => (await import("./webhooks.ts")).remove(id, context));
	webhooks
		.command("enable <webhook-id>")
		.description("have a webhook told again that was disabled")
		.action(async (id) => (await import("./webhooks.ts")).enable(id, context));
	webhooks
		.command("deliveries")
		.description("what was sent in the last 30 days and what became of it, newest first")
		.option("--webhook <webhook-id>", "only those of this webhook")
		.option("--limit <number>", "how many at the most", wholeNumber(1, 1_000), 20)
		.option("--json", "as JSON with the bodies, a message a line")
		.action(async (values) => (await import("./webhooks.ts")).deliveries(values, context));
}
