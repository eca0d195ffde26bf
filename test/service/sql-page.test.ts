import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { DAY_MS, type Instant } from "../../src/core/instant.ts";
import { instantOf, statusOf } from "../../src/core/poll.ts";
import { hoursAt } from "../../src/core/schedule-changes.ts";
import {
	addTotals,
	coverageMilliPercent,
	formatPercent,
	NO_TIME,
	type Totals,
	uptimeMilliPercent,
} from "../../src/core/totals.ts";
import { readPolls } from "../../src/database/read-polls.ts";
import { findStoreKeys } from "../../src/database/stores.ts";
import { listClosures } from "../../src/service/closures.ts";
import { describeStore } from "../../src/service/describe-store.ts";
import { fleetTargets } from "../../src/service/fleet-targets.ts";
import { fleetUptime } from "../../src/service/fleet-uptime.ts";
import { listStores } from "../../src/service/list-stores.ts";
import { methodOfComplete, reportWithId } from "../../src/service/report-resource.ts";
import { reportRowPage } from "../../src/service/report-row-page.ts";
import { timezonesOf } from "../../src/service/store-details.ts";
import { storeUptime } from "../../src/service/store-figures.ts";
import { businessHoursOf, specialHoursOf } from "../../src/service/store-hours.ts";
import { listTargets } from "../../src/service/targets.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { type TestServices, testServices } from "./services.ts";
import { makeSampleOfThePage, sqlOfThePage, viewsOfThePage } from "./sql-page.ts";

const NEVER = new AbortController().signal;
/** Long after the sample's newest poll. */
const NOW = Date.UTC(2024, 0, 1);

type Cell = string | number | boolean | null;
type Rows = readonly (readonly Cell[])[];

/** The sample of the page, and a report on it. */
interface Sample extends TestServices {
	readonly reportId: string;
}

/** What the program's own verbs say to each question of the page. */
const ANSWERS: Readonly<Record<string, (sample: Sample) => Promise<Rows>>> = {
	"What was a store polled to be, by its own clock?": async (sample) => {
		const polls = await pollsOf(sample, "6928030288941179261");
		return polls
			.map(({ at, local, status }, i) => ({ at, local, status, before: polls[i - 1]?.status }))
			.filter(({ at }) => at >= Date.UTC(2023, 0, 20, 7) && at < Date.UTC(2023, 0, 20, 13))
			.map(({ at, local, status, before = null }) => [utc(at), local, status, before]);
	},

	"On which days was a store never polled?": async (sample) => {
		const polls = await pollsOf(sample, "5454811346380191563");
		const polled = new Set(polls.map(({ local }) => local.slice(0, 10)));
		const days = Array.from({ length: 10 }, (_, i) => `2023-01-${16 + i}`);
		return days.filter((day) => !polled.has(day)).map((day) => [day]);
	},

	"Which stores had no poll for a day?": async (sample) => {
		const { stores, asOf } = await allStores(sample);
		return stores
			.filter(({ lastPollAt }) => lastPollAt === undefined || lastPollAt < asOf - DAY_MS)
			.map(({ storeId, name, lastPollAt }) => [
				storeId,
				name ?? null,
				lastPollAt === undefined ? null : utc(lastPollAt),
			]);
	},

	"How did the newest report come about?": async (sample) => {
		const method = methodOfComplete(await reportWithId(sample, sample.reportId));
		const { asOf, selection, stores, storesWithDefaultZone, storesWithDefaultHours } = method;
		const { defaultZone, missingDay, outsidePolls, maxGapMs } = method.rules;
		return [
			[
				...[utc(asOf), selection, stores, storesWithDefaultZone, storesWithDefaultHours],
				...[defaultZone, missingDay, outsidePolls, maxGapMs ?? null],
			],
		];
	},

	"What is the uptime of each group in the newest report?": async (sample) => {
		const { stores } = await allStores(sample);
		const groups = [...new Set(stores.flatMap(({ group }) => group ?? []))].sort();
		const rows = await Promise.all(
			groups.map(async (group) => {
				const { totals, method } = await fleetUptime(sample, { group }, NEVER);
				return [group, method.stores, ...figuresOf(totals)];
			}),
		);
		const without = stores.filter(({ group }) => group === undefined);
		const figures = await Promise.all(
			without.map(({ storeId }) => storeUptime(sample, storeId, {})),
		);
		const totals = figures.reduce((sum, store) => addTotals(sum, store.totals), NO_TIME);
		return [...rows, [null, without.length, ...figuresOf(totals)]];
	},

	"Which are the ten worst stores of last week?": async (sample) => {
		const rows = await lastWeek(sample, 10);
		return rows.map(({ storeId, totals }) => [storeId, ...figuresOf(totals)]);
	},

	"Which stores missed their target?": async (sample) => {
		const sort = { by: "nearest", descends: false } as const;
		const { stores } = await fleetTargets(sample, { sort, limit: 1_000 }, NEVER);
		const rows = (await lastWeek(sample, 1_000)).flatMap(({ storeId, totals }) => {
			const inForce = stores.find((store) => store.storeId === storeId)?.inForce;
			const { upMs, downMs } = totals;
			// Exactly: all of it is integers.
			if (inForce === undefined || upMs * 100_000 >= inForce.target * (upMs + downMs)) return [];
			const uptime = formatPercent(uptimeMilliPercent(totals));
			return [[storeId, upMs, downMs, uptime, formatPercent(inForce.target), inForce.from]];
		});
		return byFirst(rows);
	},

	"Which targets are set?": async (sample) => {
		const { targets } = await listTargets(sample, { limit: 1_000 });
		return targets.map(({ group = null, storeId = null, target }) => [
			storeId !== null ? "store" : group !== null ? "group" : "fleet",
			...[group, storeId, formatPercent(target)],
		]);
	},

	"Which closures were there in a month, why, and who entered them?": async (sample) => {
		const { closures } = await listClosures(sample, { after: undefined, limit: 1_000 });
		return closures
			.filter(({ from_utc, to_utc }) => from_utc < "2023-02" && to_utc > "2023-01")
			.sort((a, b) => Date.parse(a.from_utc) - Date.parse(b.from_utc))
			.map(({ store_id, from_utc, to_utc, reason, author }) => [
				store_id,
				...[utc(Date.parse(from_utc)), utc(Date.parse(to_utc)), reason, author],
			]);
	},

	"Which stores are taken to be in the default zone, or to be always open?": async (sample) => {
		const { stores } = await allStores(sample);
		const found = await Promise.all(
			stores.map(async ({ storeId }) => {
				const { store, asOf } = await describeStore(sample, storeId);
				return [storeId, store.timezone === undefined, hoursAt(store, asOf) === undefined] as const;
			}),
		);
		return found.filter(([, isInDefaultZone, isAlwaysOpen]) => isInDefaultZone || isAlwaysOpen);
	},

	"Which stores changed their hours in a month, and to what?": async (sample) => {
		const rows = await ofEachStore(sample, async (storeId) => {
			const { business_hours } = await businessHoursOf(sample, storeId);
			return business_hours
				.filter(({ valid_from }) => valid_from?.startsWith("2023-01") === true)
				.map((row) => [storeId, row.valid_from as string, null, row.day_of_week, ...timesOf(row)]);
		});
		return rows;
	},

	"Which weekly hours of a store were valid on a date?": async (sample) => {
		const { business_hours } = await businessHoursOf(sample, "1124098923404586640");
		return business_hours
			.filter(({ valid_from }) => valid_from === null)
			.map((row) => [row.day_of_week, ...timesOf(row)]);
	},

	"Which stores had hours of their own on the dates of a week?": (sample) =>
		ofEachStore(sample, async (storeId) => {
			const { special_hours } = await specialHoursOf(sample, storeId);
			return special_hours
				.filter(({ date }) => date >= "2023-01-23" && date < "2023-01-30")
				.map((row) => [storeId, row.date, ...timesOf(row)]);
		}),
};

async function pollsOf(sample: Sample, storeId: string) {
	const storeKey = (await findStoreKeys(sample.database, [storeId])).get(storeId) as number;
	const days = { first: 0, last: 40_000 };
	const [series = []] = await readPolls(sample.database, [storeKey], days);
	const { timezone } = await timezonesOf(sample, storeId);
	return Array.from(series, (poll) => ({
		at: instantOf(poll),
		local: wallTime(instantOf(poll), timezone as string),
		status: statusOf(poll) === 1 ? "active" : "inactive",
	}));
}

function allStores(sample: Sample) {
	return listStores(sample, { sort: { by: "store_id", descends: false }, limit: 1_000 });
}

async function ofEachStore(
	sample: Sample,
	rowsOf: (storeId: string) => Promise<Rows>,
): Promise<Rows> {
	const { stores } = await allStores(sample);
	return (await Promise.all(stores.map(({ storeId }) => rowsOf(storeId)))).flat();
}

/** The stores that were down in the report's last week, the longest first. */
async function lastWeek(sample: Sample, limit: number) {
	const { rows } = await reportRowPage(sample, sample.reportId, {
		range: "last_week",
		downMsAbove: 0,
		order: { by: "downMs", isDescending: true },
		limit,
	});
	return rows.map(({ storeId, totals }) => ({ storeId, totals: totals[2] as Totals }));
}

function figuresOf(totals: Totals): Cell[] {
	return [
		totals.downMs,
		formatPercent(uptimeMilliPercent(totals)),
		formatPercent(coverageMilliPercent(totals)),
	];
}

function timesOf(row: {
	readonly start_time_local: string | null;
	readonly end_time_local: string | null;
}): Cell[] {
	return [row.start_time_local, row.end_time_local];
}

function byFirst<Row extends readonly Cell[]>(rows: readonly Row[]): Row[] {
	return [...rows].sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
}

function utc(at: Instant): string {
	return wallTime(at, "UTC");
}

/** As PostgreSQL writes it: without a fraction that says nothing. */
function wallTime(at: Instant, zone: string): string {
	const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
	return zoned.toPlainDateTime().toString().replace("T", " ");
}

/** As psql shows a cell. */
function shown(cell: Cell): string {
	if (cell === null) return "";
	if (typeof cell === "boolean") return cell ? "t" : "f";
	return String(cell);
}

describeOnBothEngines("the queries of docs/sql.md", (given) => {
	const { questions } = sqlOfThePage();
	let sample: Sample;

	beforeAll(async () => {
		const services = testServices(given.database, NOW);
		sample = { ...services, reportId: await makeSampleOfThePage(services) };
	});

	const ask = async (query: string) => {
		const { rows } = await sql.raw<Record<string, Cell>>(query).execute(given.database.tables);
		return rows;
	};

	test("are the questions that are answered here", () => {
		expect(questions.map(({ title }) => title)).toEqual(Object.keys(ANSWERS));
	});

	describe.each(questions)("$title", ({ title, query, columns, rows }) => {
		test("is answered as the program's own verbs answer it", async () => {
			const found = (await ask(query)).map((row) => Object.values(row).map(shown));
			const expected = await ANSWERS[title]?.(sample);
			expect(found).toEqual(expected?.map((row) => row.map(shown)));
			expect(found.length).toBeGreaterThan(0);
		});

		test("has the answer that the page shows", async () => {
			const found = await ask(query);
			expect(found.map((row) => Object.keys(row))).toEqual(found.map(() => columns));
			expect(found.map((row) => Object.values(row).map(shown))).toEqual(rows);
		});

		test("means the same in a session of another zone", async () => {
			const found = await given.database.transaction(async (tx) => {
				await tx.script("set local timezone to 'Pacific/Kiritimati'");
				return (await sql.raw<Record<string, Cell>>(query).execute(tx.tables)).rows;
			});
			expect(found.map((row) => Object.values(row).map(shown))).toEqual(rows);
		});
	});

	// A cluster has a view of polls of its own: see migrations/citus.
	test.skipIf(given.engine === "Citus")(
		"are about views that the page describes, column by column, in the words of the database",
		async () => {
			const described = viewsOfThePage().flatMap(({ name, comment, columns }) =>
				columns.map(([column, type, meaning]) => ({ view: name, comment, column, type, meaning })),
			);
			const found = await ask(`
				select
					class.relname as view,
					obj_description(class.oid) as comment,
					attname as column,
					replace(format_type(atttypid, null), ' without time zone', '') as type,
					col_description(attrelid, attnum) as meaning
				from pg_class as class
				join pg_attribute on attrelid = class.oid and attnum > 0
				where class.relkind = 'v' and class.relnamespace = 'public'::regnamespace
				order by class.relname, attnum
			`);
			expect(byFirst(found.map((row) => Object.values(row)))).toEqual(
				byFirst(described.map((row) => Object.values(row))),
			);
		},
	);
});
