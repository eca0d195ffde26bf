import type { Context } from "./context.ts";

/** `openhours worker`: computes what is in line until it is asked to stop. */
export async function worker(
	values: { readonly concurrency?: number },
	context: Context,
): Promise<void> {
	const askedToStop = context.untilAskedToStop();
	const workers = await context.startWorkers(values);
	const { concurrency, services } = workers;
	context.standardError.write(
		`openhours ${context.version} works on ${services.database.kind === "pglite" ? "the embedded database" : "PostgreSQL"}, ` +
			`${concurrency === 1 ? "one slice" : `${concurrency} slices`} of a report at once. Stop it with Ctrl-C.\n`,
	);
	await askedToStop;
	context.standardError.write("stopping …\n");
	await workers.close();
}
