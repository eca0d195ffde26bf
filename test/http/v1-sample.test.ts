import { readdirSync } from "node:fs";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { FleetNowDocument } from "../../src/contract/fleet.ts";
import { SampleDocument } from "../../src/contract/sample.ts";
import { HOUR_MS } from "../../src/core/instant.ts";
import { buildApp } from "../../src/http/app.ts";
import { FleetReadings } from "../../src/service/fleet-readings.ts";
import {
	describeOnBothEngines,
	describeOnPostgres,
	type TestDatabase,
	temporaryDirectory,
} from "../database/databases.ts";
import { importLines } from "../service/import-lines.ts";
import { testServices } from "../service/services.ts";
import { documentOf, problemOf, send } from "./answers.ts";

const NOW = Date.UTC(2026, 10, 24, 12, 34, 56);

const empty = (given: TestDatabase) =>
	given.database.script("delete from store; delete from closure");

async function rowCounts({ database }: TestDatabase): Promise<unknown> {
	const [counts] = await database.plain(`
		select
			(select count(*)::int from store) as stores,
			(select coalesce(sum(cardinality(polls)), 0)::int from store_day) as polls,
			(select count(*)::int from closure) as closures
	`);
	return counts;
}

describeOnBothEngines("the sample over HTTP", (given) => {
	const appAt = (now = NOW) => buildApp(testServices(given.database, now));
	const load = (app = appAt()) => send(app, "POST", "/v1/sample");

	beforeEach(() => empty(given));

	test("is there once it was loaded, up to the last whole hour, in everything that is asked then", async () => {
		// What is kept lasts on a clock that runs.
		let now = NOW;
		const fleetReadings = new FleetReadings(() => now);
		const services = testServices(given.database, NOW, { fleetReadings, now: () => now });
		const app = buildApp(services);
		const fleet = async () =>
			documentOf(await send(app, "GET", "/v1/fleet/now"), 200, FleetNowDocument);
		const total = async (url: string) => (await send(app, "GET", url)).json().total;
		expect((await fleet()).total).toBe(0);
		expect(await total("/v1/stores")).toBe(0);
		// Figures are of nothing then, which is refused.
		expect(await total("/v1/fleet/stores")).toBe(undefined);
		now += 1;
		const sample = documentOf(await load(app), 201, SampleDocument);
		expect(sample).toEqual({
			stores: 200,
			polls: expect.any(Number),
			days: 14,
			newest_poll: "2026-11-24T12:00:00.000Z",
		});
		expect(await rowCounts(given)).toMatchObject({ stores: 200, polls: sample.polls });
		const { total: stores, newest_poll, states } = await fleet();
		expect([stores, newest_poll]).toEqual([200, sample.newest_poll]);
		expect(states.up.stores).toBeGreaterThan(0);
		expect([await total("/v1/stores"), await total("/v1/fleet/stores")]).toEqual([200, 200]);
	});

	test("comes with an empty body, too, and with nothing else", async () => {
		const app = appAt();
		problemOf(await send(app, "POST", "/v1/sample", { stores: 5 }), 422);
		documentOf(await send(app, "POST", "/v1/sample", {}), 201, SampleDocument);
	});

	test("is loaded once when it is asked for twice at a time", async () => {
		const answers = await Promise.all([load(), load()]);
		expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409]);
		expect(await rowCounts(given)).toMatchObject({ stores: 200 });
	});

	test("has a report computed where imports have", async () => {
		const imports = { keepMs: HOUR_MS, reportAfterMs: 60_000 };
		const services = testServices(given.database, NOW, { imports });
		await load(buildApp(services));
		expect(services.queue.settles).toEqual([60_000]);
	});

	test.each<[string, Parameters<typeof importLines>[2]]>([
		["polls", { polls: ["store_id,timestamp_utc,status", "mine,2026-11-24T10:00:00Z,active"] }],
		["hours", { hours: ["store_id,day,start_time_local,end_time_local", "mine,0,09:00,17:00"] }],
		["a store", { stores: ["store_id,name", "mine,Mine"] }],
		[
			"a closure of all stores",
			{
				closures: [
					"store_id,from_utc,to_utc,reason",
					"*,2026-11-24T00:00:00Z,2026-11-25T00:00:00Z,x",
				],
			},
		],
	])("is refused where there is %s, and changes nothing", async (_title, lines) => {
		await importLines(given.database, NOW, lines);
		const before = await rowCounts(given);
		expect(problemOf(await load(), 409).type).toBe("/problems/conflict");
		expect(await rowCounts(given)).toEqual(before);
	});

	test("that fails half-way leaves nothing behind, and can be loaded then", async () => {
		const directory = temporaryDirectory();
		vi.stubEnv("TMPDIR", directory);
		onTestFinished(() => {
			vi.unstubAllEnvs();
		});
		// Closures are written before.
		await given.database.script(`
			create function fail() returns trigger language plpgsql as $$ begin raise 'no stores here'; end $$;
			create trigger store_cannot_be_made before insert on store for each statement execute function fail();
		`);
		problemOf(await load(), 500);
		expect(await rowCounts(given)).toEqual({ stores: 0, polls: 0, closures: 0 });
		await given.database.script("drop trigger store_cannot_be_made on store; drop function fail");
		expect(readdirSync(directory)).toEqual([]);
		documentOf(await load(), 201, SampleDocument);
		expect(readdirSync(directory)).toEqual([]);
	});
});

describeOnPostgres("the sample over HTTP of two servers", (given) => {
	test("is loaded by one of them", async () => {
		const servers = [given.database, await given.openAgain()].map((database) =>
			buildApp(testServices(database, NOW)),
		);
		const answers = await Promise.all(servers.map((app) => send(app, "POST", "/v1/sample")));
		expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409]);
		const [loaded] = answers.filter(({ statusCode }) => statusCode === 201);
		expect(await rowCounts(given)).toMatchObject({ stores: 200, polls: loaded?.json().polls });
	});
});
