import fc from "fast-check";
import type { FastifyInstance } from "fastify";
import type { PgBoss } from "pg-boss";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DAY_MS, utcDayOf } from "../../src/core/instant.ts";
import { packPoll } from "../../src/core/poll.ts";
import { createMonths } from "../../src/database/store-day.ts";
import { writePolls } from "../../src/database/write-polls.ts";
import { buildApp } from "../../src/http/app.ts";
import { openBoss } from "../../src/jobs/boss.ts";
import { BossSchedules } from "../../src/jobs/boss-schedules.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { computeToItsEnd, type TestServices, testServices } from "../service/services.ts";
import { makeExampleKey } from "./example-key.ts";
import { injectEndless, type PlainAnswer } from "./inject-endless.ts";
import {
	type DocumentedOperation,
	documentedOperations,
	type MediaType,
	misfitsOf,
} from "./openapi-document.ts";
import { type RandomRequest, requestsTo, STORE_IDS } from "./random-requests.ts";

// A run of its own sends many more: OPENHOURS_TEST_FUZZ_REQUESTS=20000 npx vitest run test/http/fuzz.test.ts
const REQUESTS = Number(process.env.OPENHOURS_TEST_FUZZ_REQUESTS ?? 2_000);
const SEED = Number(process.env.OPENHOURS_TEST_FUZZ_SEED ?? 20_230_125);
const NOW = Date.UTC(2023, 0, 25, 18, 13, 22, 479);
const REPORTS_EVERY = 100;
const MORE_TRIES = 1_000;

describeOnBothEngines("random requests, made from the API's own document", (given) => {
	let boss: PgBoss;
	let services: TestServices;
	let app: FastifyInstance;
	let operations: DocumentedOperation[];
	/** Ids that were answered, by the path parameter that takes them. */
	const ids = new Map<string, string[]>([["store_id", STORE_IDS.slice(0, 4)]]);
	/** How many polls the answers say are there. */
	let pollsSaid = 0;

	beforeAll(async () => {
		const onError = (error: Error) => expect.fail(error.message);
		boss = await openBoss(given.database, { supervises: false, onError });
		services = testServices(given.database, NOW, { schedules: new BossSchedules(boss) });
		// The first answer waits for nothing that is not ready yet.
		// The keys that are made by chance are asked of nobody.
		// Most of those with which somebody signs in are wrong, and all of them come from one address.
		const limits = { wrongKeysPerMinute: 1_000_000 };
		app = buildApp(services, { guard: { anonymous: "admin", limits } });
		operations = await documentedOperations(app);
		await makeExampleKey(given.database, operations, NOW);
		const day = utcDayOf(NOW);
		await createMonths(given.database, { first: day - 30, last: day });
		const polls = Float64Array.from({ length: 40 }, (_, i) =>
			packPoll(NOW - (40 - i) * (DAY_MS / 4), i % 3 === 0 ? 0 : 1),
		);
		await given.database.transaction((tx) =>
			writePolls(
				tx,
				STORE_IDS.slice(0, 3).map((storeId) => ({ storeId, polls })),
			),
		);
		pollsSaid = 3 * polls.length;
	});
	afterAll(async () => {
		await app.close();
		await boss.stop({ graceful: false });
	});

	test(`are answered as documented, ${REQUESTS} of them, and never with a mistake of ours`, async () => {
		const weighed = operations.map((operation) => ({
			// Else nothing would be there for long.
			weight: operation.method === "DELETE" ? 1 : 5,
			arbitrary: requestsTo(operation),
		}));
		const requests = fc.sample(fc.oneof(...weighed), {
			numRuns: REQUESTS,
			seed: SEED,
		});
		let asked = 0;
		// The sample is for a server that has no stores; see v1-sample.test.ts.
		const right = new Set(["loadSample"]);
		const ask = async (request: RandomRequest) => {
			// Whoever listens to a report is answered once it has ended.
			const listens = request.operation.path.endsWith("/events");
			if (asked++ % REPORTS_EVERY === 0 || listens) await computeToItsEnd(services);
			const sent = fill(request, ids);
			const answer = await injectEndless(app, sent);
			const told = `${JSON.stringify(sent)} was answered ${answer.statusCode} ${answer.body.slice(0, 500)}`;
			check(request, sent, answer, told);
			await checkAcknowledged(app, request, sent, answer, told);
			rememberIds(request, answer, ids);
			if (sent.method === "DELETE" && answer.statusCode === 204) forgetId(sent, ids);
			if (answer.statusCode === 200 && isUpload(request)) pollsSaid += newPolls(answer);
			if (answer.statusCode < 400) right.add(request.operation.operationId);
		};
		for (const request of requests) await ask(request);
		// Else the requests would have been so bad that they told nothing. What is seldom right has more tries,
		// among those of its kind, which make what it asks for.
		for (const operation of operations) {
			if (right.has(operation.operationId)) continue;
			const ofItsKind = operations.filter(({ tags }) => tags[0] === operation.tags[0]);
			const more = fc.oneof(...[operation, ...ofItsKind].map(requestsTo));
			for (const request of fc.sample(more, { numRuns: MORE_TRIES, seed: SEED }))
				if (!right.has(operation.operationId)) await ask(request);
		}
		const neverRight = operations.filter(({ operationId }) => !right.has(operationId));
		expect(neverRight.map(({ operationId }) => operationId)).toEqual([]);
		expect(await countPolls()).toBe(pollsSaid);
	}, 1_200_000);

	async function countPolls(): Promise<number> {
		const [row] = await given.database.plain(
			"select coalesce(sum(cardinality(polls)), 0)::int as polls from store_day",
		);
		return (row as { polls: number }).polls;
	}
});

interface Sent {
	readonly method: "GET" | "DELETE";
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly payload?: string;
}

/** Puts ids of things that are there where a request asks for some. */
function fill(request: RandomRequest, ids: ReadonlyMap<string, readonly string[]>): Sent {
	const { operation, method, query, headers, body } = request;
	const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
		const value = request.path[name] as RandomRequest["path"][string];
		if (typeof value === "string") return encodeURIComponent(value);
		const there = ids.get(value.existing) ?? [];
		return encodeURIComponent(there[value.pick % there.length] ?? "nothing");
	});
	const search = query
		.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(wellFormed(value))}`)
		.join("&");
	return {
		method: method as "GET",
		url: search === "" ? path : `${path}?${search}`,
		headers: { ...(body !== undefined && { "content-type": body.type }), ...headers },
		...(body !== undefined && { payload: body.text }),
	};
}

function wellFormed(text: string): string {
	return text.toWellFormed();
}

/** What holds for every answer, whatever was asked. */
function check(
	{ operation, method, query, body }: RandomRequest,
	sent: Sent,
	answer: PlainAnswer,
	told: string,
): void {
	const { statusCode: status } = answer;
	expect(status, told).toBeLessThan(500);
	if (method !== operation.method) return;
	const response = operation.responses[status];
	expect(response, told).toBeDefined();
	checkContent(response?.content ?? {}, answer, told);
	const known = new Set(
		operation.parameters.filter((one) => one.in === "query").map((one) => one.name),
	);
	const hasStranger = query.some(([name]) => !known.has(name));
	if (hasStranger && operation.path.startsWith("/v1/")) expect(status, told).toBeGreaterThan(399);
	const type = sent.headers["content-type"];
	if (body === undefined || type !== body.type || type !== "application/json") return;
	const described = operation.bodies[body.type];
	if (described === undefined) return;
	if (body.value === undefined && isJson(body.text)) return;
	if (body.value === undefined || isRefusedBySchema(operation, described, body.value))
		expect(status, told).toBeGreaterThan(399);
}

/** Uploads take rows one by one: what does not fit is rejected by itself, and told. */
function isRefusedBySchema(
	{ bodies }: DocumentedOperation,
	{ schema }: MediaType,
	value: unknown,
): boolean {
	const isRowByRow = bodies["text/csv"] !== undefined;
	if (isRowByRow && Array.isArray(value)) return false;
	return misfitsOf(schema, value).length > 0;
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return text === "";
	}
}

function checkContent(
	content: Readonly<Record<string, MediaType>>,
	answer: PlainAnswer,
	told: string,
): void {
	const type = String(answer.headers["content-type"] ?? "").split(";", 1)[0] as string;
	const types = Object.keys(content);
	if (types.length === 0) {
		expect(answer.body, told).toBe("");
		return;
	}
	expect(types, told).toContain(type);
	// A part of a document is none.
	if (answer.statusCode === 206) return;
	const { schema } = content[type] as MediaType;
	if (type === "application/x-ndjson") {
		for (const line of answer.body.split("\n").filter((one) => one !== ""))
			expect(misfitsOf(schema, JSON.parse(line)), told).toEqual([]);
	} else if (type.endsWith("json")) expect(misfitsOf(schema, answer.json()), told).toEqual([]);
}

/** What was acknowledged is there when it is asked for. */
async function checkAcknowledged(
	app: FastifyInstance,
	{ operation, method, body }: RandomRequest,
	sent: Sent,
	answer: PlainAnswer,
	told: string,
): Promise<void> {
	if (answer.statusCode >= 300 || method !== operation.method) return;
	const { location } = answer.headers;
	if (typeof location === "string") {
		const there = await app.inject(location);
		expect(there.statusCode, `${told}; GET ${location} ${there.body.slice(0, 200)}`).toBe(200);
	}
	if (
		method === "DELETE" &&
		operation.path.endsWith("}") &&
		!/schedules|keys/.test(operation.path)
	) {
		const again = await app.inject({ method: "DELETE", url: sent.url });
		expect(again.statusCode, told).toBe(404);
	}
	if (method === "PUT" && /stores\/\{store_id\}\/(business|special)-hours$/.test(operation.path)) {
		const { body: kept, statusCode } = await app.inject(sent.url);
		expect(statusCode, `${told}; ${kept}`).toBe(200);
		const rows = Object.values(JSON.parse(kept) as object).find(Array.isArray) as unknown[];
		expect(rows.length > 0, `${told}; ${kept}`).toBe(body?.text !== "[]");
	}
}

/** Where ids stand in answers, and which parameter takes them. */
function rememberIds(
	{ operation }: RandomRequest,
	answer: PlainAnswer,
	ids: Map<string, string[]>,
): void {
	if (!String(answer.headers["content-type"]).startsWith("application/json")) return;
	const found = answer.body.matchAll(
		/"(report_id|webhook_id|alert_id|import_id|closure_id|key_id|name)":"?(?!null)([^",{}]{1,60})/g,
	);
	for (const [, name, id] of found) {
		// Stores, keys and ranges have names too, and those name nothing in any path.
		if (name === "name" && !operation.path.startsWith("/v1/schedules")) continue;
		const known = ids.get(name as string) ?? [];
		if (!known.includes(id as string))
			ids.set(name as string, [id as string, ...known].slice(0, 20));
	}
}

function forgetId({ url }: Sent, ids: Map<string, string[]>): void {
	for (const [name, known] of ids)
		ids.set(
			name,
			known.filter((id) => !url.endsWith(`/${encodeURIComponent(id)}`)),
		);
}

function isUpload({ operation, method }: RandomRequest): boolean {
	return operation.path === "/v1/polls" && method === "POST";
}

function newPolls(answer: PlainAnswer): number {
	const { polls } = answer.json() as { polls: { new: number } };
	return polls.new;
}
