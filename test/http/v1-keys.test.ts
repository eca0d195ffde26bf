import type { FastifyInstance } from "fastify";
import { beforeEach, expect, test } from "vitest";
import { CreatedKeyDocument, KeysPage } from "../../src/contract/key.ts";
import { formatInstant, HOUR_MS } from "../../src/core/instant.ts";
import { buildApp } from "../../src/http/app.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { testServices } from "../service/services.ts";
import { documentOf, placesOf, problemOf, send } from "./answers.ts";

const NOW = Date.UTC(2023, 0, 25, 12);

describeOnBothEngines("keys over HTTP", (given) => {
	let app: FastifyInstance;
	beforeEach(async () => {
		await given.database.script("delete from api_key");
		// Else the first of them would be asked for.
		app = buildApp(testServices(given.database, NOW), { guard: { anonymous: "admin" } });
	});
	const create = async (body: object = { name: "ci", scope: "read" }) =>
		documentOf(await send(app, "POST", "/v1/keys", body), 201, CreatedKeyDocument);
	const list = async (query = "") =>
		documentOf(await send(app, "GET", `/v1/keys${query}`), 200, KeysPage);

	test("show themselves once", async () => {
		const { key, ...made } = await create({
			name: "ci",
			scope: "write",
			expires_at: "2023-01-25T14:00:00+01:00",
		});
		expect(key).toMatch(/^oh_/);
		expect(made).toEqual({
			key_id: key.split("_")[1],
			name: "ci",
			scope: "write",
			created_at: formatInstant(NOW),
			expires_at: formatInstant(NOW + HOUR_MS),
			revoked_at: null,
			last_used_at: null,
		});
		expect(await list()).toEqual({ keys: [made], next_cursor: null });
	});

	test("stay in the list when they are revoked, and are revoked once", async () => {
		const { key_id } = await create();
		for (let i = 0; i < 2; i++) {
			const answer = await send(app, "DELETE", `/v1/keys/${key_id}`);
			expect([answer.statusCode, answer.body]).toEqual([204, ""]);
		}
		expect((await list()).keys).toMatchObject([{ key_id, revoked_at: formatInstant(NOW) }]);
	});

	test("are listed page by page", async () => {
		const made = [];
		for (const name of ["a", "b", "c"]) made.push((await create({ name, scope: "read" })).key_id);
		const first = await list("?limit=2");
		expect(first.keys).toHaveLength(2);
		const second = await list(`?limit=2&cursor=${first.next_cursor}`);
		const walked = [...first.keys, ...second.keys].map(({ key_id }) => key_id);
		expect([second.next_cursor, walked.sort()]).toEqual([null, made.sort()]);
	});

	test.each<[string, unknown, string[]]>([
		["no body", undefined, ["/name"]],
		["no scope", { name: "ci" }, ["/scope"]],
		["a scope that there is not", { name: "ci", scope: "public" }, ["/scope"]],
		["a name that is no text", { name: 1, scope: "read" }, ["/name"]],
		["an empty name", { name: "", scope: "read" }, ["/name"]],
		["too long a name", { name: "x".repeat(101), scope: "read" }, ["/name"]],
		["no instant to expire at", { name: "ci", scope: "read", expires_at: "90d" }, ["/expires_at"]],
		["a field that there is not", { name: "ci", scope: "read", key: "oh_" }, ["/key"]],
	])("are refused with %s, and it is said where", async (_what, body, places) => {
		expect(placesOf(problemOf(await send(app, "POST", "/v1/keys", body), 422))).toEqual(places);
		expect((await list()).keys).toEqual([]);
	});

	test.each([
		{ name: "anonymous", scope: "read" },
		{ name: " ", scope: "read" },
		{ name: "a\u0000b", scope: "read" },
		{ name: "ci", scope: "read", expires_at: formatInstant(NOW) },
	])("are refused as %j", async (body) => {
		const problem = problemOf(await send(app, "POST", "/v1/keys", body), 422);
		expect(problem.type).toBe("/problems/refused");
	});

	test("have names that are theirs alone", async () => {
		await create();
		problemOf(await send(app, "POST", "/v1/keys", { name: "ci", scope: "admin" }), 409);
	});

	test.each(["AAAAAAAAAA", "ci", "%00", "..%2f"])("are not there under %s", async (id) => {
		await create();
		problemOf(await send(app, "DELETE", `/v1/keys/${id}`), 404);
	});

	test("take no parameters that they do not know", async () => {
		const { key_id } = await create();
		for (const [method, url] of [
			["GET", "/v1/keys?limit=0"],
			["GET", "/v1/keys?cursor=x"],
			["GET", "/v1/keys?state=good"],
			["DELETE", `/v1/keys/${key_id}?at=now`],
		] as const)
			expect(placesOf(problemOf(await send(app, method, url), 422))).toHaveLength(1);
	});
});
