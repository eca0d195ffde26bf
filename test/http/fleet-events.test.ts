import type { AddressInfo } from "node:net";
import fastify, { type FastifyInstance } from "fastify";
import { beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { FleetChangeDocument } from "../../src/contract/fleet.ts";
import { formatInstant, HOUR_MS, MINUTE_MS } from "../../src/core/instant.ts";
import type { Database } from "../../src/database/engine/database.ts";
import { DatabaseError } from "../../src/database/engine/errors.ts";
import { answerError } from "../../src/http/answer-error.ts";
import { buildApp } from "../../src/http/app.ts";
import { fleetEventRoutes } from "../../src/http/fleet-events.ts";
import { removeClosure } from "../../src/service/closures.ts";
import type { ServiceContext } from "../../src/service/context.ts";
import { FleetReadings } from "../../src/service/fleet-readings.ts";
import { setDetailsOf, setTimezoneOf } from "../../src/service/store-details.ts";
import { replaceBusinessHoursOf } from "../../src/service/store-hours.ts";
import { describeOnBothEngines, describeOnPostgres } from "../database/databases.ts";
import { importLines } from "../service/import-lines.ts";
import { testServices } from "../service/services.ts";
import { problemOf, send } from "./answers.ts";
import { EventClient } from "./event-client.ts";

const NOON = Date.UTC(2023, 0, 25, 12);
const PATH = "/v1/fleet/events";
const FROM_THE_BEGINNING = Number.NEGATIVE_INFINITY;

const openEvents = (url: string, headers?: Record<string, string>) =>
	EventClient.open<FleetChangeDocument>(url, headers);

const importPoll = (database: Database, storeId: string, at: number, status = "active") =>
	importLines(database, NOON, {
		polls: ["store_id,timestamp_utc,status", `${storeId},${formatInstant(at)},${status}`],
	});

/** The database; tells how often it was looked whether anything changed, and fails these looks when told to. */
function observed(database: Database) {
	const looks = { count: 0, failure: undefined as unknown };
	const tables = new Proxy(database.tables, {
		get(target, name) {
			const value = Reflect.get(target, name, target);
			if (typeof value !== "function") return value;
			if (name !== "selectFrom") return value.bind(target);
			return (table: string) => {
				if (table === "fleet_change") {
					looks.count++;
					if (looks.failure !== undefined) throw looks.failure;
				}
				return value.call(target, table);
			};
		},
	});
	return {
		looks,
		database: new Proxy(database, {
			get(target, name) {
				if (name === "tables") return tables;
				const value = Reflect.get(target, name, target);
				return typeof value === "function" ? value.bind(target) : value;
			},
		}),
	};
}

async function listen(app: FastifyInstance): Promise<string> {
	onTestFinished(() => app.close());
	await app.listen({ host: "127.0.0.1", port: 0 });
	return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}${PATH}`;
}

describeOnBothEngines("the fleet's events", (given) => {
	const servicesOf = (database = given.database) => testServices(database, NOON);
	const start = (services: ServiceContext = servicesOf()) => listen(buildApp(services));

	beforeAll(() => importPoll(given.database, "one", NOON - 2 * HOUR_MS));

	test("tell the newest poll at once, and when there is another", async () => {
		const client = await openEvents(await start());
		expect(client.answer.statusCode).toBe(200);
		expect(client.answer.headers).toMatchObject({
			"content-type": "text/event-stream",
			"cache-control": "no-store",
		});
		const first = await client.next();
		expect(first).toEqual({
			event: "fleet",
			id: first.data.change,
			data: {
				newest_poll: "2023-01-25T10:00:00.000Z",
				change: expect.any(String),
				seen_at: "2023-01-25T12:00:00.000Z",
			},
		});
		await importPoll(given.database, "one", NOON - HOUR_MS);
		const second = await client.next();
		expect(second.data.newest_poll).toBe("2023-01-25T11:00:00.000Z");
		expect(second.data.change).not.toBe(first.data.change);
		expect(second.id).toBe(second.data.change);
	});

	test.each<[string, (services: ServiceContext) => Promise<unknown>]>([
		[
			"a late poll",
			({ database }) => importPoll(database, "one", NOON - 90 * MINUTE_MS, "inactive"),
		],
		[
			"a store without polls",
			(services) =>
				setTimezoneOf(services, "new", { timezone: "Asia/Tokyo", validFrom: FROM_THE_BEGINNING }),
		],
		[
			"changed hours",
			(services) =>
				replaceBusinessHoursOf(services, "one", {
					rows: [{ day_of_week: 2, start_time_local: "09:00", end_time_local: "10:00" }],
					validFrom: FROM_THE_BEGINNING,
				}),
		],
		[
			"another zone",
			(services) =>
				setTimezoneOf(services, "one", { timezone: "Asia/Tokyo", validFrom: FROM_THE_BEGINNING }),
		],
		[
			"a closure",
			({ database }) =>
				importLines(database, NOON, {
					closures: [
						"store_id,from_utc,to_utc,reason",
						"*,2023-01-25T00:00:00Z,2023-01-26T00:00:00Z,x",
					],
				}),
		],
		["a closure that is deleted", (services) => removeClosure(services, "1")],
		["another name", (services) => setDetailsOf(services, "one", { name: "One", group: null })],
	])("come with %s, and not when it is there already", async (_title, change) => {
		const services = servicesOf();
		const client = await openEvents(await start(services));
		const first = await client.next();
		await change(services);
		const second = await client.next();
		expect(second.data.newest_poll).toBe(first.data.newest_poll);
		// A refusal changes nothing either.
		await change(services).catch(() => {});
		await importPoll(given.database, "mark", NOON - HOUR_MS, "active");
		await importPoll(given.database, "mark", NOON - HOUR_MS, "inactive");
		await client.next();
	});

	test("wait for a database that does not answer, and then go on", async () => {
		const { database, looks } = observed(given.database);
		const client = await openEvents(await start(servicesOf(database)));
		await client.next();
		looks.failure = new DatabaseError("unreachable", "nothing answers");
		const { count } = looks;
		await vi.waitFor(() => expect(looks.count).toBeGreaterThan(count + 1), { timeout: 60_000 });
		await importPoll(given.database, "one", NOON - 70 * MINUTE_MS);
		looks.failure = undefined;
		await client.next();
	});

	test("are not told again to those who know them, and are to all others", async () => {
		const url = await start();
		const { id } = await (await openEvents(url)).next();
		const knowing = await openEvents(url, { "last-event-id": id });
		const others = ["", "7", `${id}0`];
		for (const last of others)
			expect((await (await openEvents(url, { "last-event-id": last })).next()).id).toBe(id);
		await importPoll(given.database, "one", NOON - 65 * MINUTE_MS);
		expect((await knowing.next()).id).not.toBe(id);
	});

	test("come only once states are answered with what has changed", async () => {
		// What is kept lasts on a clock that runs, and what is read takes its time.
		const clock = { now: NOON };
		const services = testServices(given.database, NOON, {
			now: () => clock.now,
			fleetReadings: new FleetReadings(() => (clock.now += 1)),
		});
		const app = buildApp(services);
		const url = await listen(app);
		const pollsOf = async () => {
			const { stores } = (await send(app, "GET", "/v1/stores?search=one")).json();
			return stores[0].last_poll_at;
		};
		const client = await openEvents(url);
		await client.next();
		for (const minutes of [50, 40, 30]) {
			const at = NOON - minutes * MINUTE_MS;
			await pollsOf();
			await importPoll(given.database, "one", at);
			expect((await client.next()).data.newest_poll).toBe(formatInstant(at));
			expect(await pollsOf()).toBe(formatInstant(at));
		}
	});

	test("come as such and in no other form, and are announced without being sent", async () => {
		const app = buildApp(servicesOf());
		await listen(app);
		const answer = await app.inject({ url: PATH, headers: { accept: "application/json" } });
		expect(problemOf(answer, 406).detail).toContain("text/event-stream");
		const head = await app.inject({ method: "HEAD", url: PATH });
		expect([head.statusCode, head.body, head.headers["content-type"]]).toEqual([
			200,
			"",
			"text/event-stream",
		]);
	});

	test("do not hold up a server that is asked to stop", async () => {
		const app = buildApp(servicesOf());
		const url = await listen(app);
		const clients = await Promise.all(Array.from({ length: 5 }, () => openEvents(url)));
		for (const client of clients) await client.next();
		await app.close();
		for (const client of clients) await client.ended();
	});

	test("have room for so many listeners, and again when one of them goes", async () => {
		const app = fastify({ genReqId: () => crypto.randomUUID() });
		app.setErrorHandler(answerError);
		await app.register((await import("@fastify/accepts")).default);
		await app.register(fleetEventRoutes(servicesOf(), { listenersMax: 2 }));
		const url = await listen(app);
		const [one] = [await openEvents(url), await openEvents(url)];
		const answer = await app.inject(PATH);
		expect(problemOf(answer, 503).type).toBe("/problems/unavailable");
		expect(answer.headers["retry-after"]).toBe("5");
		await one.next();
		one.request.destroy();
		// The server hears of it a moment later.
		let another = await openEvents(url);
		while (another.answer.statusCode === 503) another = await openEvents(url);
		expect((await another.next()).event).toBe("fleet");
	});
});

describeOnPostgres("the fleet's events of two servers", (given) => {
	test("are the same, and tell what another process took in", async () => {
		const [one, other] = [given.database, await given.openAgain()];
		await importPoll(one, "one", NOON - 2 * HOUR_MS);
		const clients = await Promise.all(
			[one, other].map(async (database) =>
				openEvents(await listen(buildApp(testServices(database, NOON)))),
			),
		);
		const next = () => Promise.all(clients.map((client) => client.next()));
		const first = await next();
		expect(first[0]).toEqual(first[1]);
		await importPoll(await given.openAgain(), "one", NOON - HOUR_MS);
		const second = await next();
		expect(second[0]).toEqual(second[1]);
		expect(second[0]?.data.newest_poll).toBe("2023-01-25T11:00:00.000Z");
	});
});

test("an event's data are as they are documented", () => {
	expect(Object.keys(FleetChangeDocument.properties)).toEqual(["newest_poll", "change", "seen_at"]);
});
