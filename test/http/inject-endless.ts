import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";

/** What tests look at of an answer. */
export type PlainAnswer = Pick<LightMyRequestResponse, "statusCode" | "headers" | "body" | "json">;

/**
 * Sends a request whose answer may go on for ever. Of events it takes what comes first, and then hangs up;
 * anything else it takes whole.
 */
export async function injectEndless(
	app: FastifyInstance,
	request: InjectOptions,
): Promise<PlainAnswer> {
	const answer = await app.inject({ ...request, payloadAsStream: true });
	const { statusCode, headers } = answer;
	const isOfEvents = headers["content-type"] === "text/event-stream";
	let body = "";
	for await (const text of answer.stream().setEncoding("utf8")) {
		body += text;
		if (isOfEvents) break;
	}
	answer.raw.res.destroy();
	return { statusCode, headers, body, json: () => JSON.parse(body) };
}
