import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import type { Static, TSchema } from "typebox";
import { Value } from "typebox/value";
import { expect } from "vitest";
import { ProblemDocument } from "../../src/contract/problem.ts";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** Sends a request with a JSON body, or without any. */
export function send(
	app: FastifyInstance,
	method: Method,
	url: string,
	body?: unknown,
): Promise<LightMyRequestResponse> {
	if (body === undefined) return app.inject({ method, url });
	return app.inject({
		method,
		url,
		headers: { "content-type": "application/json" },
		payload: JSON.stringify(body),
	});
}

/** The document of an answer, which has this status and fits this schema. */
export function documentOf<Schema extends TSchema>(
	answer: LightMyRequestResponse,
	status: number,
	schema: Schema,
): Static<Schema> {
	expect([answer.statusCode, answer.body]).toEqual([status, expect.any(String)]);
	expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
	const document = answer.json();
	expect([...Value.Errors(schema, document)]).toEqual([]);
	return document;
}

/** The problem document of an answer that has this status. */
export function problemOf(answer: LightMyRequestResponse, status: number): ProblemDocument {
	const problem = answer.json();
	expect([answer.statusCode, problem.status]).toEqual([status, status]);
	expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
	expect([...Value.Errors(ProblemDocument, problem)]).toEqual([]);
	return problem;
}

/** Where a request was found to be wrong: JSON pointers, or names of parameters. */
export function placesOf(problem: ProblemDocument): (string | undefined)[] {
	return (problem.errors ?? []).map(({ pointer, parameter }) => pointer ?? parameter);
}
