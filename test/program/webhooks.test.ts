import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { startReceiver } from "../service/receiver.ts";
import { describeProgramOnBoth } from "./databases.ts";
import { sampleFleet } from "./fleet.ts";
import { OpenhoursProcess, openhours, trigger } from "./openhours.ts";

const fleet = sampleFleet({ stores: 20, days: 3 });

describeProgramOnBoth("webhooks of the whole program", (given) => {
	test("are told of a report within moments, and what became of it can be looked up", async () => {
		const settings = { ...given.settings, OPENHOURS_WEBHOOK_PRIVATE: "allow" };
		const told = Promise.withResolvers<void>();
		const receiver = await startReceiver(() => {
			told.resolve();
			return 200;
		});
		const added = await openhours(["webhooks", "add", "--url", receiver.url], settings);
		expect(added.code).toBe(0);
		const webhookId = added.stdout.trim();
		const [, secret] = /shown this once: (whsec_\S+)/.exec(added.stderr) as unknown as string[];
		await openhours(["import", ...fleet.files], settings);

		const server = new OpenhoursProcess(["serve", "--port", "0"], settings);
		const [, url] = await server.printed(/answers at (http:\S+)/);
		const reportId = await trigger(url as string);
		await told.promise;
		const [message] = receiver.received;
		const event = new Webhook(secret as string).verify(
			message?.body as string,
			message?.headers as Record<string, string>,
		);
		expect(event).toMatchObject({ type: "report.complete", data: { report_id: reportId } });
		expect(await server.kill("SIGTERM")).toBe(0);

		const deliveries = ["webhooks", "deliveries", "--webhook", webhookId];
		const { stdout } = await openhours([...deliveries, "--json"], settings);
		expect(JSON.parse(stdout)).toMatchObject({
			webhook_id: webhookId,
			report_id: reportId,
			event: "report.complete",
			body: message?.body,
			state: "delivered",
			attempts: 1,
			last_status: 200,
			last_error: null,
		});
		const table = await openhours(deliveries, settings);
		expect(table.stdout).toMatch(/^webhook .*\n\S+ +\S+ +report\.complete .* delivered +1 /);
		const list = await openhours(["webhooks", "list"], settings);
		expect(list.stdout).toMatch(new RegExp(`^webhook .*\n${webhookId} +all reports .* enabled `));
		expect(list.stdout).not.toContain(secret);

		const removed = await openhours(["webhooks", "remove", webhookId], settings);
		expect(removed).toMatchObject({ code: 0, stdout: "", stderr: "" });
	});

	test("at private addresses are refused unless they are allowed", async () => {
		const add = ["webhooks", "add", "--url", "http://127.0.0.1:9/"];
		const { code, stdout, stderr } = await openhours(add, given.settings);
		expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
		expect(stderr).toContain("OPENHOURS_WEBHOOK_PRIVATE=allow");
	});
});
