import type { Context, ServerOptions } from "./context.ts";

export interface ServeValues {
	readonly host?: string;
	readonly port?: number;
}

/** `openhours serve`: answers over HTTP until it is asked to stop. */
export async function serve(values: ServeValues, context: Context): Promise<void> {
	const options: ServerOptions = { host: values.host, port: values.port };
	const askedToStop = context.untilAskedToStop();
	const server = await context.startServer(options);
	context.standardError.write(
		`openhours ${context.version} answers at ${server.url}\n` +
			`  POST ${server.url}/trigger_report   then   GET ${server.url}/get_report/{report_id}\n` +
			`${server.access}\nStop it with Ctrl-C.\n`,
	);
	await askedToStop;
	context.standardError.write("stopping …\n");
	await server.close();
}
