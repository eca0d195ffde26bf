import type { AddressInfo } from "node:net";
import fastify, { type FastifyInstance } from "fastify";
import { beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import type { ReportDocument } from "../../src/contract/report.ts";
import { MINUTE_MS, utcDayOf } from "../../src/core/instant.ts";
import { packPoll } from "../../src/core/poll.ts";
import { createMonths } from "../../src/database/store-day.ts";
import { writePolls } from "../../src/database/write-polls.ts";
import { answerError } from "../../src/http/answer-error.ts";
import { buildApp } from "../../src/http/app.ts";
import { reportEventRoutes } from "../../src/http/report-events.ts";
import { cancelReport } from "../../src/service/cancel-report.ts";
import { deleteReport } from "../../src/service/delete-report.ts";
import { triggerReport } from "../../src/service/trigger-report.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import {
	computeToItsEnd,
	reportToItsEnd,
	type TestServices,
	testServices,
} from "../service/services.ts";
import { problemOf } from "./answers.ts";
import { EventClient } from "./event-client.ts";

const NOON = Date.UTC(2023, 0, 25, 12);

const openEvents = (url: string, headers?: Record<string, string>) =>
	EventClient.open<ReportDocument>(url, headers);

describeOnBothEngines("a report's events", (given) => {
	let services: TestServices;

	beforeAll(async () => {
		const day = utcDayOf(NOON);
		await createMonths(given.database, { first: day, last: day });
		const polls = Float64Array.of(packPoll(NOON - MINUTE_MS, 1));
		await given.database.transaction((tx) => writePolls(tx, [{ storeId: "one", polls }]));
	});
	beforeEach(async () => {
		await given.database.script("delete from report");
		services = testServices(given.database, NOON);
	});

	const listen = async (app: FastifyInstance = buildApp(services)) => {
		onTestFinished(() => app.close());
		await app.listen({ host: "127.0.0.1", port: 0 });
		const { port } = app.server.address() as AddressInfo;
		const url = (reportId: string) => `http://127.0.0.1:${port}/v1/reports/${reportId}/events`;
		return { app, url };
	};

	test("tell it as it is, whenever it changes, and end with it", async () => {
		const { app, url } = await listen();
		const { reportId } = await triggerReport(services);
		const client = await openEvents(url(reportId));
		expect(client.answer.statusCode).toBe(200);
		expect(client.answer.headers).toMatchObject({
			"content-type": "text/event-stream",
			"cache-control": "no-store",
		});
		const first = await client.next();
		expect(first).toMatchObject({ event: "report", id: "queued-0", data: { state: "queued" } });
		await computeToItsEnd(services);
		let last = await client.next();
		while (last.data.state !== "complete") last = await client.next();
		expect(last).toMatchObject({ id: "complete-1" });
		expect(last.data).toEqual((await app.inject(`/v1/reports/${reportId}`)).json());
		await client.ended();
	});

	test("of one that is finished are a single one, and none for those who know it", async () => {
		const { app, url } = await listen();
		const reportId = await reportToItsEnd(services);
		const client = await openEvents(url(reportId));
		const { id, data: report } = await client.next();
		expect([id, report.state]).toEqual(["complete-1", "complete"]);
		await client.ended();
		for (const last of ["queued-0", "", "7", "complete-0"]) {
			const again = await openEvents(url(reportId), { "last-event-id": last });
			expect((await again.next()).id).toBe(id);
			await again.ended();
		}
		const known = await app.inject({
			url: `/v1/reports/${reportId}/events`,
			headers: { "last-event-id": id },
		});
		expect([known.statusCode, known.body]).toEqual([204, ""]);
	});

	test("come to all who listen, also to those whose last ones were others", async () => {
		const { url } = await listen();
		const { reportId } = await triggerReport(services);
		const clients = await Promise.all(
			Array.from({ length: 20 }, () => openEvents(url(reportId), { "last-event-id": "x" })),
		);
		for (const client of clients) expect((await client.next()).id).toBe("queued-0");
		await cancelReport(services, reportId);
		for (const client of clients) {
			expect((await client.next()).data.state).toBe("cancelled");
			await client.ended();
		}
	});

	test("end when the report is deleted, and are not there for one that is not", async () => {
		const { app, url } = await listen();
		const { reportId } = await triggerReport(services);
		const client = await openEvents(url(reportId));
		await client.next();
		await deleteReport(services, reportId);
		await client.ended();
		for (const id of [reportId, "no-uuid", "%00"])
			problemOf(await app.inject(`/v1/reports/${id}/events`), 404);
	});

	test("come as such and in no other form", async () => {
		const { app, url } = await listen();
		const reportId = await reportToItsEnd(services);
		for (const accept of ["application/json", "text/html"]) {
			const answer = await app.inject({
				url: new URL(url(reportId)).pathname,
				headers: { accept },
			});
			expect(problemOf(answer, 406).detail).toContain("text/event-stream");
		}
		for (const accept of ["*/*", "text/*", "application/json, text/event-stream"])
			expect((await openEvents(url(reportId), { accept })).answer.statusCode).toBe(200);
	});

	test("are announced without being sent, to whoever asks for the head only", async () => {
		const { app } = await listen();
		const { reportId } = await triggerReport(services);
		const answer = await app.inject({ method: "HEAD", url: `/v1/reports/${reportId}/events` });
		expect([answer.statusCode, answer.body]).toEqual([200, ""]);
		expect(answer.headers["content-type"]).toBe("text/event-stream");
		expect(answer.headers).not.toHaveProperty("content-length");
	});

	test("do not hold up a server that is asked to stop", async () => {
		const { app, url } = await listen();
		const { reportId } = await triggerReport(services);
		const clients = await Promise.all(Array.from({ length: 5 }, () => openEvents(url(reportId))));
		for (const client of clients) await client.next();
		await app.close();
		for (const client of clients) await client.ended();
	});

	/** A server that has no room for more listeners than so many. */
	const listenFor = async (listenersMax: number) => {
		const app = fastify({ genReqId: () => crypto.randomUUID() });
		app.setErrorHandler(answerError);
		await app.register((await import("@fastify/accepts")).default);
		await app.register(reportEventRoutes(services, { listenersMax }));
		return listen(app);
	};

	test("have room for so many listeners, and again when one of them goes", async () => {
		const { app, url } = await listenFor(2);
		const { reportId } = await triggerReport(services);
		const [one] = [await openEvents(url(reportId)), await openEvents(url(reportId))];
		const path = `/v1/reports/${reportId}/events`;
		const answer = await app.inject(path);
		expect(problemOf(answer, 503).type).toBe("/problems/unavailable");
		expect(answer.headers["retry-after"]).toBe("5");
		await one.next();
		one.request.destroy();
		// The server hears of it a moment later.
		let another = await openEvents(url(reportId));
		while (another.answer.statusCode === 503) another = await openEvents(url(reportId));
		expect((await another.next()).id).toBe("queued-0");
	});

	test("that are refused or over take up no room", async () => {
		const { app, url } = await listenFor(1);
		const reportId = await reportToItsEnd(services);
		const path = `/v1/reports/${reportId}/events`;
		for (let i = 0; i < 3; i++) {
			problemOf(await app.inject(`/v1/reports/${crypto.randomUUID()}/events`), 404);
			expect((await app.inject({ method: "HEAD", url: path })).statusCode).toBe(200);
			const known = { "last-event-id": "complete-1" };
			expect((await app.inject({ url: path, headers: known })).statusCode).toBe(204);
			expect((await app.inject(path)).statusCode).toBe(200);
		}
		const client = await openEvents(url(reportId));
		await client.next();
		await client.ended();
	});
});
