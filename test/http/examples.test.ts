import type { FastifyInstance } from "fastify";
import type { PgBoss } from "pg-boss";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOUR_MS, utcDayOf } from "../../src/core/instant.ts";
import { packPoll } from "../../src/core/poll.ts";
import { createMonths } from "../../src/database/store-day.ts";
import { writePolls } from "../../src/database/write-polls.ts";
import { buildApp } from "../../src/http/app.ts";
import { openBoss } from "../../src/jobs/boss.ts";
import { BossSchedules } from "../../src/jobs/boss-schedules.ts";
import { addAlert } from "../../src/service/alerts.ts";
import { triggerReport } from "../../src/service/trigger-report.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { reportToItsEnd, type TestServices, testServices } from "../service/services.ts";
import { makeExampleKey } from "./example-key.ts";
import { injectEndless, type PlainAnswer } from "./inject-endless.ts";
import { type DocumentedOperation, documentedOperations, exampleOf } from "./openapi-document.ts";

const NOW = Date.UTC(2023, 0, 25, 18, 13, 22, 479);
const STORE = "8139926242460185114";

describeOnBothEngines("the examples of the API's document", (given) => {
	let boss: PgBoss;
	let services: TestServices;
	let app: FastifyInstance;
	let operations: DocumentedOperation[];
	/** Ids of things that are there, by the path parameter that takes them. */
	const ids = new Map<string, string>();

	beforeAll(async () => {
		const onError = (error: Error) => expect.fail(error.message);
		boss = await openBoss(given.database, { supervises: false, onError });
		services = testServices(given.database, NOW, { schedules: new BossSchedules(boss) });
		// The key that is made by its example is asked of nobody.
		app = buildApp(services, { guard: { anonymous: "admin" } });
		operations = await documentedOperations(app);
		await makeExampleKey(given.database, operations, NOW);
	});
	afterAll(async () => {
		await app.close();
		await boss.stop({ graceful: false });
	});

	test("are there for every body and every parameter of a path", () => {
		const without = operations.flatMap(({ operationId, parameters, bodies }) => [
			...parameters
				.filter((one) => one.in === "path" && exampleOf(one) === undefined)
				.map(({ name }) => `${operationId}: ${name}`),
			...Object.entries(bodies)
				.filter(([, media]) => exampleOf(media) === undefined)
				.map(([type]) => `${operationId}: ${type}`),
		]);
		expect(without).toEqual([]);
	});

	test("are answered as they are documented, one after the other", async () => {
		for (const operation of operations.toSorted((a, b) => turnOf(a) - turnOf(b))) {
			await prepare(operation);
			const answers = await sendExamples(operation);
			for (const { answer, told } of answers) {
				expect(answer.statusCode, told).toBeLessThan(400);
				expect(Object.keys(operation.responses), told).toContain(String(answer.statusCode));
				remember(answer);
			}
			if (operation.operationId === "loadSample") await pollStore();
		}
	});

	/** Has the store of the examples be there; the sample is for a server that has none. */
	async function pollStore(): Promise<void> {
		const day = utcDayOf(NOW);
		await createMonths(given.database, { first: day, last: day });
		const polls = Float64Array.of(packPoll(NOW - HOUR_MS, 0), packPoll(NOW, 1));
		await given.database.transaction((tx) => writePolls(tx, [{ storeId: STORE, polls }]));
	}

	/** First what needs an empty server, then what makes things, then what looks at them, and at last what does away with them. */
	function turnOf({ operationId, method, parameters }: DocumentedOperation): number {
		if (operationId === "loadSample") return 0;
		const isAboutOne = parameters.some((one) => one.in === "path");
		if (method === "DELETE") return 4;
		if (method === "GET") return 3;
		return isAboutOne ? 2 : 1;
	}

	/** Has a report in the state that an operation needs it in. */
	async function prepare({ operationId }: DocumentedOperation): Promise<void> {
		// It went with its webhook.
		if (operationId === "deleteAlert") {
			const { alert } = await addAlert(services, { url: "https://example.com/on-call" });
			ids.set("alert_id", alert.alertId);
		}
		if (operationId === "cancelReport") {
			const { reportId } = await triggerReport(services, { asOf: NOW - 1 });
			ids.set("report_id", reportId);
		} else if (operationId.includes("Report"))
			ids.set("report_id", await reportToItsEnd(services, { asOf: NOW, include: ["outages"] }));
	}

	async function sendExamples(
		operation: DocumentedOperation,
	): Promise<{ answer: PlainAnswer; told: string }[]> {
		const { method, path, parameters, bodies } = operation;
		const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
			const parameter = parameters.find((one) => one.in === "path" && one.name === name);
			const example = parameter === undefined ? undefined : exampleOf(parameter);
			return encodeURIComponent(ids.get(name) ?? String(example));
		});
		const query = parameters
			.filter((one) => one.in === "query" && exampleOf(one) !== undefined)
			.map((one) => `${one.name}=${encodeURIComponent(String(exampleOf(one)))}`)
			.join("&");
		const sent = Object.entries(bodies).map(([type, media]) => {
			const example = exampleOf(media);
			const payload = typeof example === "string" ? example : JSON.stringify(example);
			return { headers: { "content-type": type }, payload };
		});
		const answers = [];
		for (const body of sent.length === 0 ? [{}] : sent) {
			const request = { method, url: query === "" ? url : `${url}?${query}`, ...body };
			const answer = await injectEndless(app, request);
			const told = `${JSON.stringify(request)}: ${answer.statusCode} ${answer.body.slice(0, 500)}`;
			answers.push({ answer, told });
		}
		return answers;
	}

	function remember(answer: PlainAnswer): void {
		if (!String(answer.headers["content-type"]).startsWith("application/json")) return;
		const found = answer.body.matchAll(
			/"(webhook_id|alert_id|import_id|closure_id|key_id)":"?(?!null)([^",{}]{1,60})/g,
		);
		for (const [, name, id] of found) ids.set(name as string, id as string);
	}
});
