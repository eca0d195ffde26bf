import type { FastifyInstance } from "fastify";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { FleetGroupsPage, FleetStoresPage } from "../../src/contract/ranking.ts";
import { HOUR_MS } from "../../src/core/instant.ts";
import { buildApp } from "../../src/http/app.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { importLines } from "../service/import-lines.ts";
import { testServices } from "../service/services.ts";
import { documentOf, placesOf, problemOf, send } from "./answers.ts";

const NEWEST = Date.UTC(2023, 0, 25, 12);

/**
 * Always open, and polled since the Monday: `a` was down from 0:00 to 6:00 on Tuesday, and from 0:00 to 3:00 on
 * Wednesday; `b` from 6:00 to 12:00 on Wednesday and up before; `c` was up all the time. `d` has one poll.
 */
const LINES = {
	polls: [
		"store_id,timestamp_utc,status",
		"a,2023-01-23T00:00:00Z,active",
		"a,2023-01-24T00:00:00Z,inactive",
		"a,2023-01-24T06:00:00Z,active",
		"a,2023-01-25T00:00:00Z,inactive",
		"a,2023-01-25T03:00:00Z,active",
		"b,2023-01-23T00:00:00Z,active",
		"b,2023-01-25T06:00:00Z,inactive",
		"c,2023-01-23T00:00:00Z,active",
		"c,2023-01-25T12:00:00Z,active",
		"d,2023-01-25T12:00:00Z,active",
	],
	stores: [
		"store_id,name,group,city,sales_per_hour",
		"a,Kettle,North,Duluth,10.10",
		"b,,South,,2.5",
		"c,,North,,",
		"d,,,,1",
	],
};

/** The twelve hours of Wednesday; those before are the twelve from Tuesday noon on. */
const WEDNESDAY = "from=2023-01-25T00:00:00Z&to=2023-01-25T12:00:00Z";
/** The day from Tuesday noon on; the one before begins on Monday noon. */
const A_DAY = "from=2023-01-24T12:00:00Z&to=2023-01-25T12:00:00Z&compare=before";

describeOnBothEngines("figures of stores and groups over HTTP", (given) => {
	let app: FastifyInstance;
	beforeAll(() => importLines(given.database, NEWEST, LINES));
	beforeEach(() => {
		app = buildApp(testServices(given.database, NEWEST + HOUR_MS));
	});

	const stores = async (query: string) =>
		documentOf(await send(app, "GET", `/v1/fleet/stores?${query}`), 200, FleetStoresPage);
	const groups = async (query: string) =>
		documentOf(await send(app, "GET", `/v1/fleet/groups?${query}`), 200, FleetGroupsPage);
	const idsOf = async (query: string) =>
		(await stores(query)).stores.map(({ store_id }) => store_id).join(" ");
	const refusedAt = async (url: string) => placesOf(problemOf(await send(app, "GET", url), 422));

	test("tell what each store was, sold and lost, and how that changed", async () => {
		const { stores: rows, fleet, method, ...rest } = await stores(A_DAY);
		expect(rest).toEqual({
			from: "2023-01-24T12:00:00.000Z",
			to: "2023-01-25T12:00:00.000Z",
			next_cursor: null,
			total: 4,
			currency: null,
			computed_at: "2023-01-25T13:00:00.000Z",
		});
		expect(rows.map(({ store_id }) => store_id)).toEqual(["b", "a", "c", "d"]);
		expect(rows[1]).toEqual({
			store_id: "a",
			name: "Kettle",
			group: "North",
			city: "Duluth",
			timezone: "America/Chicago",
			sales_per_hour: "10.10",
			figures: {
				open_ms: 24 * HOUR_MS,
				up_ms: 21 * HOUR_MS,
				down_ms: 3 * HOUR_MS,
				unknown_ms: 0,
				uptime_percent: 87.5,
				coverage_percent: 100,
			},
			// 3 × 10.10.
			lost_sales_estimate: "30.30",
			before: {
				from: "2023-01-23T12:00:00.000Z",
				to: "2023-01-24T12:00:00.000Z",
				figures: expect.objectContaining({ down_ms: 6 * HOUR_MS, uptime_percent: 75 }),
			},
			uptime_change_points: 12.5,
		});
		const told = rows.map((row) => [
			row.figures.uptime_percent,
			row.lost_sales_estimate,
			row.uptime_change_points,
		]);
		expect(told).toEqual([
			[75, "15.00", -25],
			[87.5, "30.30", 12.5],
			[100, null, 0],
			// Its one poll is at the end of the range: nothing is known of it.
			[null, "0.00", null],
		]);
		// 63 of the 72 hours that are known; before, 66 of 72, which are 91.666 %.
		expect(fleet).toMatchObject({
			stores: 4,
			figures: { open_ms: 96 * HOUR_MS, down_ms: 9 * HOUR_MS, uptime_percent: 87.5 },
			lost_sales_estimate: "45.30",
			lost_sales_stores: 2,
			stores_with_downtime: 2,
			uptime_change_points: -4.166,
		});
		expect(method.ranges).toEqual([
			{ name: "custom", from: "2023-01-24T12:00:00.000Z", to: "2023-01-25T12:00:00.000Z" },
			{ name: "before", from: "2023-01-23T12:00:00.000Z", to: "2023-01-24T12:00:00.000Z" },
		]);
	});

	test("come from the best or from the worst, by each figure", async () => {
		expect(await idsOf(WEDNESDAY)).toBe("b a c d");
		expect(await idsOf(`${WEDNESDAY}&sort=-uptime`)).toBe("c a b d");
		expect(await idsOf(`${WEDNESDAY}&sort=-downtime`)).toBe("b a c d");
		expect(await idsOf(`${WEDNESDAY}&sort=-lost_sales`)).toBe("a b d c");
		expect(await idsOf(`${WEDNESDAY}&sort=lost_sales`)).toBe("d b a c");
		expect(await idsOf(`${WEDNESDAY}&sort=-store_id`)).toBe("d c b a");
		expect(await idsOf(`${A_DAY}&sort=change`)).toBe("b c a d");
		expect(await idsOf(`${A_DAY}&sort=-change`)).toBe("a c b d");
		expect(await idsOf(`${WEDNESDAY}&group=North`)).toBe("a c");
		expect(await idsOf(`${WEDNESDAY}&group=nobody`)).toBe("");
	});

	test.each(["uptime", "-downtime", "lost_sales", "-lost_sales", "store_id", "-change"])(
		"come page by page, each once, in order of %s",
		async (sort) => {
			const query = `${A_DAY}&sort=${sort}`;
			const ids: string[] = [];
			for (let cursor: string | null = ""; cursor !== null; ) {
				const page = await stores(`${query}&limit=1${cursor === "" ? "" : `&cursor=${cursor}`}`);
				expect([page.total, page.stores.length]).toEqual([4, 1]);
				ids.push(...page.stores.map(({ store_id }) => store_id));
				cursor = page.next_cursor;
			}
			expect(ids.join(" ")).toBe(await idsOf(query));
		},
	);

	test("are summed up by group, weighed by time, and the groups add up to the fleet", async () => {
		const { groups: rows, fleet } = await groups(A_DAY);
		const told = rows.map((row) => [
			row.group,
			row.stores,
			row.figures.uptime_percent,
			row.lost_sales_estimate,
			row.lost_sales_stores,
			row.stores_with_downtime,
			row.uptime_change_points,
		]);
		expect(told).toEqual([
			// 45 of 48 hours; before, 42 of 48, which are 87.5 %.
			["North", 2, 93.75, "30.30", 1, 1, 6.25],
			["South", 1, 75, "15.00", 1, 1, -25],
			[null, 1, null, "0.00", 0, 0, null],
		]);
		const sum = (of: (row: { figures: typeof fleet.figures }) => number) =>
			rows.reduce((total, row) => total + of(row), 0);
		expect(sum(({ figures }) => figures.open_ms)).toBe(fleet.figures.open_ms);
		expect(sum(({ figures }) => figures.down_ms)).toBe(fleet.figures.down_ms);
	});

	test("of groups are sorted, and come page by page", async () => {
		const namesOf = async (query: string) =>
			(await groups(`${A_DAY}&${query}`)).groups.map(({ group }) => group);
		expect(await namesOf("sort=-group")).toEqual(["South", "North", null]);
		expect(await namesOf("sort=uptime")).toEqual(["South", "North", null]);
		expect(await namesOf("sort=-lost_sales")).toEqual(["North", "South", null]);
		expect(await namesOf("sort=-downtime&limit=1")).toEqual(["South"]);
		const first = await groups(`${A_DAY}&limit=2`);
		expect([first.total, first.groups.length]).toEqual([3, 2]);
		expect(await namesOf(`limit=2&cursor=${first.next_cursor}`)).toEqual([null]);
	});

	test("name the currency of the settings, and have its digits", async () => {
		app = buildApp(
			testServices(given.database, NEWEST + HOUR_MS, { currency: { code: "JPY", digits: 0 } }),
		);
		const { currency, stores: rows } = await stores(`${WEDNESDAY}&sort=-lost_sales&limit=1`);
		expect([currency, rows[0]?.lost_sales_estimate]).toEqual(["JPY", "30"]);
	});

	test("take no parameters that cannot be", async () => {
		for (const path of ["/v1/fleet/stores", "/v1/fleet/groups"]) {
			expect(await refusedAt(`${path}?from=a&to=b&as_of=c`)).toEqual(["from", "to", "as_of"]);
			for (const [name, value] of [
				["sort", "name"],
				["compare", "after"],
				["limit", "1001"],
				["by", "day"],
				["cursor", "abc"],
			])
				expect(await refusedAt(`${path}?${name}=${value}`)).toEqual([name]);
			expect(await refusedAt(`${path}?sort=-change`)).toEqual(["sort"]);
			const long = await send(app, "GET", `${path}?from=2022-10-01T00:00:00Z`);
			expect(problemOf(long, 422).detail).toMatch(/92 days/);
		}
		expect(await refusedAt("/v1/fleet/groups?group=North")).toEqual(["group"]);
		const { next_cursor } = await stores("limit=1");
		expect(await refusedAt(`/v1/fleet/stores?sort=-uptime&cursor=${next_cursor}`)).toEqual([
			"cursor",
		]);
		const elsewhere = `as_of=2023-01-25T11:00:00Z&cursor=${next_cursor}`;
		expect(await refusedAt(`/v1/fleet/stores?${elsewhere}`)).toEqual(["cursor"]);
		expect(await refusedAt(`/v1/fleet/groups?cursor=${next_cursor}`)).toEqual(["cursor"]);
	});
});
