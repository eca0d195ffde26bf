import type { FastifyInstance, HTTPMethods } from "fastify";
import { HttpProblem } from "./problem.ts";

/** Those that HTTP's own documents define, and that may be asked of any address. */
const METHODS: readonly HTTPMethods[] = [
	"GET",
	"HEAD",
	"POST",
	"PUT",
	"PATCH",
	"DELETE",
	"OPTIONS",
];

/**
 * Has the address of every operation refuse the methods that it does not take, with the list of those that it does: the
 * router alone would say that there is nothing at it. To be called before any route is made.
 */
export function refuseOtherMethods(app: FastifyInstance): { readonly afterAllRoutes: () => void } {
	const methodsOf = new Map<string, Set<string>>();
	app.addHook("onRoute", ({ url, method, schema }) => {
		// Pages that a library serves answer to what they answer to.
		if (schema?.operationId === undefined) return;
		const methods = methodsOf.get(url) ?? new Set();
		for (const one of [method].flat()) methods.add(one);
		methodsOf.set(url, methods);
	});
	const afterAllRoutes = () => {
		app.register(async (others) => {
			for (const [url, methods] of [...methodsOf]) {
				const missing = METHODS.filter((method) => !methods.has(method));
				const allow = [...methods].sort().join(", ");
				others.route({
					method: [...missing],
					url,
					exposeHeadRoute: false,
					config: { scope: "public" },
					schema: { hide: true },
					// Before a body is read, or found to be of the wrong type.
					onRequest: async ({ method }) => {
						throw new HttpProblem("method-not-allowed", `${method} is not one of ${allow}.`, {
							headers: { allow },
						});
					},
					handler: async () => undefined,
				});
			}
		});
	};
	return { afterAllRoutes };
}
