import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyPluginAsync, FastifyReply } from "fastify";
import { PAGE_PATHS } from "../contract/pages.ts";

/** The page takes everything from here and talks to nobody else, and no text becomes a script. */
const POLICY = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self'",
	"connect-src 'self'",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
	"require-trusted-types-for 'script'",
	"trusted-types 'none'",
].join("; ");

const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Openhours</title>
<h1>The dashboard is not built</h1>
<p>Build it with <code>npm run build:web</code> in the directory of Openhours, and start the server again.</p>
<p>Everything else is here: <a href="/docs">the API and its documentation</a>.</p>
</html>
`;

/**
 * The dashboard, at the addresses of its views. `directory` is where it was built; without one, or where nothing was
 * built, each address says how to build it.
 */
export function dashboardRoutes(directory: string | undefined): FastifyPluginAsync {
	return async (app) => {
		// What the page is made of is no secret: whoever is to sign in must see it.
		app.addHook("onRoute", (route) => {
			route.config = { scope: "public", ...route.config };
		});
		if (directory === undefined || !existsSync(join(directory, "index.html"))) {
			for (const path of Object.values(PAGE_PATHS)) app.get(path, sendNotBuilt);
			return;
		}
		await app.register(fastifyStatic, {
			root: join(directory, "assets"),
			prefix: "/assets/",
			preCompressed: true,
			index: false,
			// Their names say what is in them: another build has other names.
			immutable: true,
			maxAge: "365d",
		});
		const page = { maxAge: 0, immutable: false };
		for (const path of Object.values(PAGE_PATHS))
			app.get(path, (_request, reply) =>
				reply.header("content-security-policy", POLICY).sendFile("index.html", directory, page),
			);
		app.get("/icon.svg", (_request, reply) => reply.sendFile("icon.svg", directory, page));
	};
}

async function sendNotBuilt(_request: unknown, reply: FastifyReply): Promise<FastifyReply> {
	return reply.code(503).type("text/html; charset=utf-8").send(NOT_BUILT);
}
