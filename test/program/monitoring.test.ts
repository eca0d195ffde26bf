import { expect, test } from "vitest";
import { readExposition } from "../http/exposition.ts";
import { describeProgramOnBoth } from "./databases.ts";
import { sampleFleet } from "./fleet.ts";
import { OpenhoursProcess, openhours, trigger } from "./openhours.ts";

const ADDRESS = /answers at (http:\S+)/;
const ALL_OK = { database: "ok", migrations: "ok", queue: "ok", workers: "ok" };

const fleet = sampleFleet({ stores: 20, days: 3 });

describeProgramOnBoth("a server that is watched", (given) => {
	async function serve(settings: Readonly<Record<string, string>> = {}) {
		const server = new OpenhoursProcess(["serve", "--port", "0"], {
			...given.settings,
			...settings,
		});
		const [, url] = (await server.printed(ADDRESS)) as unknown as [string, string];
		return { server, url };
	}

	async function readiness(url: string): Promise<unknown> {
		const answer = await fetch(`${url}/readyz`);
		return { status: answer.status, ...((await answer.json()) as object) };
	}

	test("tells that it is well, how a report gets on, and what it did", async () => {
		await openhours(["import", ...fleet.files], given.settings);
		const { server, url } = await serve();
		expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: "ok" });
		expect(await readiness(url)).toEqual({ status: "ready", checks: ALL_OK });

		const reportId = await trigger(url);
		// To its end, which the end of the report is.
		const events = await (await fetch(`${url}/v1/reports/${reportId}/events`)).text();
		expect(events).toMatch(/\nid: complete-20\ndata: \{"report_id":.*\}\n\n$/);

		const metrics = readExposition(await (await fetch(`${url}/metrics`)).text());
		const value = (name: string, labels = "") => metrics.get(name)?.samples.get(name + labels);
		expect(value("openhours_reports_ended_total", '{state="complete"}')).toBe(1);
		expect(value("openhours_reports", '{state="complete"}')).toBe(1);
		expect(value("openhours_queue_waiting_jobs", '{queue="compute-slice"}')).toBe(0);
		expect(value("openhours_newest_poll_age_seconds")).toBeGreaterThan(0);
		const stores = [...(metrics.get("openhours_stores")?.samples.values() ?? [])];
		expect(stores.reduce((sum, count) => sum + count)).toBe(20);
		expect([...metrics.keys()]).toContain("nodejs_eventloop_lag_seconds");
		expect(await server.kill("SIGTERM")).toBe(0);
	});

	test("without workers of its own is ready too, and stops with somebody listening", async () => {
		const { server, url } = await serve({ OPENHOURS_WORKER: "off" });
		expect(await readiness(url)).toEqual({
			status: "ready",
			checks: { ...ALL_OK, workers: "off" },
		});
		const reportId = await trigger(url);
		const { body } = await fetch(`${url}/v1/reports/${reportId}/events`);
		const reader = (body as ReadableStream<Uint8Array>).getReader();
		await reader.read();
		const metrics = readExposition(await (await fetch(`${url}/metrics`)).text());
		const waiting = metrics.get("openhours_queue_waiting_jobs")?.samples;
		expect(waiting?.get('openhours_queue_waiting_jobs{queue="begin-report"}')).toBe(1);
		const ended = server.kill("SIGTERM");
		// The stream ends as it should, and is not cut off: that would be an error here.
		while (!(await reader.read()).done);
		expect(await ended).toBe(0);
	});
});
