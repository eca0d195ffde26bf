import type { Context } from "./context.ts";

/** `openhours migrate`: brings the tables, and those of the queue, up to this version. */
export async function migrate(context: Context): Promise<void> {
	const { isDistributed } = await context.migrate();
	context.standardOutput.write(
		`The tables are those of openhours ${context.version}${isDistributed ? ", distributed by store over the nodes of Citus" : ""}.\n`,
	);
}
