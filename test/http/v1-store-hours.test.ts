import type { FastifyInstance } from "fastify";
import { beforeEach, expect, test } from "vitest";
import { DescribedStoreDocument } from "../../src/contract/store.ts";
import {
	ClosuresPage,
	StoreBusinessHours,
	StoreClosures,
	StoreDetails,
	StoreSpecialHours,
	StoreTimezone,
} from "../../src/contract/tables.ts";
import { buildApp } from "../../src/http/app.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { testServices } from "../service/services.ts";
import { documentOf, placesOf, problemOf, send } from "./answers.ts";

const NOW = Date.UTC(2023, 0, 25, 18);
const OPENING = { day_of_week: 0, start_time_local: "09:00", end_time_local: "17:00" };
const KEPT = {
	day_of_week: 0,
	start_time_local: "09:00:00",
	end_time_local: "17:00:00",
	valid_from: null,
};
/** One more than a week can have. */
const MANY_OPENINGS = Array.from({ length: 129 }, (_, i) => ({
	...OPENING,
	end_time_local: `${11 + (i % 12)}:${10 + Math.floor(i / 12)}`,
}));
const CLOSURE = { from_utc: "2023-01-24T02:00:00Z", to_utc: "2023-01-24 04:00:00+01:00" };

describeOnBothEngines("one store over HTTP", (given) => {
	let app: FastifyInstance;
	beforeEach(async () => {
		await given.database.script("delete from store; delete from closure");
		app = buildApp(testServices(given.database, NOW));
	});

	const hours = async (body?: unknown, id = "a") =>
		documentOf(
			await send(app, body === undefined ? "GET" : "PUT", `/v1/stores/${id}/business-hours`, body),
			200,
			StoreBusinessHours,
		);
	const special = async (body?: unknown, id = "a") =>
		documentOf(
			await send(app, body === undefined ? "GET" : "PUT", `/v1/stores/${id}/special-hours`, body),
			200,
			StoreSpecialHours,
		);
	const closures = async (body?: unknown, id = "a") =>
		documentOf(
			await send(app, body === undefined ? "GET" : "PUT", `/v1/stores/${id}/closures`, body),
			200,
			StoreClosures,
		);
	const allClosures = async (query = "") =>
		documentOf(await send(app, "GET", `/v1/closures${query}`), 200, ClosuresPage);
	const storeRow = async () => {
		const [found] = await given.database.plain(
			"select name, group_name, city, sales_per_hour::text, timezone from store where store_id = 'a'",
		);
		return found;
	};

	test("has business hours that are replaced as a whole, and given back as they are kept", async () => {
		const from = { valid_from: null };
		const times = { start_time_local: "18:00:00", end_time_local: "02:00:00" };
		const late = { day_of_week: 5, ...times, ...from };
		const allDay = { start_time_local: "00:00:00", end_time_local: "24:00:00" };
		const all = { day_of_week: 6, ...allDay, ...from };
		expect(await hours([all, OPENING, late, OPENING])).toEqual({
			store_id: "a",
			business_hours: [KEPT, late, all],
			always_open_from: [],
		});
		expect((await hours()).business_hours).toEqual([KEPT, late, all]);
		expect((await hours([late])).business_hours).toEqual([late]);
		expect((await hours((await hours()).business_hours)).business_hours).toEqual([late]);
		expect((await hours([])).business_hours).toEqual([]);
		expect((await hours()).business_hours).toEqual([]);
	});

	const hoursFrom = async (date: string, body: unknown) =>
		documentOf(
			await send(app, "PUT", `/v1/stores/a/business-hours?valid_from=${date}`, body),
			200,
			StoreBusinessHours,
		);

	test("has business hours that are valid from a date, and stay of earlier ones", async () => {
		const march = { ...KEPT, valid_from: "2026-03-01" };
		const april = { ...KEPT, valid_from: "2026-04-01" };
		await hours([OPENING]);
		expect((await hoursFrom("2026-03-01", [OPENING])).business_hours).toEqual([KEPT, march]);
		// What a row says itself goes before what the query says for all.
		expect((await hoursFrom("2026-03-01", [april, OPENING])).business_hours).toEqual([
			KEPT,
			march,
			april,
		]);
		expect((await hours((await hours()).business_hours)).business_hours).toEqual([
			KEPT,
			march,
			april,
		]);
		expect(await hoursFrom("2026-03-15", [])).toEqual({
			store_id: "a",
			business_hours: [KEPT, march],
			always_open_from: ["2026-03-15"],
		});
		expect(await hours([OPENING])).toEqual({
			store_id: "a",
			business_hours: [KEPT],
			always_open_from: [],
		});
	});

	test.each(["2026-02-29", "March", ""])("has no business hours from the date %j", async (date) => {
		const url = `/v1/stores/a/business-hours?valid_from=${date}`;
		expect(placesOf(problemOf(await send(app, "PUT", url, [OPENING]), 422))).toEqual([
			"valid_from",
		]);
		const row = { ...OPENING, valid_from: "2026-02-29" };
		const wrong = problemOf(await send(app, "PUT", "/v1/stores/a/business-hours", [row]), 422);
		expect(placesOf(wrong)).toEqual(["/0/valid_from"]);
		problemOf(await send(app, "GET", "/v1/stores/a/business-hours"), 404);
	});

	test("has hours of single dates that are replaced as a whole", async () => {
		const christmas = { date: "2023-12-25", start_time_local: null, end_time_local: null };
		const eve = { date: "2023-12-24", start_time_local: "09:00:00", end_time_local: "13:00:00" };
		const evening = { ...eve, start_time_local: "18:00:00", end_time_local: "20:00:00" };
		const rows = [eve, evening, christmas];
		expect((await special([christmas, eve, evening])).special_hours).toEqual(rows);
		expect((await special()).special_hours).toEqual(rows);
		expect((await special([eve])).special_hours).toEqual([eve]);
		expect((await special([])).special_hours).toEqual([]);
	});

	test("has planned closures of its own that are replaced as a whole; what stays keeps its id", async () => {
		await closures([CLOSURE], "b");
		const [first] = (await closures([{ ...CLOSURE, reason: "tills" }])).closures;
		expect(first).toEqual({
			closure_id: first?.closure_id,
			store_id: "a",
			from_utc: "2023-01-24T02:00:00.000Z",
			to_utc: "2023-01-24T03:00:00.000Z",
			reason: "tills",
			author: null,
		});
		const more = { from_utc: "2024-01-01T00:00:00Z", to_utc: "2024-01-02T00:00:00Z", reason: null };
		const two = (await closures([more, CLOSURE, { ...CLOSURE, reason: "floor", author: "Ada" }]))
			.closures;
		expect(two.map(({ reason, author }) => [reason, author])).toEqual([
			["floor", "Ada"],
			["", null],
		]);
		expect(two[0]?.closure_id).toBe(first?.closure_id);
		expect((await closures([more])).closures).toHaveLength(1);
		expect((await closures([])).closures).toEqual([]);
		expect((await closures(undefined, "b")).closures).toHaveLength(1);
	});

	test("has closures of its own even if it is called as all stores are in files", async () => {
		const made = (await closures([CLOSURE], "*")).closures;
		expect(made).toMatchObject([{ store_id: "*" }]);
		expect((await closures(undefined, "*")).closures).toEqual(made);
	});

	test("has closures that can be listed with those of all, and deleted one by one", async () => {
		await app.inject({
			...{ method: "PUT", url: "/v1/closures", headers: { "content-type": "application/json" } },
			payload: JSON.stringify([
				{ store_id: "*", ...CLOSURE, reason: "storm" },
				{ store_id: "a", ...CLOSURE },
				{ store_id: "b", ...CLOSURE },
			]),
		});
		const page = await allClosures("?limit=2");
		expect(page.closures.map(({ store_id, reason }) => [store_id, reason])).toEqual([
			[null, "storm"],
			["a", ""],
		]);
		const rest = await allClosures(`?limit=2&cursor=${page.next_cursor}`);
		expect(rest).toMatchObject({ closures: [{ store_id: "b" }], next_cursor: null });
		const url = `/v1/closures/${page.closures[0]?.closure_id}`;
		const answer = await send(app, "DELETE", url);
		expect([answer.statusCode, answer.body]).toEqual([204, ""]);
		problemOf(await send(app, "DELETE", url), 404);
		expect((await allClosures()).closures.map(({ store_id }) => store_id)).toEqual(["a", "b"]);
	});

	test.each(["0", "-1", "1.5", "01", "9999999999", "99999999999999999999", "x", "%00"])(
		"has no closure %s",
		async (id) => {
			problemOf(await send(app, "DELETE", `/v1/closures/${id}`), 404);
		},
	);

	test.each(["?limit=0", "?cursor=x", "?cursor=OTk5OTk5OTk5OQ", "?store_id=a"])(
		"has closures that are not listed as %s wants it",
		async (query) => {
			expect(placesOf(problemOf(await send(app, "GET", `/v1/closures${query}`), 422))).toHaveLength(
				1,
			);
		},
	);

	test("has a zone, or is in the default one", async () => {
		const put = async (timezone: unknown) =>
			documentOf(await send(app, "PUT", "/v1/stores/a/timezone", { timezone }), 200, StoreTimezone);
		const changes: unknown[] = [];
		expect(await put("asia/kolkata")).toEqual({
			store_id: "a",
			timezone: "Asia/Kolkata",
			changes,
		});
		expect(await storeRow()).toMatchObject({ timezone: "Asia/Kolkata" });
		expect(await put(null)).toEqual({ store_id: "a", timezone: null, changes });
		expect(await storeRow()).toMatchObject({ timezone: null });
	});

	test("has zones that are valid from a date, and stay of earlier ones", async () => {
		const put = async (timezone: unknown, query = "") =>
			documentOf(
				await send(app, "PUT", `/v1/stores/a/timezone${query}`, { timezone }),
				200,
				StoreTimezone,
			);
		const from = (valid_from: string, timezone: string | null) => ({ valid_from, timezone });
		await put("America/New_York");
		await put("Asia/Tokyo", "?valid_from=2026-04-01");
		await put(null, "?valid_from=2026-05-01");
		const moved = {
			store_id: "a",
			timezone: "America/New_York",
			changes: [from("2026-04-01", "Asia/Tokyo"), from("2026-05-01", null)],
		};
		expect(documentOf(await send(app, "GET", "/v1/stores/a/timezone"), 200, StoreTimezone)).toEqual(
			moved,
		);
		expect(await put("asia/seoul", "?valid_from=2026-03-01")).toEqual({
			...moved,
			changes: [from("2026-03-01", "Asia/Seoul")],
		});
		expect(await put("UTC")).toEqual({ store_id: "a", timezone: "UTC", changes: [] });
		const wrong = await send(app, "PUT", "/v1/stores/a/timezone?valid_from=x", { timezone: null });
		expect(placesOf(problemOf(wrong, 422))).toEqual(["valid_from"]);
		problemOf(await send(app, "GET", "/v1/stores/nobody/timezone"), 404);
	});

	test("is shown with the dates on which its hours and its zone change", async () => {
		await hours([OPENING]);
		await hoursFrom("2023-02-01", []);
		await send(app, "PUT", "/v1/stores/a/timezone?valid_from=2023-01-20", {
			timezone: "Asia/Tokyo",
		});
		const shown = async (now: number) => {
			const { timezone, has_business_hours, changes } = documentOf(
				await send(buildApp(testServices(given.database, now)), "GET", "/v1/stores/a"),
				200,
				DescribedStoreDocument,
			);
			return { timezone, has_business_hours, changes };
		};
		const changes = [
			{ valid_from: "2023-01-20", what: "timezone" },
			{ valid_from: "2023-02-01", what: "business_hours" },
		];
		expect(await shown(Date.UTC(2023, 0, 18))).toEqual({
			timezone: null,
			has_business_hours: true,
			changes,
		});
		// 15:00 UTC is midnight in Tokyo.
		expect(await shown(Date.UTC(2023, 0, 31, 15) - 1)).toMatchObject({
			timezone: "Asia/Tokyo",
			has_business_hours: true,
		});
		expect(await shown(Date.UTC(2023, 0, 31, 15))).toMatchObject({ has_business_hours: false });
	});

	test("has a name and a group, or none", async () => {
		const put = async (body: unknown) =>
			documentOf(await send(app, "PUT", "/v1/stores/a", body), 200, StoreDetails);
		const named = { name: "Kettle & Noodle", group: "North" };
		const neither = { city: null, sales_per_hour: null };
		expect(await put({ ...named, name: "  Kettle & Noodle " })).toEqual({
			store_id: "a",
			...named,
			...neither,
		});
		expect(await storeRow()).toMatchObject({ name: "Kettle & Noodle", group_name: "North" });
		expect(await put({ name: null, group: "" })).toEqual({
			store_id: "a",
			name: null,
			group: null,
			...neither,
		});
	});

	test("has a city and sales per hour, which stay where nothing is said of them", async () => {
		const put = async (body: unknown) =>
			documentOf(await send(app, "PUT", "/v1/stores/a", body), 200, StoreDetails);
		const none = { name: null, group: null };
		const told = { store_id: "a", ...none, city: "Duluth", sales_per_hour: "123.45" };
		expect(await put({ ...none, city: " Duluth ", sales_per_hour: "0123.4500" })).toEqual(told);
		expect(await put(none)).toEqual(told);
		expect(await storeRow()).toMatchObject({ city: "Duluth", sales_per_hour: "123.4500" });
		expect(await put({ ...none, sales_per_hour: null })).toEqual({ ...told, sales_per_hour: null });
		expect(await put({ ...none, city: "" })).toMatchObject({ city: null });
		for (const sales_per_hour of [12, "12 USD", "-1"]) {
			const answer = await send(app, "PUT", "/v1/stores/a", { ...none, sales_per_hour });
			expect(new Set(placesOf(problemOf(answer, 422)))).toEqual(new Set(["/sales_per_hour"]));
		}
	});

	test("is made when it is not known yet, whichever of these is said of it", async () => {
		const said: [string, unknown][] = [
			["business-hours", []],
			["special-hours", []],
			["closures", []],
			["timezone", { timezone: null }],
		];
		for (const [path, body] of said) {
			const answer = await send(app, "PUT", `/v1/stores/new%20${path}/${path}`, body);
			expect(answer.statusCode).toBe(200);
			expect(answer.json().store_id).toBe(`new ${path}`);
		}
		await send(app, "PUT", "/v1/stores/new", { name: null, group: null });
		expect(await given.database.plain("select count(*)::int as made from store")).toEqual([
			{ made: 5 },
		]);
	});

	test.each(["nobody", "%00", "8.1E%2B18", "%F0%9F%8D%95"])("is not there under %s", async (id) => {
		for (const path of ["business-hours", "special-hours", "closures"])
			problemOf(await send(app, "GET", `/v1/stores/${id}/${path}`), 404);
	});

	test.each(["%00", "8.139926242460185E%2B018", "%20", "%20a", "a%20", "x".repeat(256)])(
		"is not made under %s",
		async (id) => {
			for (const [path, body] of [
				["/business-hours", []],
				["/special-hours", []],
				["/closures", []],
				["/timezone", { timezone: null }],
				["", { name: null, group: null }],
			] as const)
				expect(
					placesOf(problemOf(await send(app, "PUT", `/v1/stores/${id}${path}`, body), 422)),
				).toEqual(["store_id"]);
		},
	);

	test.each<[string, string, unknown, string[]]>([
		["no list", "/business-hours", OPENING, [""]],
		["a row that is none", "/business-hours", [OPENING, 7], ["/1"]],
		["no weekday", "/business-hours", [{ ...OPENING, day_of_week: undefined }], ["/0/day_of_week"]],
		[
			"a weekday as text",
			"/business-hours",
			[{ ...OPENING, day_of_week: "0" }],
			["/0/day_of_week"],
		],
		["an eighth day", "/business-hours", [{ ...OPENING, day_of_week: 7 }], ["/0/day_of_week"]],
		[
			"a time that there is not",
			"/business-hours",
			[OPENING, { ...OPENING, end_time_local: "25:00" }],
			["/1/end_time_local"],
		],
		[
			"a time as a number",
			"/business-hours",
			[{ ...OPENING, start_time_local: 9 }],
			["/0/start_time_local"],
		],
		[
			"opening at the end of the day",
			"/business-hours",
			[{ ...OPENING, start_time_local: "24:00" }],
			["/0/start_time_local"],
		],
		["another store", "/business-hours", [{ ...OPENING, store_id: "b" }], ["/0/store_id"]],
		["too many openings", "/business-hours", MANY_OPENINGS, ["/128"]],
		[
			"half an opening",
			"/special-hours",
			[{ date: "2023-12-25", start_time_local: "09:00", end_time_local: null }],
			["/0/end_time_local"],
		],
		[
			"a date that there is not",
			"/special-hours",
			[{ date: "2023-02-29", start_time_local: null, end_time_local: null }],
			["/0/date"],
		],
		[
			"closed and open",
			"/special-hours",
			[
				{ date: "2023-12-25", start_time_local: null, end_time_local: null },
				{ date: "2023-12-25", start_time_local: "09:00", end_time_local: "10:00" },
			],
			["/1/date"],
		],
		["a closure without an end", "/closures", [{ from_utc: CLOSURE.from_utc }], ["/0/to_utc"]],
		[
			"a closure that ends before it begins",
			"/closures",
			[{ ...CLOSURE, to_utc: "2022-01-01T00:00:00Z" }],
			["/0/to_utc"],
		],
		[
			"two bad closures",
			"/closures",
			[{ ...CLOSURE, from_utc: "now" }, CLOSURE, { ...CLOSURE, reason: "a\0" }],
			["/0/from_utc", "/2/reason"],
		],
		[
			"a year that no file has",
			"/closures",
			[{ ...CLOSURE, from_utc: "0000-01-01T00:00:00+10:00" }],
			["/0/from_utc"],
		],
		["a zone that there is not", "/timezone", { timezone: "Mars/Olympus" }, ["/timezone"]],
		["no zone", "/timezone", {}, ["/timezone"]],
		["a name of 256 characters", "", { name: "n".repeat(256), group: null }, ["/name"]],
		["a group with a bell", "", { name: null, group: "a\u0007" }, ["/group"]],
		["half of it", "", { name: "Kettle" }, ["/group"]],
		["an unknown field", "", { name: null, group: null, zone: null }, ["/zone"]],
	])("is not changed by %s, and it is said where", async (_, path, body, places) => {
		await hours([OPENING]);
		await special([{ date: "2023-12-24", start_time_local: null, end_time_local: null }]);
		await closures([CLOSURE]);
		await send(app, "PUT", "/v1/stores/a", { name: "Kettle", group: "North" });
		const before = [await hours(), await special(), await closures(), await storeRow()];
		const problem = problemOf(await send(app, "PUT", `/v1/stores/a${path}`, body), 422);
		expect(placesOf(problem)).toEqual(places);
		expect([await hours(), await special(), await closures(), await storeRow()]).toEqual(before);
	});
});
