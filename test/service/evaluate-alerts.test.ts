import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { Value } from "typebox/value";
import { beforeEach, describe, expect, test } from "vitest";
import { AlertEvent } from "../../src/contract/alert-event.ts";
import {
	DAY_MS,
	formatInstant,
	HOUR_MS,
	type Instant,
	MINUTE_MS,
	utcDayOf,
} from "../../src/core/instant.ts";
import { ACTIVE, INACTIVE, packPoll } from "../../src/core/poll.ts";
import { DEFAULT_RULES, type Rules } from "../../src/core/rules.ts";
import { createMonths } from "../../src/database/store-day.ts";
import { disableWebhook } from "../../src/database/webhooks.ts";
import { writePolls } from "../../src/database/write-polls.ts";
import {
	addAlert,
	alertWithId,
	type NewAlertRequest,
	removeAlert,
	testAlert,
} from "../../src/service/alerts.ts";
import { deliverWebhook } from "../../src/service/deliver-webhook.ts";
import { evaluateAlerts } from "../../src/service/evaluate-alerts.ts";
import { keepHouse } from "../../src/service/housekeeping.ts";
import { listDeliveries, removeWebhook } from "../../src/service/webhooks.ts";
import {
	describeOnBothEngines,
	describeOnPostgres,
	type TestDatabase,
} from "../database/databases.ts";
import { importLines } from "./import-lines.ts";
import { startReceiver } from "./receiver.ts";
import { type TestServices, testServices } from "./services.ts";

/** A Wednesday. */
const DAY = Date.UTC(2023, 0, 25);
const URL = "https://example.com/on-call";

/** An instant of that day: `10:05`, or of another: `+1 10:05`. */
function at(text: string): Instant {
	const [, days = "0", hour, minute] = /^(?:\+(\d+) )?(\d+):(\d+)$/.exec(text) as RegExpExecArray;
	return DAY + Number(days) * DAY_MS + Number(hour) * HOUR_MS + Number(minute) * MINUTE_MS;
}

type Message = AlertEvent & { readonly data: Record<string, unknown> };

/** A database in which a test says what polls there are and what time it is. */
class Setting {
	clock: Instant;
	readonly services: TestServices;
	readonly #given: TestDatabase;
	readonly #seen = new Set<string>();

	constructor(given: TestDatabase, rules: Partial<Rules> = {}) {
		this.#given = given;
		this.clock = at("12:00");
		this.services = testServices(given.database, 0, {
			now: () => this.clock,
			rules: { ...DEFAULT_RULES, defaultZone: "UTC", ...rules },
			webhooks: { allowPrivate: true },
		});
	}

	/** Takes polls in: `polls("one", "10:00 inactive", "10:05 active")`. */
	async polls(storeId: string, ...texts: string[]): Promise<void> {
		const polls = texts.map((text) => {
			const [, when, status] = /^(.*) (active|inactive)$/.exec(text) as RegExpExecArray;
			return packPoll(at(when as string), status === "active" ? ACTIVE : INACTIVE);
		});
		const day = utcDayOf(DAY);
		await createMonths(this.#given.database, { first: day - 1, last: day + 2 });
		await this.#given.database.transaction((tx) =>
			writePolls(tx, [{ storeId, polls: Float64Array.from(polls).sort() }]),
		);
	}

	lines(lines: Parameters<typeof importLines>[2]): Promise<void> {
		return importLines(this.#given.database, at("12:00"), lines);
	}

	add(request: Partial<NewAlertRequest> = {}) {
		return addAlert(this.services, { url: URL, quietBeforeClosingMs: 0, ...request });
	}

	/** Evaluates at a time by the wall clock, and returns the messages that were not there before. */
	async evaluate(when: string): Promise<Message[]> {
		this.clock = at(when);
		await evaluateAlerts(this.services);
		return this.messages();
	}

	/** The messages that were not there before, in the order in which they were written down. */
	async messages(): Promise<Message[]> {
		const deliveries = await listDeliveries(this.services, { limit: 1_000 });
		const fresh = deliveries.filter(({ deliveryId }) => !this.#seen.has(deliveryId));
		for (const { deliveryId } of fresh) this.#seen.add(deliveryId);
		const order = this.services.queue.jobs.flatMap((job) =>
			job.kind === "deliver-webhook" ? job.deliveryId : [],
		);
		return fresh
			.sort((a, b) => order.indexOf(a.deliveryId) - order.indexOf(b.deliveryId))
			.map(({ body, event }) => {
				const message = JSON.parse(body);
				expect([...Value.Errors(AlertEvent, message)]).toEqual([]);
				expect(message.type).toBe(event);
				return message;
			});
	}
}

/** What messages say in short: `down one`, `up one`. */
function told(messages: readonly Message[]): string[] {
	return messages.map(({ type, data }) =>
		type.startsWith("store.") ? `${type.slice(6)} ${data.store_id}` : type,
	);
}

const CLEAR = "delete from webhook; delete from store_day; delete from store; delete from closure";

describeOnBothEngines("an alert", (given) => {
	beforeEach(() => given.database.script(CLEAR));
	const start = (rules: Partial<Rules> = {}) => new Setting(given, rules);

	test("tells that a store is down once it was so for long enough, and up again, with all there is to know", async () => {
		const setting = start();
		await setting.lines({
			stores: ["store_id,name,group", "one,Main Street,North"],
			timezones: ["store_id,timezone_str", "one,America/New_York"],
			hours: ["store_id,dayofweek,start_time_local,end_time_local", "one,2,04:00:00,09:00:00"],
		});
		await setting.polls("one", "09:30 active", "10:00 inactive");
		const { alert } = await setting.add();
		await setting.polls("other", "10:14 active");
		expect(await setting.evaluate("10:15")).toEqual([]);
		await setting.polls("other", "10:15 active");
		const [down, ...more] = await setting.evaluate("10:16");
		expect(more).toEqual([]);
		expect(down).toEqual({
			type: "store.down",
			timestamp: "2023-01-25T10:16:00.000Z",
			data: {
				alert_id: alert.alertId,
				as_of: "2023-01-25T10:15:00.000Z",
				as_of_local: "2023-01-25T05:15:00.000-05:00",
				outage_id: expect.any(String),
				store_id: "one",
				name: "Main Street",
				group: "North",
				timezone: "America/New_York",
				start: "2023-01-25T10:00:00.000Z",
				start_local: "2023-01-25T05:00:00.000-05:00",
				down_ms: 15 * MINUTE_MS,
				closes_at: "2023-01-25T14:00:00.000Z",
				closes_at_local: "2023-01-25T09:00:00.000-05:00",
			},
		});
		await setting.polls("one", "10:40 active");
		expect(await setting.evaluate("10:41")).toEqual([
			{
				type: "store.up",
				timestamp: "2023-01-25T10:41:00.000Z",
				data: {
					alert_id: alert.alertId,
					as_of: "2023-01-25T10:40:00.000Z",
					outage_id: down?.data.outage_id,
					store_id: "one",
					name: "Main Street",
					group: "North",
					timezone: "America/New_York",
					start: "2023-01-25T10:00:00.000Z",
					start_local: "2023-01-25T05:00:00.000-05:00",
					end: "2023-01-25T10:40:00.000Z",
					end_local: "2023-01-25T05:40:00.000-05:00",
					down_ms: 40 * MINUTE_MS,
					ended_by: "active_poll",
					active_poll_at: "2023-01-25T10:40:00.000Z",
				},
			},
		]);
		expect(await alertWithId(setting.services, alert.alertId)).toMatchObject({
			asOf: at("10:40"),
			condition: { polls: "coming" },
		});
	});

	test("arrives, signed with its secret, and is not told of reports", async () => {
		const receiver = await startReceiver();
		const setting = start();
		await setting.polls("one", "10:00 inactive", "10:20 inactive");
		const { secret } = await setting.add({ url: receiver.url });
		await setting.evaluate("10:21");
		setting.clock = Date.now();
		const [job] = setting.services.queue.take("deliver-webhook");
		await deliverWebhook(setting.services, job?.deliveryId as string);
		const [message] = receiver.received;
		const event = new Webhook(secret).verify(
			message?.body as string,
			message?.headers as Record<string, string>,
		);
		expect(event).toMatchObject({ type: "store.down", data: { store_id: "one" } });
	});

	test("tells each outage once, however often it is evaluated; down again later is another", async () => {
		const setting = start();
		await setting.add();
		await setting.polls("one", "10:00 inactive", "10:20 inactive");
		const [first] = await setting.evaluate("10:21");
		expect(await setting.evaluate("10:22")).toEqual([]);
		await setting.polls("one", "10:25 inactive");
		expect(await setting.evaluate("10:26")).toEqual([]);
		// Up for a minute between two evaluations: the outage ended, and another began.
		await setting.polls("one", "10:30 active", "10:31 inactive", "10:50 inactive");
		const messages = await setting.evaluate("10:51");
		expect(told(messages)).toEqual(["up one", "down one"]);
		expect(messages[0]?.data).toMatchObject({
			outage_id: first?.data.outage_id,
			start: formatInstant(at("10:00")),
			end: formatInstant(at("10:30")),
		});
		expect(messages[1]?.data).toMatchObject({ start: formatInstant(at("10:31")) });
		expect(messages[1]?.data.outage_id).not.toBe(first?.data.outage_id);
	});

	test("takes an outage for the same when late polls move its start, and for ended when they end it", async () => {
		const setting = start();
		await setting.add();
		await setting.polls("one", "10:00 inactive", "10:20 inactive");
		expect(told(await setting.evaluate("10:21"))).toEqual(["down one"]);
		await setting.polls("one", "10:05 active", "10:06 inactive", "10:30 inactive");
		expect(await setting.evaluate("10:31")).toEqual([]);
		await setting.polls("one", "10:40 active");
		const [up] = await setting.evaluate("10:41");
		expect(up?.data).toMatchObject({
			start: formatInstant(at("10:06")),
			end: formatInstant(at("10:40")),
			down_ms: 34 * MINUTE_MS,
		});
	});

	test("tells that an outage is over when late data say that it never was", async () => {
		const setting = start();
		await setting.add();
		await setting.polls("one", "9:00 active", "10:00 inactive", "10:20 inactive");
		expect(told(await setting.evaluate("10:21"))).toEqual(["down one"]);
		await setting.polls("one", "10:00 active", "10:20 active", "10:22 active");
		const [up] = await setting.evaluate("10:23");
		expect(up).toMatchObject({
			type: "store.up",
			data: {
				start: formatInstant(at("10:00")),
				end: formatInstant(at("10:00")),
				down_ms: 0,
				ended_by: "corrected_data",
				active_poll_at: null,
			},
		});
	});

	describe("with business hours from 09:00 to 17:00", () => {
		const HOURS = Array.from({ length: 7 }, (_, day) => `one,${day},09:00:00,17:00:00`);
		const open = (setting: Setting) =>
			setting.lines({ hours: ["store_id,dayofweek,start_time_local,end_time_local", ...HOURS] });

		test("tells nothing of closed stores", async () => {
			const setting = start();
			await open(setting);
			await setting.polls("one", "10:00 active", "17:30 inactive");
			await setting.add();
			await setting.polls("other", "18:30 active");
			expect(await setting.evaluate("18:31")).toEqual([]);
		});

		test("tells nothing within half an hour before closing, and tells it when the store opens and is still down", async () => {
			const setting = start();
			await open(setting);
			await setting.polls("one", "10:00 active", "16:16 inactive");
			await setting.add({ quietBeforeClosingMs: 30 * MINUTE_MS });
			// 16:31 is 29 minutes before 17:00.
			await setting.polls("other", "16:31 active");
			expect(await setting.evaluate("16:32")).toEqual([]);
			await setting.polls("other", "17:30 active");
			expect(await setting.evaluate("17:31")).toEqual([]);
			await setting.polls("other", "+1 9:00 active");
			const [down] = await setting.evaluate("+1 9:01");
			expect(down?.data).toMatchObject({
				start: formatInstant(at("16:16")),
				down_ms: 44 * MINUTE_MS,
				closes_at: formatInstant(at("+1 17:00")),
			});
		});

		test("tells it before that time, for which what counts is when the store closes that day", async () => {
			const setting = start();
			await open(setting);
			await setting.lines({
				specialHours: [
					"store_id,date,start_time_local,end_time_local",
					"one,2023-01-25,09:00,13:00",
				],
			});
			await setting.polls("one", "10:00 active", "12:10 inactive");
			await setting.add({ quietBeforeClosingMs: 30 * MINUTE_MS });
			await setting.polls("other", "12:29 active");
			expect(told(await setting.evaluate("12:30"))).toEqual(["down one"]);
		});

		test("tells nothing while a store is closed by plan, nor shortly before", async () => {
			const setting = start();
			await open(setting);
			await setting.lines({
				closures: [
					"store_id,from_utc,to_utc,reason",
					"one,2023-01-25T11:00:00Z,2023-01-25T12:00:00Z,stocktaking",
				],
			});
			await setting.polls("one", "10:00 active", "10:30 inactive");
			await setting.add({ quietBeforeClosingMs: 30 * MINUTE_MS });
			for (const when of ["10:50", "11:10", "11:59"]) {
				await setting.polls("other", `${when} active`);
				expect(await setting.evaluate(when)).toEqual([]);
			}
			await setting.polls("other", "12:00 active");
			const [down] = await setting.evaluate("12:01");
			expect(down?.data).toMatchObject({ down_ms: 30 * MINUTE_MS });
		});

		test("goes on overnight with an outage, and tells its end by the last downtime", async () => {
			const setting = start();
			await open(setting);
			await setting.add();
			await setting.polls("one", "10:00 active", "16:00 inactive", "16:30 inactive");
			expect(told(await setting.evaluate("16:31"))).toEqual(["down one"]);
			await setting.polls("one", "20:00 active");
			expect(await setting.evaluate("20:01")).toEqual([]);
			await setting.polls("one", "+1 9:10 active");
			const [up] = await setting.evaluate("+1 9:11");
			// From 16:00 to 17:00, and from 09:00 to 09:10.
			expect(up?.data).toMatchObject({
				end: formatInstant(at("+1 9:10")),
				down_ms: 70 * MINUTE_MS,
				ended_by: "active_poll",
			});
		});

		test("tells of a store that came up before it closed, though it is looked at later", async () => {
			const setting = start();
			await open(setting);
			await setting.add();
			await setting.polls("one", "16:00 inactive", "16:30 inactive");
			expect(told(await setting.evaluate("16:31"))).toEqual(["down one"]);
			await setting.polls("one", "16:55 active", "17:10 inactive");
			const [up] = await setting.evaluate("17:11");
			expect(up).toMatchObject({
				type: "store.up",
				data: { end: formatInstant(at("16:55")), active_poll_at: formatInstant(at("16:55")) },
			});
			await setting.polls("other", "17:20 active");
			expect(await setting.evaluate("17:21")).toEqual([]);
		});

		test("tells of a store that came up in closed time, where such polls count", async () => {
			const setting = start({ outsidePolls: "use" });
			await open(setting);
			await setting.add();
			await setting.polls("one", "16:00 inactive", "16:30 inactive");
			expect(told(await setting.evaluate("16:31"))).toEqual(["down one"]);
			await setting.polls("one", "18:00 inactive");
			expect(await setting.evaluate("18:01")).toEqual([]);
			await setting.polls("one", "20:00 active");
			const [up] = await setting.evaluate("20:01");
			expect(up?.data).toMatchObject({
				end: formatInstant(at("17:00")),
				down_ms: HOUR_MS,
				active_poll_at: formatInstant(at("20:00")),
			});
		});
	});

	test("tells that nothing is known any more of a store that was down, and no end twice", async () => {
		const setting = start({ maxGapMs: HOUR_MS });
		await setting.add();
		await setting.polls("one", "10:00 inactive", "10:30 inactive");
		expect(told(await setting.evaluate("10:31"))).toEqual(["down one"]);
		await setting.polls("other", "11:35 active");
		const [unknown] = await setting.evaluate("11:36");
		expect(unknown).toMatchObject({
			type: "store.unknown",
			data: {
				end: formatInstant(at("11:30")),
				down_ms: 90 * MINUTE_MS,
				ended_by: "unknown_time",
				active_poll_at: null,
			},
		});
		await setting.polls("one", "11:40 active");
		expect(await setting.evaluate("11:41")).toEqual([]);
	});

	test("for a group tells nothing of others, but the end of what it told", async () => {
		const setting = start();
		const groups = (one: string, two: string) =>
			setting.lines({ stores: ["store_id,name,group", `one,,${one}`, `two,,${two}`] });
		await groups("North", "South");
		await setting.polls("one", "10:00 inactive", "10:20 inactive");
		await setting.polls("two", "10:00 inactive");
		await setting.add({ group: " North " });
		expect(told(await setting.evaluate("10:21"))).toEqual(["down one"]);
		await groups("South", "South");
		await setting.polls("one", "10:30 active");
		expect(told(await setting.evaluate("10:31"))).toEqual(["up one"]);
	});

	describe("with at most two messages an hour", () => {
		const downAt = async (setting: Setting, when: string, ...storeIds: string[]) => {
			for (const storeId of storeIds) await setting.polls(storeId, `${when} inactive`);
		};

		test("sums up the rest once, and tells none of them again", async () => {
			const setting = start();
			await setting.add({ messagesPerHour: 2 });
			await downAt(setting, "10:00", "a", "b");
			await downAt(setting, "10:01", "c", "d");
			await setting.polls("other", "10:20 active");
			const messages = await setting.evaluate("10:21");
			expect(told(messages)).toEqual(["down a", "down b", "alert.summary"]);
			expect(messages[2]?.data).toEqual({
				alert_id: expect.any(String),
				as_of: formatInstant(at("10:20")),
				stores_down: 2,
				down: [
					expect.objectContaining({
						store_id: "c",
						start: formatInstant(at("10:01")),
						down_ms: 19 * MINUTE_MS,
					}),
					expect.objectContaining({ store_id: "d" }),
				],
				outages_ended: 0,
				ended: [],
			});
			// Within the hour nothing is told: a is up, and e is down.
			await downAt(setting, "10:25", "e");
			await setting.polls("a", "10:30 active");
			await setting.polls("other", "10:50 active");
			expect(await setting.evaluate("11:20")).toEqual([]);
			// The summary is an hour old: what was not told is, and of c and d only what is new.
			await setting.polls("c", "11:00 active");
			await setting.polls("other", "11:21 active");
			expect(told(await setting.evaluate("11:22"))).toEqual(["up a", "down e"]);
			await downAt(setting, "11:30", "c");
			await setting.polls("other", "12:30 active");
			expect(told(await setting.evaluate("12:31"))).toEqual(["down c"]);
		});

		test("sums up ends that are too many, too", async () => {
			const setting = start();
			await setting.add({ messagesPerHour: 2 });
			await downAt(setting, "10:00", "a", "b");
			await setting.polls("other", "10:20 active");
			expect(told(await setting.evaluate("10:21"))).toEqual(["down a", "down b"]);
			await setting.polls("a", "10:30 active");
			const [summary, ...more] = await setting.evaluate("10:31");
			expect(more).toEqual([]);
			expect(summary).toMatchObject({
				type: "alert.summary",
				data: {
					stores_down: 0,
					outages_ended: 1,
					ended: [{ store_id: "a", down_ms: 30 * MINUTE_MS }],
				},
			});
		});

		test("names a hundred stores in a summary, and counts all", async () => {
			const setting = start();
			await setting.add({ messagesPerHour: 2 });
			const ids = Array.from({ length: 110 }, (_, i) => `store ${i}`);
			await setting.lines({
				polls: [
					"store_id,timestamp_utc,status",
					...ids.map((id) => `${id},2023-01-25 10:00:00 UTC,inactive`),
				],
			});
			await setting.polls("other", "10:20 active");
			const summary = (await setting.evaluate("10:21"))[2];
			expect(summary?.data.stores_down).toBe(108);
			expect(summary?.data.down).toHaveLength(100);
			// A summary an hour later would name nobody.
			await setting.polls("other", "11:30 active");
			expect(await setting.evaluate("11:31")).toEqual([]);
		});
	});

	describe("when polls stop coming in", () => {
		test("tells that once, nothing else meanwhile, and once that they resumed", async () => {
			const setting = start();
			await setting.polls("one", "10:00 active");
			await setting.add();
			expect(await setting.evaluate("10:01")).toEqual([]);
			expect(await setting.evaluate("11:59")).toEqual([]);
			const [stopped] = await setting.evaluate("12:00");
			expect(stopped).toEqual({
				type: "polls.stopped",
				timestamp: formatInstant(at("12:00")),
				data: {
					alert_id: expect.any(String),
					as_of: formatInstant(at("10:00")),
					newest_poll: formatInstant(at("10:00")),
					polls_stopped_after_ms: 2 * HOUR_MS,
				},
			});
			expect(await setting.evaluate("12:01")).toEqual([]);
			// Polls of long ago are no sign that they come in.
			await setting.polls("one", "10:10 inactive", "10:30 inactive");
			expect(await setting.evaluate("12:40")).toEqual([]);
			await setting.polls("one", "12:50 inactive");
			const messages = await setting.evaluate("12:51");
			expect(told(messages)).toEqual(["polls.resumed", "down one"]);
			expect(messages[0]?.data).toMatchObject({
				newest_poll: formatInstant(at("12:50")),
				stopped_since: formatInstant(at("10:00")),
			});
			expect(told(await setting.evaluate("14:50"))).toEqual(["polls.stopped"]);
		});

		test.each([2 * HOUR_MS, null])(
			"before it was added, tells nothing at all of a data set of last year: %o",
			async (pollsStoppedAfterMs) => {
				const setting = start();
				await setting.polls("one", "10:00 inactive", "10:30 inactive");
				setting.clock = DAY + 365 * DAY_MS;
				const { alert } = await setting.add({ pollsStoppedAfterMs });
				expect(alert.condition.polls).toBe("stopped_untold");
				await evaluateAlerts(setting.services);
				expect(await setting.messages()).toEqual([]);
				setting.clock = at("+1 9:00");
				await setting.polls("one", "+1 9:00 inactive");
				expect(told(await setting.evaluate("+1 9:01"))).toEqual(["down one"]);
			},
		);

		test("between its adding and its first evaluation, tells nothing", async () => {
			const setting = start();
			await setting.polls("one", "11:00 inactive");
			await setting.add();
			expect(await setting.evaluate("13:00")).toEqual([]);
			await setting.polls("one", "13:30 active");
			expect(await setting.evaluate("13:31")).toEqual([]);
		});

		test("tells nothing of it where that is not wanted", async () => {
			const setting = start();
			await setting.polls("one", "10:00 active");
			await setting.add({ pollsStoppedAfterMs: null });
			await setting.evaluate("10:01");
			expect(await setting.evaluate("+2 12:00")).toEqual([]);
			await setting.polls("one", "+2 12:00 active");
			expect(await setting.evaluate("+2 12:01")).toEqual([]);
		});

		test("tells nothing before there is any poll", async () => {
			const setting = start();
			await setting.add();
			expect(await setting.evaluate("12:00")).toEqual([]);
			await setting.polls("one", "12:30 active");
			expect(await setting.evaluate("12:31")).toEqual([]);
		});
	});

	test("reads nothing of stores without an alert, nor when no store has a newer poll", async () => {
		const setting = start();
		await setting.polls("one", "10:00 inactive", "10:20 inactive");
		await setting.evaluate("10:21");
		const { alert } = await setting.add();
		await setting.evaluate("10:22");
		const evaluations = async () =>
			(await alertWithId(setting.services, alert.alertId)).evaluations;
		expect(await evaluations()).toBe(1);
		await setting.evaluate("10:23");
		expect(await evaluations()).toBe(1);
		// Not the newest of all, but the newest of its store.
		await setting.polls("other", "10:19 active");
		await setting.evaluate("10:24");
		expect(await evaluations()).toBe(2);
	});

	test("that is disabled or removed, and a store that is gone, stop nothing", async () => {
		const setting = start();
		const { alert } = await setting.add();
		const other = await setting.add();
		await setting.polls("one", "10:00 inactive", "10:20 inactive");
		await setting.polls("two", "10:00 inactive");
		const because = { at: at("10:20"), because: "it is gone" };
		await disableWebhook(given.database, alert.webhookId, because);
		expect(told(await setting.evaluate("10:21"))).toEqual(["down one", "down two"]);
		await given.database.script(
			"delete from store_day where store_key = (select store_key from store where store_id = 'two'); delete from store where store_id = 'two'",
		);
		await setting.polls("one", "10:30 active");
		expect(told(await setting.evaluate("10:31"))).toEqual(["up one"]);
		await removeAlert(setting.services, other.alert.alertId);
		await setting.polls("one", "10:40 inactive", "11:00 inactive");
		expect(await setting.evaluate("11:01")).toEqual([]);
		await removeWebhook(setting.services, alert.webhookId);
		await expect(alertWithId(setting.services, alert.alertId)).rejects.toThrow(/no alert/);
	});

	test("that is removed while it is evaluated leaves nothing behind, and the others go on", async () => {
		const setting = start();
		const { alert } = await setting.add();
		await setting.add();
		await setting.polls("one", "10:00 inactive", "10:20 inactive");
		const { database } = given;
		const removing = new Proxy(database, {
			get: (target, name) => {
				const value = Reflect.get(target, name, target);
				if (typeof value !== "function") return value;
				if (name !== "transaction") return value.bind(target);
				return async (work: Parameters<typeof database.transaction>[0]) => {
					await removeAlert(setting.services, alert.alertId).catch(() => {});
					return database.transaction(work);
				};
			},
		});
		setting.clock = at("10:21");
		await evaluateAlerts({ ...setting.services, database: removing });
		expect(told(await setting.messages())).toEqual(["down one"]);
	});

	test("sends a message to be seen arriving, unless its webhook is disabled", async () => {
		const setting = start();
		const { alert } = await setting.add();
		await testAlert(setting.services, alert.alertId);
		expect(await setting.messages()).toEqual([
			{
				type: "alert.test",
				timestamp: formatInstant(at("12:00")),
				data: { alert_id: alert.alertId, as_of: null },
			},
		]);
		const because = { at: at("12:00"), because: "it is gone" };
		await disableWebhook(given.database, alert.webhookId, because);
		await expect(testAlert(setting.services, alert.alertId)).rejects.toMatchObject({
			meaning: "conflict",
		});
	});

	test("forgets outages thirty days after they ended, and none that goes on", async () => {
		const setting = start();
		await setting.add();
		await setting.polls("one", "10:00 inactive", "10:20 inactive");
		await setting.polls("two", "10:00 inactive");
		await setting.evaluate("10:21");
		await setting.polls("one", "10:30 active");
		await setting.evaluate("10:31");
		const outages = () => given.database.plain("select store_id from alert_outage order by 1");
		setting.clock = at("10:31") + 30 * DAY_MS;
		await keepHouse(setting.services, { keepPollsMs: undefined });
		expect(await outages()).toHaveLength(2);
		setting.clock += 1;
		await keepHouse(setting.services, { keepPollsMs: undefined });
		expect(await outages()).toEqual([{ store_id: "two" }]);
	});
});

describeOnPostgres("an alert that two processes evaluate at once", (given) => {
	beforeEach(() => given.database.script(CLEAR));

	test("tells each outage in one message", async () => {
		const setting = new Setting(given);
		const { alert } = await setting.add();
		const other = await given.openAgain();
		const services = { ...setting.services, database: other };
		for (let minute = 0; minute < 10; minute++) {
			const storeId = `store ${minute}`;
			await setting.polls(storeId, `10:${10 + minute} inactive`, `10:${30 + minute} inactive`);
			setting.clock = at(`10:${31 + minute}`);
			await Promise.all([
				evaluateAlerts(setting.services),
				evaluateAlerts(services),
				evaluateAlerts(setting.services),
			]);
			expect(told(await setting.messages())).toEqual([`down ${storeId}`]);
		}
		expect((await alertWithId(setting.services, alert.alertId)).evaluations).toBe(10);
	});
});

test("the documentation shows a message of each kind, as it is sent", () => {
	const page = readFileSync(join(import.meta.dirname, "../../docs/alerts.md"), "utf8");
	const examples = [...page.matchAll(/```json\n([^`]*)```/g)]
		.map(([, json]) => JSON.parse(json as string))
		.filter(({ type }) => type !== undefined);
	for (const example of examples)
		expect([...Value.Errors(AlertEvent, example)], JSON.stringify(example)).toEqual([]);
	expect(new Set(examples.map(({ type }) => type))).toEqual(
		new Set(AlertEvent.anyOf.map(({ properties }) => properties.type.const)),
	);
});
