import { beforeAll, expect, test } from "vitest";
import { HOUR_MS, type Instant, MINUTE_MS } from "../../src/core/instant.ts";
import { registerStores } from "../../src/database/stores.ts";
import { Refusal } from "../../src/service/refusal.ts";
import {
	listSchedules,
	type ReportSchedule,
	removeSchedule,
	type Schedules,
	saveSchedule,
} from "../../src/service/schedules.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { testServices } from "./services.ts";

const NOON = Date.UTC(2023, 0, 25, 12);

/** Schedules in memory, which know no other cron expression than "every hour at this minute". */
class HourlySchedules implements Schedules {
	readonly kept = new Map<string, ReportSchedule>();

	async save(schedule: ReportSchedule): Promise<void> {
		this.kept.set(schedule.name, schedule);
	}

	async remove(name: string): Promise<void> {
		this.kept.delete(name);
	}

	async list(): Promise<ReportSchedule[]> {
		return [...this.kept.values()];
	}

	next({ cron }: Pick<ReportSchedule, "cron">, from: Instant): Instant {
		const minute = /^(\d+) \* \* \* \*$/.exec(cron)?.[1];
		if (minute === undefined) throw new Refusal("invalid", `"${cron}" is no cron expression`);
		const inThisHour = Math.floor(from / HOUR_MS) * HOUR_MS + Number(minute) * MINUTE_MS;
		return inThisHour > from ? inThisHour : inThisHour + HOUR_MS;
	}
}

const HOURLY: ReportSchedule = {
	name: "hourly",
	cron: "30 * * * *",
	timezone: "Europe/London",
	request: {},
};

describeOnBothEngines("schedules", (given) => {
	beforeAll(() => given.database.transaction((tx) => registerStores(tx, ["a", "b"])));

	function start() {
		const schedules = new HourlySchedules();
		return { schedules, services: testServices(given.database, NOON, { schedules }) };
	}

	test("are kept as they were given, the zone as the zone data spell it, and say when they come due", async () => {
		const { schedules, services } = start();
		const request = { storeIds: ["b", "a"], rules: { missingDay: "closed" } } as const;
		const saved = await saveSchedule(services, {
			...HOURLY,
			timezone: "europe/LONDON",
			request,
		});
		expect(saved).toEqual({ ...HOURLY, request, nextAt: NOON + 30 * MINUTE_MS });
		expect([...schedules.kept.values()]).toEqual([{ ...HOURLY, request }]);
	});

	test("are replaced by name", async () => {
		const { schedules, services } = start();
		await saveSchedule(services, HOURLY);
		await saveSchedule(services, { ...HOURLY, name: "other" });
		await saveSchedule(services, { ...HOURLY, cron: "45 * * * *" });
		expect([...schedules.kept.values()].map(({ name, cron }) => [name, cron])).toEqual([
			["hourly", "45 * * * *"],
			["other", "30 * * * *"],
		]);
	});

	test("are listed in the order in which they come due", async () => {
		const { services } = start();
		for (const [name, minute] of [
			["at ten", 10],
			["at noon", 0],
			["at five", 5],
		] as const)
			await saveSchedule(services, {
				...HOURLY,
				name: name.replace(" ", "-"),
				cron: `${minute} * * * *`,
			});
		expect((await listSchedules(services)).map(({ name, nextAt }) => [name, nextAt])).toEqual([
			["at-five", NOON + 5 * MINUTE_MS],
			["at-ten", NOON + 10 * MINUTE_MS],
			["at-noon", NOON + HOUR_MS],
		]);
		expect(await listSchedules(start().services)).toEqual([]);
	});

	test("are removed by name, the others stay", async () => {
		const { services } = start();
		await saveSchedule(services, HOURLY);
		await saveSchedule(services, { ...HOURLY, name: "other" });
		await removeSchedule(services, "hourly");
		expect((await listSchedules(services)).map(({ name }) => name)).toEqual(["other"]);
		const again = removeSchedule(services, "hourly");
		await expect(again).rejects.toBeInstanceOf(Refusal);
		await expect(again).rejects.toMatchObject({
			meaning: "not_found",
			message: 'There is no schedule with the name "hourly".',
		});
	});

	test.each(["a", "9", "Team-1/weekly.all_stores", "x".repeat(100)])(
		"may be called %s",
		async (name) => {
			const { services } = start();
			expect((await saveSchedule(services, { ...HOURLY, name })).name).toBe(name);
		},
	);

	const badName = "the name of a schedule is made of letters, digits and - _ . /";
	test.each<[string, Partial<ReportSchedule>, string]>([
		["no name", { name: "" }, badName],
		["a name of more than 100 characters", { name: "x".repeat(101) }, badName],
		["a name with a space", { name: "every day" }, badName],
		["a name with a line end", { name: "daily\n" }, badName],
		["a name that begins with a dash", { name: "-f" }, badName],
		["a name of other letters", { name: "täglich" }, badName],
		[
			"a zone that there is not",
			{ timezone: "Mars/Olympus" },
			'"Mars/Olympus" is not an IANA time zone such as America/New_York',
		],
		["an offset for a zone", { timezone: "+02:00" }, '"+02:00" is not an IANA time zone'],
		["what is no cron expression", { cron: "hourly" }, '"hourly" is no cron expression'],
		["no stores", { request: { storeIds: [] } }, "a list of stores has 1 to 10000 ids"],
		[
			"a store that is not known",
			{ request: { storeIds: ["a", "c"] } },
			"one of the stores is not known: c",
		],
		[
			"a webhook that nothing can be sent to",
			{ request: { webhook: { url: "ftp://example.com" } } },
			"the URL of a webhook is written as https://example.com/path",
		],
	])("with %s are refused, and nothing is kept", async (_, differences, message) => {
		const { schedules, services } = start();
		const refused = saveSchedule(services, { ...HOURLY, ...differences });
		await expect(refused).rejects.toBeInstanceOf(Refusal);
		await expect(refused).rejects.toMatchObject({ meaning: "invalid" });
		await expect(refused).rejects.toThrow(message);
		expect(schedules.kept.size).toBe(0);
	});
});
