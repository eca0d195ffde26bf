import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOUR_MS } from "../../src/core/instant.ts";
import { buildApp } from "../../src/http/app.ts";
import { createKey, type KeyScope, revokeKey } from "../../src/service/keys.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { testServices } from "../service/services.ts";
import { problemOf } from "./answers.ts";
import { type DocumentedOperation, documentedOperations, exampleOf } from "./openapi-document.ts";

const NOW = Date.UTC(2023, 0, 25, 18);
const SCOPES = ["public", "read", "write", "admin"] as const;

describeOnBothEngines("every operation of the API's document", (given) => {
	let app: FastifyInstance;
	let operations: DocumentedOperation[];
	const keys = {} as Record<KeyScope | "expired" | "revoked" | "wrong", string>;

	beforeAll(async () => {
		const services = testServices(given.database, NOW);
		const yesterday = testServices(given.database, NOW - 24 * HOUR_MS);
		for (const scope of ["read", "write", "admin"] as const)
			keys[scope] = (await createKey(services, { name: scope, scope })).text;
		const expiring = { name: "expired", scope: "admin", expiresAt: NOW - HOUR_MS } as const;
		keys.expired = (await createKey(yesterday, expiring)).text;
		const revoked = await createKey(services, { name: "revoked", scope: "admin" });
		await revokeKey(services, revoked.keyId);
		keys.revoked = revoked.text;
		keys.wrong = `${keys.admin.slice(0, -4)}AAAA`;
		// All of them come from one address.
		app = buildApp(services, { guard: { limits: { wrongKeysPerMinute: 1_000_000 } } });
		operations = await documentedOperations(app);
	});
	afterAll(() => app.close());

	/** Sends an operation with nothing right about it but its address: keys are looked at before anything else. */
	function send({ method, path, parameters }: DocumentedOperation, key?: string, as = method) {
		const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
			const parameter = parameters.find((one) => one.in === "path" && one.name === name);
			return encodeURIComponent(String(parameter && exampleOf(parameter)));
		});
		return app.inject({
			method: as,
			url: `${url}?no_such_parameter=1`,
			headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
		});
	}

	test("says in the document what a key must be good for", () => {
		expect(operations.length).toBeGreaterThan(30);
		for (const operation of operations) expect(SCOPES).toContain(operation["x-scope"]);
	});

	test("is refused without a key, and with one that is wrong, expired or revoked", async () => {
		for (const operation of operations) {
			if (operation["x-scope"] === "public") continue;
			for (const key of [undefined, keys.wrong, keys.expired, keys.revoked, "", "x"]) {
				const answer = await send(operation, key);
				const told = `${operation.operationId} with ${key}`;
				expect(problemOf(answer, 401).type, told).toBe("/problems/unauthenticated");
				expect(answer.headers["www-authenticate"], told).toBe("Bearer");
			}
			if (operation.method !== "GET") continue;
			const head = await send(operation, undefined, "HEAD" as "GET");
			expect(head.statusCode, operation.operationId).toBe(401);
		}
	});

	test("is refused with a key of a lower scope, and let through with its own or a higher one", async () => {
		for (const operation of operations) {
			const needed = SCOPES.indexOf(operation["x-scope"]);
			for (const scope of ["read", "write", "admin"] as const) {
				const answer = await send(operation, keys[scope]);
				const told = `${operation.operationId} with ${scope}`;
				if (SCOPES.indexOf(scope) < needed)
					expect(problemOf(answer, 403).type, told).toBe("/problems/forbidden");
				else expect([401, 403], told).not.toContain(answer.statusCode);
			}
		}
	});

	test("that is public needs no key", async () => {
		const open = operations.filter((operation) => operation["x-scope"] === "public");
		for (const operation of open)
			expect([401, 403], operation.operationId).not.toContain((await send(operation)).statusCode);
		// Whatever is added to these shows in a review.
		expect(open.map(({ operationId }) => operationId).sort()).toEqual([
			"createSession",
			"deleteSession",
			"getHealth",
			"getOpenApi",
			"getProblem",
			"getReadiness",
			"getSession",
			"listProblems",
		]);
	});
});
