import fc from "fast-check";
import { expect, test } from "vitest";
import type { AlertEvent } from "../../src/contract/alert-event.ts";
import type { CurrentState } from "../../src/core/current-state.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, utcDayOf } from "../../src/core/instant.ts";
import { ACTIVE, INACTIVE, packPoll } from "../../src/core/poll.ts";
import { DEFAULT_RULES } from "../../src/core/rules.ts";
import type { Database } from "../../src/database/engine/database.ts";
import { createMonths } from "../../src/database/store-day.ts";
import { writePolls } from "../../src/database/write-polls.ts";
import { addAlert } from "../../src/service/alerts.ts";
import { evaluateAlerts } from "../../src/service/evaluate-alerts.ts";
import { freshFleetStates } from "../../src/service/fleet-states.ts";
import { listDeliveries } from "../../src/service/webhooks.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { importLines } from "./import-lines.ts";
import { type TestServices, testServices } from "./services.ts";

const FROM = Date.UTC(2023, 0, 25, 12);
const STORES = ["a", "b", "c"];
const CLEAR = "delete from webhook; delete from store_day; delete from store";

/** Polls come in, some of them late, and the alert is evaluated now and then, or twice at once. */
const step = fc.record({
	minutes: fc.integer({ min: 1, max: 90 }),
	polls: fc.array(
		fc.record({
			store: fc.nat(STORES.length - 1),
			isActive: fc.boolean(),
			lateMinutes: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(120)),
		}),
		{ maxLength: 3 },
	),
	evaluations: fc.integer({ min: 0, max: 2 }),
});

const anyCase = fc.record({
	steps: fc.array(step, { minLength: 5, maxLength: 25 }),
	downForMinutes: fc.integer({ min: 0, max: 60 }),
	messagesPerHour: fc.constantFrom(1, 2, 1_000),
	maxGapMs: fc.constantFrom(undefined, HOUR_MS),
	outsidePolls: fc.constantFrom("ignore" as const, "use" as const),
	hasHours: fc.boolean(),
});

type Told = "down" | "ended" | "summed up";

interface ToldOfStore {
	readonly told: Told;
	readonly outageId?: string;
}

/** What was told of each store, in order. */
function toldOf(events: readonly AlertEvent[]): Map<string, ToldOfStore[]> {
	const of = new Map(STORES.map((id): [string, ToldOfStore[]] => [id, []]));
	for (const { type, data } of events) {
		if (type === "store.down")
			of.get(data.store_id)?.push({ told: "down", outageId: data.outage_id });
		if (type === "store.up" || type === "store.unknown")
			of.get(data.store_id)?.push({ told: "ended", outageId: data.outage_id });
		if (type !== "alert.summary") continue;
		for (const { store_id, outage_id } of data.ended)
			of.get(store_id)?.push({ told: "ended", outageId: outage_id });
		for (const { store_id } of data.down) of.get(store_id)?.push({ told: "summed up" });
	}
	return of;
}

type Case = typeof anyCase extends fc.Arbitrary<infer Value> ? Value : never;

/** Has it all come in and be evaluated; returns what was told of each store, and what stores are in at last. */
async function play(database: Database, tried: Case) {
	await database.script(CLEAR);
	let clock = FROM;
	const { maxGapMs, outsidePolls, messagesPerHour } = tried;
	const services = testServices(database, 0, {
		now: () => clock,
		rules: { ...DEFAULT_RULES, defaultZone: "UTC", maxGapMs, outsidePolls },
	});
	const day = utcDayOf(FROM);
	await createMonths(database, { first: day - 1, last: day + 4 });
	if (tried.hasHours)
		await importLines(database, FROM, {
			hours: [
				"store_id,dayofweek,start_time_local,end_time_local",
				...[0, 1, 2, 3, 4, 5, 6].map((weekday) => `a,${weekday},08:00,18:00`),
			],
		});
	const take = async (storeId: string, at: number, isActive: boolean) => {
		const polls = Float64Array.of(packPoll(at, isActive ? ACTIVE : INACTIVE));
		await database.transaction((tx) => writePolls(tx, [{ storeId, polls }]));
	};
	await take("other", clock, true);
	await addAlert(services, {
		url: "https://example.com/told",
		downForMs: tried.downForMinutes * MINUTE_MS,
		messagesPerHour,
		quietBeforeClosingMs: 0,
		pollsStoppedAfterMs: DAY_MS,
	});
	for (const { minutes, polls, evaluations } of tried.steps) {
		clock += minutes * MINUTE_MS;
		for (const { store, isActive, lateMinutes } of polls)
			await take(STORES[store] as string, clock - lateMinutes * MINUTE_MS, isActive);
		await Promise.all(Array.from({ length: evaluations }, () => evaluateAlerts(services)));
	}
	// No summary is so late that what it left out is not told then.
	clock += 2 * HOUR_MS;
	await take("other", clock, true);
	await evaluateAlerts(services);
	return { told: toldOf(await eventsOf(services)), fleet: await freshFleetStates(services) };
}

/** The messages in the order in which they were written down. */
async function eventsOf(services: TestServices): Promise<AlertEvent[]> {
	const deliveries = await listDeliveries(services, { limit: 1_000 });
	const bodies = new Map(deliveries.map(({ deliveryId, body }) => [deliveryId, body]));
	const jobs = services.queue.take("deliver-webhook");
	expect(jobs).toHaveLength(deliveries.length);
	return jobs.map(({ deliveryId }) => JSON.parse(bodies.get(deliveryId) as string));
}

/** Each end comes right after its outage was told, and nothing else does; returns how many ends there are. */
function checkOrder(ofStore: readonly ToldOfStore[]): number {
	for (const [i, { told, outageId }] of ofStore.entries())
		if (told === "ended") expect(ofStore[i - 1]).toEqual({ told: "down", outageId });
		else expect(ofStore[i - 1]?.told).not.toBe("down");
	return ofStore.filter(({ told }) => told === "ended").length;
}

/** What goes on was told, and nothing else seems to go on. */
function checkLast(last: Told | undefined, current: CurrentState, downForMs: number): void {
	const { state, downMs = 0 } = current;
	if (state === "up" || state === "unknown") expect(last).not.toBe("down");
	if (state === "down" && downMs >= downForMs) expect(["down", "summed up"]).toContain(last);
}

describeOnBothEngines("whatever polls come in, and whenever an alert is evaluated", (given) => {
	test("each outage is told once at the most, each end after it, and in the end all that is to be told", async () => {
		let ends = 0;
		await fc.assert(
			fc.asyncProperty(anyCase, async (tried) => {
				const { told, fleet } = await play(given.database, tried);
				for (const ofStore of told.values()) ends += checkOrder(ofStore);
				const downForMs = tried.downForMinutes * MINUTE_MS;
				for (const { storeId, current } of fleet.stores)
					checkLast(told.get(storeId)?.at(-1)?.told, current, downForMs);
			}),
			{ numRuns: 50 },
		);
		expect(ends).toBeGreaterThan(10);
	}, 300_000);
});
