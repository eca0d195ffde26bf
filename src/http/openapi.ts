import swagger, { type SwaggerTransformObject } from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import { Type } from "typebox";
import { finishDocument } from "./finish-document.ts";
import { SESSION_COOKIE } from "./guard/session-cookie.ts";
import { operation, TAGS } from "./operation.ts";

/** Loosely: the whole of OpenAPI's own schema would be longer than the document. */
const OPENAPI_DOCUMENT = Type.Object(
	{
		openapi: Type.String(),
		info: Type.Object({ title: Type.String(), version: Type.String() }),
		paths: Type.Record(Type.String(), Type.Unknown()),
	},
	{ title: "OpenApiDocument" },
);

const DESCRIPTION = `When a store should have been open, was it?

Polls, business hours and zones come in; uptime and downtime inside business hours come out, exact to the
millisecond.

- **Instants** are ISO 8601 in UTC with milliseconds and \`Z\`; in requests with any offset, and without one they are UTC.
- **Durations** are whole milliseconds, and say so in their names: \`…_ms\`.
- **Lists** come in pages: give \`next_cursor\` back as \`cursor\` until it is null.
- **Errors** are problem documents (RFC 9457); their \`type\` is an address on this server that explains it.
- **Unknown** fields and parameters are refused, not ignored.
- **Keys**, where they are in use, are sent as \`Authorization: Bearer …\`. The server's own pages have people sign in with one instead (\`POST /v1/session\`).`;

/** Has the API documented from the routes' own schemas: of all that are made after this. */
export function documentRoutes(app: FastifyInstance, version: string): void {
	app.register(swagger, {
		openapi: {
			openapi: "3.1.0",
			info: {
				title: "Openhours",
				version,
				description: DESCRIPTION,
				license: { name: "MIT", identifier: "MIT" },
			},
			servers: [{ url: "/" }],
			tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
			security: [{ key: [] }, { session: [] }],
			components: {
				securitySchemes: {
					key: {
						type: "http",
						scheme: "bearer",
						description:
							"A key that `openhours keys create` made. On a server without keys, none is needed.",
					},
					session: {
						type: "apiKey",
						in: "cookie",
						name: SESSION_COOKIE,
						description:
							"For the server's own pages: what `POST /v1/session` had the browser keep. The name has the port at its end where the address has one (`openhours_session_7070`), and `__Host-` before it over TLS.",
					},
				},
			},
		},
		// Whatever is no operation of ours is no part of the API: pages, styles, HEAD.
		transform: ({ schema, url, route }) => {
			const isOperation = schema?.operationId !== undefined && route.method !== "HEAD";
			return { schema: isOperation ? schema : { ...schema, hide: true }, url };
		},
		transformObject: finishDocument as SwaggerTransformObject,
	});
}

/** The pages take everything from here, and talk to nobody else. */
const DOCS_POLICY = {
	"default-src": "'none'",
	"connect-src": "'self'",
	"img-src": ["'self'", "data:"],
	"script-src": "'self'",
	"style-src": "'self'",
	"base-uri": "'none'",
	"form-action": "'none'",
	"frame-ancestors": "'none'",
};

/** The document itself, and pages to read it and try it out; they work without the internet. */
export async function openapiRoutes(app: FastifyInstance): Promise<void> {
	// The library's own routes do not say it.
	app.addHook("onRoute", (route) => {
		route.config = { scope: "public", ...route.config };
	});
	app.get(
		"/openapi.json",
		operation({
			id: "getOpenApi",
			tag: "Server",
			scope: "public",
			summary: "This document",
			description:
				"What there is to know of the API, as OpenAPI 3.1: clients can be generated from it.",
			answers: { 200: { description: "The document.", body: OPENAPI_DOCUMENT } },
		}),
		async () => app.swagger(),
	);
	// Its pages are no operations of ours, and do not say who may read them.
	app.addHook("onRoute", (route) => {
		route.config = { scope: "public", ...route.config };
	});
	await app.register(swaggerUi, {
		routePrefix: "/docs",
		staticCSP: DOCS_POLICY,
		logo: { type: "image/svg+xml", content: "" },
		theme: {
			title: "Openhours API",
			// The bar at the top asks for another document, and shows whose library it is.
			css: [{ filename: "openhours.css", content: ".swagger-ui .topbar { display: none; }" }],
		},
		uiConfig: {
			deepLinking: true,
			defaultModelsExpandDepth: 0,
			displayOperationId: true,
			docExpansion: "list",
			persistAuthorization: true,
			tryItOutEnabled: true,
			// No word of it to anybody: the validator is on the internet.
			validatorUrl: null,
		},
	});
}
