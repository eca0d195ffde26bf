import { expect, test } from "vitest";
import { packPoll } from "../../src/core/poll.ts";
import { createMonths } from "../../src/database/store-day.ts";
import { writePolls } from "../../src/database/write-polls.ts";
import { buildApp } from "../../src/http/app.ts";
import { cancelReport } from "../../src/service/cancel-report.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { computeToItsEnd, testServices } from "../service/services.ts";

const NEWEST = Date.UTC(2023, 0, 25, 18, 13, 22, 479);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describeOnBothEngines("the classic endpoints", (given) => {
	/** The application with a queue that computes nothing until it is told to. */
	function start() {
		const services = testServices(given.database, NEWEST);
		return { app: buildApp(services), services, compute: () => computeToItsEnd(services) };
	}

	test("refuse a report while there is no poll, and say what to do", async () => {
		const { app } = start();
		const answer = await app.inject({ method: "POST", url: "/trigger_report" });
		expect(answer.statusCode).toBe(422);
		expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
		expect(answer.json()).toMatchObject({
			status: 422,
			detail: "There are no polls to report on: import some first.",
		});
	});

	test("trigger, say running until it is computed, and then give the CSV itself", async () => {
		const day = Math.floor(NEWEST / 86_400_000);
		await createMonths(given.database, { first: day, last: day });
		// Always open, active from 30 minutes before the newest poll: 30 minutes up, the rest unknown.
		const polls = Float64Array.of(packPoll(NEWEST - 1_800_000, 1), packPoll(NEWEST, 0));
		await given.database.transaction((tx) =>
			writePolls(tx, [{ storeId: "8139926242460185114", polls }]),
		);

		const { app, compute } = start();
		const triggered = await app.inject({ method: "POST", url: "/trigger_report" });
		expect(triggered.statusCode).toBe(200);
		const { report_id: reportId, ...rest } = triggered.json();
		expect(reportId).toMatch(UUID);
		expect(rest).toEqual({});

		const running = await app.inject(`/get_report/${reportId}`);
		expect(running.statusCode).toBe(200);
		expect(running.json()).toEqual({ status: "running" });

		await compute();
		const complete = await app.inject(`/get_report/${reportId}`);
		expect(complete.statusCode).toBe(200);
		expect(complete.headers["content-type"]).toBe("text/csv; charset=utf-8");
		expect(complete.headers["content-disposition"]).toBe(
			'attachment; filename="openhours-2023-01-25T18-13-22Z.csv"',
		);
		expect(complete.body).toBe(
			"store_id,uptime_last_hour,uptime_last_day,uptime_last_week,downtime_last_hour,downtime_last_day,downtime_last_week\r\n" +
				"8139926242460185114,30.00,0.50,0.50,0.00,0.00,0.00\r\n",
		);
	});

	test("trigger one report for requests that come in while it waits, and another after that", async () => {
		const { app, compute } = start();
		const trigger = async () =>
			(await app.inject({ method: "POST", url: "/trigger_report" })).json().report_id;
		const first = await trigger();
		expect(await trigger()).toBe(first);
		await compute();
		expect(await trigger()).not.toBe(first);
		await compute();
	});

	test("a report that is computed twice has its effect once", async () => {
		const { app, services, compute } = start();
		const { report_id: reportId } = (
			await app.inject({ method: "POST", url: "/trigger_report" })
		).json();
		const [job] = services.queue.jobs;
		if (job !== undefined) services.queue.jobs.push(job, job);
		await compute();
		const csv = (await app.inject(`/get_report/${reportId}`)).body;
		expect(csv.split("\r\n")).toHaveLength(3);
	});

	test("a report that failed says so, and why", async () => {
		const { app } = start();
		const { report_id: reportId } = (
			await app.inject({ method: "POST", url: "/trigger_report" })
		).json();
		await given.database.tables
			.updateTable("report")
			.set({ state: "failed", failure: "it rained", finished_at: "2023-01-25T19:00:00Z" })
			.where("report_id", "=", reportId)
			.execute();
		const answer = await app.inject(`/get_report/${reportId}`);
		expect(answer.statusCode).toBe(200);
		expect(answer.json()).toEqual({ status: "failed", detail: "it rained" });
	});

	test("a report that was cancelled has failed, for clients that know no other word", async () => {
		const { app, services } = start();
		const { report_id: reportId } = (
			await app.inject({ method: "POST", url: "/trigger_report" })
		).json();
		await cancelReport(services, reportId);
		const answer = await app.inject(`/get_report/${reportId}`);
		expect(answer.statusCode).toBe(200);
		expect(answer.json()).toEqual({ status: "failed", detail: "The report was cancelled." });
	});

	test.each([
		"11111111-2222-4333-8444-555555555555",
		"no-uuid",
		"%00",
		"..%2f..%2fetc%2fpasswd",
		"' or 1=1 --",
	])("there is no report %j: 404 and a problem document", async (id) => {
		const { app } = start();
		const answer = await app.inject(
			`/get_report/${id.includes("%") ? id : encodeURIComponent(id)}`,
		);
		expect(answer.statusCode).toBe(404);
		expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
		expect(answer.json()).toMatchObject({ status: 404, type: "/problems/not-found" });
	});

	test.each([
		["application/json", ""],
		["application/json", "{not json"],
		["application/x-www-form-urlencoded", "a=b"],
		["no/such-type", "x"],
	])("a body that is sent along (%s, %j) is ignored", async (type, payload) => {
		const { app } = start();
		const answer = await app.inject({
			method: "POST",
			url: "/trigger_report",
			headers: { "content-type": type },
			payload,
		});
		expect(answer.statusCode).toBe(200);
	});

	test("an address that is not there is a problem document, too, and shows nothing of ours", async () => {
		const { app } = start();
		for (const url of ["/nowhere", "/get_report", "/trigger_report/x?y=1", "/nothing?secret=1"]) {
			const answer = await app.inject(url);
			expect(answer.statusCode).toBe(404);
			expect(answer.json().detail).not.toContain("secret");
		}
	});

	test("a mistake of ours shows the request's id and nothing else", async () => {
		const { app } = start();
		const broken = buildApp(testServices(undefined as never, NEWEST));
		const answer = await broken.inject({ method: "POST", url: "/trigger_report" });
		expect(answer.statusCode).toBe(500);
		expect(answer.json().detail).toBe(
			"The server made a mistake; its log tells more under this request's id.",
		);
		expect(answer.body).not.toMatch(/undefined|TypeError|\.ts/);
		await app.close();
	});
});
