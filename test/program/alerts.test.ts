import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { MINUTE_MS } from "../../src/core/instant.ts";
import { type Received, startReceiver } from "../service/receiver.ts";
import { describeProgramOnBoth } from "./databases.ts";
import { OpenhoursProcess, openhours } from "./openhours.ts";

describeProgramOnBoth("alerts of the whole program", (given) => {
	test("tell that a store went down by polls that were posted, and that it is up again", async () => {
		const settings = { ...given.settings, OPENHOURS_WEBHOOK_PRIVATE: "allow" };
		const arrived: PromiseWithResolvers<void>[] = [
			Promise.withResolvers(),
			Promise.withResolvers(),
			Promise.withResolvers(),
		];
		const receiver = await startReceiver(() => {
			arrived[receiver.received.length - 1]?.resolve();
			return 200;
		});
		const server = new OpenhoursProcess(["serve", "--port", "0"], settings);
		const [, url] = await server.printed(/answers at (http:\S+)/);
		const post = async (minutesAgo: number, status: string) => {
			const at = new Date(Date.now() - minutesAgo * MINUTE_MS).toISOString();
			const answer = await fetch(`${url}/v1/polls`, {
				method: "POST",
				headers: { "content-type": "application/json" },
				body: JSON.stringify([{ store_id: "one", timestamp_utc: at, status }]),
			});
			expect([answer.status, await answer.text()]).toEqual([200, expect.any(String)]);
		};
		await post(30, "active");
		await post(20, "inactive");
		await post(1, "inactive");
		const added = await fetch(`${url}/v1/alerts`, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify({ url: receiver.url, down_for_ms: 15 * MINUTE_MS }),
		});
		const { alert_id, secret } = (await added.json()) as Record<string, string>;
		const tested = await fetch(`${url}/v1/alerts/${alert_id}/test`, { method: "POST" });
		expect(tested.status).toBe(202);
		await arrived[0]?.promise;
		// It is evaluated each minute.
		await arrived[1]?.promise;
		await post(0, "active");
		await arrived[2]?.promise;
		const [test, down, up] = receiver.received.map(({ body, headers }: Received) =>
			new Webhook(secret as string).verify(body, headers as Record<string, string>),
		) as { type: string; data: Record<string, unknown> }[];
		expect(test).toMatchObject({ type: "alert.test", data: { alert_id } });
		expect(down).toMatchObject({ type: "store.down", data: { alert_id, store_id: "one" } });
		expect(up).toMatchObject({ type: "store.up", data: { outage_id: down?.data.outage_id } });
		expect(await server.kill("SIGTERM")).toBe(0);
		expect(server.stderr).not.toMatch(/a job failed/);
	}, 300_000);

	test("are added, listed, shown, tried and removed on the command line", async () => {
		const settings = { ...given.settings, OPENHOURS_WEBHOOK_PRIVATE: "allow" };
		const options = [
			"--down-for",
			"0",
			"--quiet-before-closing",
			"1h",
			"--polls-stopped-after",
			"never",
		];
		const added = await openhours(
			["alerts", "add", "--url", "https://example.com/on-call", ...options],
			settings,
		);
		expect(added.stderr).toMatch(/shown this once: whsec_\S+\n$/);
		const alertId = added.stdout.trim();
		const list = await openhours(["alerts", "list"], settings);
		expect(list.stdout).toMatch(
			new RegExp(`\n${alertId} +all stores .* https://example.com/on-call\n`),
		);
		const shown = await openhours(["alerts", "show", alertId], settings);
		const alert = JSON.parse(shown.stdout);
		expect(alert).toMatchObject({
			alert_id: alertId,
			down_for_ms: 0,
			quiet_before_closing_ms: 3_600_000,
			messages_per_hour: 20,
			polls_stopped_after_ms: null,
		});
		const lines = (await openhours(["alerts", "list", "--json"], settings)).stdout.split("\n");
		expect(lines.filter((line) => line !== "").map((line) => JSON.parse(line))).toContainEqual(
			alert,
		);
		const tried = await openhours(["alerts", "test", alertId], settings);
		const deliveries = ["webhooks", "deliveries", "--webhook", alert.webhook_id, "--json"];
		expect(JSON.parse((await openhours(deliveries, settings)).stdout)).toMatchObject({
			delivery_id: tried.stdout.trim(),
			alert_id: alertId,
			event: "alert.test",
		});
		const webhooks = await openhours(["webhooks", "list"], settings);
		expect(webhooks.stdout).toContain(`alert ${alertId}`);
		const removed = await openhours(["alerts", "remove", alertId], settings);
		expect(removed).toMatchObject({ code: 0, stdout: "", stderr: "" });
		expect((await openhours(["alerts", "show", alertId], settings)).stderr).toContain("no alert");
	});

	test.each([
		["--polls-stopped-after", "59s"],
		["--down-for", "soon"],
		["--group", "Nowhere"],
		["--url", "http://127.0.0.1:9/"],
	])("are refused with %s %s", async (option, value) => {
		const add = ["alerts", "add", "--url", "https://example.com/on-call", option, value];
		const { code, stdout } = await openhours(add, given.settings);
		expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
	});
});
