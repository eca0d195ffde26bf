import type { FastifyInstance, FastifyRequest } from "fastify";
import type { TObject } from "typebox";

/** Has bodies read as JSON and as nothing else, and bodies and queries made ready for their schemas. */
export function readRequests(app: FastifyInstance): void {
	const parseJson = app.getDefaultJsonParser("error", "error");
	app.removeAllContentTypeParsers();
	app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
		// Many clients name the type of the body that they do not send.
		if (body.length === 0) done(null, undefined);
		else parseJson(request, body as string, done);
	});
	app.addHook("preValidation", async (request) => {
		// No body is one without fields: what must be in it is then told by its schema.
		if (request.body === undefined) request.body = {};
		readQueryValues(request);
	});
}

/**
 * Whole numbers in a query are text, and become numbers where the schema wants some; what may be repeated
 * is a list also where it is there once. Letting the validator convert would convert in bodies too, and make
 * a store's id of a number that lost digits.
 */
function readQueryValues({ query, routeOptions }: FastifyRequest): void {
	const { properties = {} } = (routeOptions.schema?.querystring ?? {}) as Partial<TObject>;
	const parameters = query as Record<string, unknown>;
	for (const [name, { type }] of Object.entries(properties) as [string, { type?: unknown }][]) {
		const text = parameters[name];
		if (typeof text !== "string") continue;
		if (type === "array") parameters[name] = [text];
		if (type === "integer" && /^\d{1,15}$/.test(text)) parameters[name] = Number(text);
	}
}
