import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import type { PgBoss } from "pg-boss";
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { HOUR_MS, MINUTE_MS, SECOND_MS, utcDayOf } from "../../src/core/instant.ts";
import { packPoll } from "../../src/core/poll.ts";
import { openDatabase } from "../../src/database/engine/open.ts";
import { migrate } from "../../src/database/migrate.ts";
import { createMonths } from "../../src/database/store-day.ts";
import { writePolls } from "../../src/database/write-polls.ts";
import { buildApp } from "../../src/http/app.ts";
import { Metrics } from "../../src/http/metrics.ts";
import { openBoss } from "../../src/jobs/boss.ts";
import { BossQueue } from "../../src/jobs/boss-queue.ts";
import { cancelReport } from "../../src/service/cancel-report.ts";
import { giveUpReport } from "../../src/service/give-up-report.ts";
import type { Job } from "../../src/service/job-queue.ts";
import { triggerReport } from "../../src/service/trigger-report.ts";
import { describeOnBothEngines, newPostgresDatabase, postgresUrl } from "../database/databases.ts";
import { computeToItsEnd, type TestServices, testServices } from "../service/services.ts";
import { type MetricFamily, readExposition } from "./exposition.ts";

const NOON = Date.UTC(2023, 0, 25, 12);

const read = async (app: FastifyInstance) => {
	const answer = await app.inject("/metrics");
	expect([answer.statusCode, answer.headers["content-type"]]).toEqual([
		200,
		"text/plain; version=0.0.4; charset=utf-8",
	]);
	return readExposition(answer.body);
};
const samplesOf = (families: Map<string, MetricFamily>, name: string) =>
	Object.fromEntries(families.get(name)?.samples ?? []);

describeOnBothEngines("the metrics", (given) => {
	let clock: number;
	let metrics: Metrics;
	let services: TestServices;

	beforeAll(async () => {
		const day = utcDayOf(NOON);
		await createMonths(given.database, { first: day, last: day });
		const polls = Float64Array.of(packPoll(NOON - MINUTE_MS, 1));
		await given.database.transaction((tx) => writePolls(tx, [{ storeId: "one", polls }]));
	});
	beforeEach(async () => {
		await given.database.script("delete from report; drop schema if exists pgboss cascade");
		clock = NOON;
		metrics = new Metrics({ version: "1.2.3" });
		services = testServices(given.database, NOON, { now: () => clock, observations: metrics });
	});

	const start = () => buildApp(services, { metrics });

	test("count requests by method, address and status, whatever is asked for", async () => {
		const app = start();
		await app.inject("/healthz");
		await app.inject("/healthz");
		await app.inject({ method: "HEAD", url: "/healthz" });
		await app.inject(`/v1/reports/${crypto.randomUUID()}`);
		await app.inject("/v1/reports/no-uuid?x=1");
		await app.inject({ method: "PATCH", url: "/v1/reports" });
		for (let i = 0; i < 5; i++) await app.inject(`/nothing/${i}`);
		const families = await read(app);
		const counted = Object.entries(samplesOf(families, "openhours_http_requests_total")).map(
			([key, count]) => `${/\{(.*)\}/.exec(key)?.[1]} ${count}`,
		);
		expect(counted).toEqual([
			'method="GET",route="/healthz",status="200" 2',
			'method="HEAD",route="/healthz",status="200" 1',
			'method="GET",route="/v1/reports/{report_id}",status="404" 1',
			'method="GET",route="/v1/reports/{report_id}",status="422" 1',
			'method="PATCH",route="/v1/reports",status="405" 1',
			'method="GET",route="none",status="404" 5',
		]);
		expect(samplesOf(families, "openhours_http_requests_in_flight")).toEqual({
			openhours_http_requests_in_flight: 1,
		});
		const seconds = samplesOf(families, "openhours_http_request_duration_seconds");
		const count = 'openhours_http_request_duration_seconds_count{method="GET",route="/healthz"}';
		expect(seconds[count]).toBe(2);
	});

	test("count what clients broke off, and are done with it", async () => {
		const app = start();
		onTestFinished(() => app.close());
		await app.listen({ host: "127.0.0.1", port: 0 });
		const { reportId } = await triggerReport(services);
		const { port } = app.server.address() as AddressInfo;
		const hangUp = new AbortController();
		const { body } = await fetch(`http://127.0.0.1:${port}/v1/reports/${reportId}/events`, {
			signal: hangUp.signal,
		});
		await body?.getReader().read();
		expect(samplesOf(await read(app), "openhours_http_requests_in_flight")).toEqual({
			openhours_http_requests_in_flight: 2,
		});
		hangUp.abort();
		const aborted =
			'openhours_http_requests_total{method="GET",route="/v1/reports/{report_id}/events",status="aborted"}';
		let families = await read(app);
		while (samplesOf(families, "openhours_http_requests_total")[aborted] !== 1)
			families = await read(app);
		expect(samplesOf(families, "openhours_http_requests_in_flight")).toEqual({
			openhours_http_requests_in_flight: 1,
		});
	});

	test("count the reports that came to their end here, and how long they took", async () => {
		const app = start();
		const ask = async (asOf: number) => (await triggerReport(services, { asOf })).reportId;
		await ask(NOON);
		clock += 7 * SECOND_MS;
		await computeToItsEnd(services);
		await computeToItsEnd(services);
		await cancelReport(services, await ask(NOON - 1));
		const failed = await ask(NOON - 2);
		await giveUpReport(services, failed, "mistake");
		await giveUpReport(services, failed, "mistake");
		await ask(NOON - 3);
		// Of no stores: it is complete as soon as it is begun.
		await ask(NOON - HOUR_MS);
		services.queue.jobs = [services.queue.jobs.at(-1) as Job];
		await computeToItsEnd(services);
		const families = await read(app);
		expect(samplesOf(families, "openhours_reports_ended_total")).toEqual({
			'openhours_reports_ended_total{state="complete"}': 2,
			'openhours_reports_ended_total{state="failed"}': 1,
			'openhours_reports_ended_total{state="cancelled"}': 1,
		});
		const seconds = samplesOf(families, "openhours_report_duration_seconds");
		expect(seconds['openhours_report_duration_seconds_sum{state="complete"}']).toBe(7);
		expect(seconds['openhours_report_duration_seconds_bucket{le="5",state="complete"}']).toBe(1);
		expect(samplesOf(families, "openhours_reports")).toEqual({
			'openhours_reports{state="queued"}': 1,
			'openhours_reports{state="running"}': 0,
			'openhours_reports{state="complete"}': 2,
			'openhours_reports{state="failed"}': 1,
			'openhours_reports{state="cancelled"}': 1,
		});
	});

	test("count the imports that ended here, and what became of their polls", async () => {
		const app = start();
		const polls = { added: 5, replaced: 1, unchanged: 0, rejected: 2 };
		services.observations.importEnded({ state: "complete", durationMs: 1_500, polls });
		services.observations.importEnded({ state: "failed", durationMs: 20, polls });
		const families = await read(app);
		expect(samplesOf(families, "openhours_polls_ingested_total")).toEqual({
			'openhours_polls_ingested_total{outcome="added"}': 10,
			'openhours_polls_ingested_total{outcome="replaced"}': 2,
			'openhours_polls_ingested_total{outcome="unchanged"}': 0,
			'openhours_polls_ingested_total{outcome="rejected"}': 4,
		});
		const seconds = samplesOf(families, "openhours_import_duration_seconds");
		expect(seconds['openhours_import_duration_seconds_sum{state="complete"}']).toBe(1.5);
		expect(seconds['openhours_import_duration_seconds_count{state="failed"}']).toBe(1);
	});

	test("tell how the queue stands, whoever works on it, and leave it out while there is none", async () => {
		const app = start();
		let families = await read(app);
		expect(samplesOf(families, "openhours_queue_waiting_jobs")).toEqual({});
		expect(samplesOf(families, "openhours_part_available")).toEqual({
			'openhours_part_available{part="queue"}': 0,
			'openhours_part_available{part="reports"}': 1,
			'openhours_part_available{part="polls"}': 1,
			'openhours_part_available{part="stores"}': 1,
		});
		const boss = await openBoss(given.database, {
			supervises: false,
			onError: (error) => expect.fail(error.message),
		});
		onTestFinished(() => boss.stop({ graceful: false }));
		await triggerReport({ ...services, queue: new BossQueue(boss) });
		families = await read(app);
		const waiting = samplesOf(families, "openhours_queue_waiting_jobs");
		expect(waiting['openhours_queue_waiting_jobs{queue="begin-report"}']).toBe(1);
		expect(waiting['openhours_queue_waiting_jobs{queue="compute-slice"}']).toBe(0);
		const oldest = samplesOf(families, "openhours_queue_oldest_wait_seconds");
		expect(oldest['openhours_queue_oldest_wait_seconds{queue="begin-report"}']).toBeGreaterThan(0);
		expect(oldest['openhours_queue_oldest_wait_seconds{queue="compute-slice"}']).toBe(0);
		await takeOne(boss);
		families = await read(app);
		const active = samplesOf(families, "openhours_queue_active_jobs");
		expect(active['openhours_queue_active_jobs{queue="begin-report"}']).toBe(1);
	});

	async function takeOne(boss: PgBoss): Promise<void> {
		expect(await boss.fetch("begin-report")).toHaveLength(1);
	}

	test("tell how old the newest poll is", async () => {
		const app = start();
		clock = NOON + HOUR_MS;
		expect(samplesOf(await read(app), "openhours_newest_poll_age_seconds")).toEqual({
			openhours_newest_poll_age_seconds: 3_660,
		});
		await given.database.script("update store set last_poll_at = null, first_poll_at = null");
		onTestFinished(() =>
			given.database.script(
				"update store set last_poll_at = '2023-01-25T11:59Z', first_poll_at = '2023-01-25T11:59Z'",
			),
		);
		const families = await read(app);
		expect(samplesOf(families, "openhours_newest_poll_age_seconds")).toEqual({});
		expect(samplesOf(families, "openhours_part_available")).toMatchObject({
			'openhours_part_available{part="polls"}': 1,
		});
	});

	test("tell how many stores are in which state", async () => {
		const app = start();
		expect(samplesOf(await read(app), "openhours_stores")).toEqual({
			'openhours_stores{state="up"}': 1,
			'openhours_stores{state="down"}': 0,
			'openhours_stores{state="unknown"}': 0,
			'openhours_stores{state="closed"}': 0,
		});
	});

	test("are of one application: another in the same process counts for itself", async () => {
		const app = start();
		const other = buildApp(services);
		await other.inject("/healthz");
		expect(samplesOf(await read(app), "openhours_http_requests_total")).toEqual({});
	});

	test("tell of the process once it listens, and are all in the documentation", async () => {
		const app = start();
		onTestFinished(() => app.close());
		expect([...(await read(app)).keys()]).not.toContain("nodejs_eventloop_lag_seconds");
		await app.listen({ host: "127.0.0.1", port: 0 });
		const families = await read(app);
		expect([...families.keys()]).toContain("nodejs_eventloop_lag_seconds");
		expect(samplesOf(families, "openhours_build_info")).toEqual({
			[`openhours_build_info{version="1.2.3",node_version="${process.versions.node}"}`]: 1,
		});
		const page = readFileSync("docs/monitoring.md", "utf8");
		const documented = [...page.matchAll(/^\| `(openhours_\w+)` \| (\w+) \|/gm)].map(
			([, name, type]) => `${name} ${type}`,
		);
		const ours = [...families].filter(([name]) => name.startsWith("openhours_"));
		expect(documented.toSorted()).toEqual(
			ours.map(([name, { type }]) => `${name} ${type}`).toSorted(),
		);
	});
});

describe.skipIf(postgresUrl === undefined)(
	"the metrics of a process whose database is gone",
	() => {
		test("are there all the same, but for what is in it", async () => {
			const { url, drop } = await newPostgresDatabase();
			const database = await openDatabase({ url });
			onTestFinished(() => database.close());
			await migrate(database);
			const app = buildApp(testServices(database, NOON), { guard: { anonymous: "read" } });
			await app.inject("/healthz");
			await drop();
			const families = await read(app);
			expect(samplesOf(families, "openhours_part_available")).toEqual({
				'openhours_part_available{part="queue"}': 0,
				'openhours_part_available{part="reports"}': 0,
				'openhours_part_available{part="polls"}': 0,
				'openhours_part_available{part="stores"}': 0,
			});
			expect(samplesOf(families, "openhours_newest_poll_age_seconds")).toEqual({});
			expect(samplesOf(families, "openhours_http_requests_total")).not.toEqual({});
		});
	},
);
