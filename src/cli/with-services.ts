import type { Context, OpenServices } from "./context.ts";

/** Opens the services for one command, and closes them whatever becomes of it. */
export async function withServices(
	context: Context,
	work: (services: OpenServices) => Promise<void>,
): Promise<void> {
	const services = await context.openServices();
	try {
		await work(services);
	} finally {
		await services.close();
	}
}
