import type { FastifyInstance } from "fastify";
import { beforeEach, expect, test } from "vitest";
import {
	ImportDetails,
	ImportsPage,
	RejectDocument,
	RejectList,
} from "../../src/contract/import.ts";
import { formatInstant, HOUR_MS } from "../../src/core/instant.ts";
import { buildApp } from "../../src/http/app.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { testServices } from "../service/services.ts";
import { documentOf, placesOf, problemOf } from "./answers.ts";

const NOW = Date.UTC(2023, 0, 25, 18);
const NO_IMPORT = "11111111-2222-4333-8444-555555555555";
const HEADER = "store_id,timestamp_utc,status\n";
const GOOD = "a,2023-01-25 10:00:00,active\n";
const BAD = `${HEADER}${GOOD}a,never,active\n"b ""x"", y",2023-01-25 10:00:00,=1+1\n`;

describeOnBothEngines("imports over HTTP", (given) => {
	let app: FastifyInstance;
	beforeEach(async () => {
		await given.database.script("delete from import");
		app = buildApp(testServices(given.database, NOW));
	});

	const upload = async (payload: string, at = NOW, type = "text/csv"): Promise<string> => {
		const answer = await buildApp(testServices(given.database, at)).inject({
			...{ method: "POST", url: "/v1/polls", payload },
			headers: { "content-type": type },
		});
		return answer.json().import_id;
	};
	const get = (url: string, accept?: string) =>
		app.inject({ url, headers: accept === undefined ? {} : { accept } });
	const list = async (query = "") => documentOf(await get(`/v1/imports${query}`), 200, ImportsPage);

	test("are looked up by their ids", async () => {
		const id = await upload(BAD);
		const details = documentOf(await get(`/v1/imports/${id}`), 200, ImportDetails);
		expect(details).toMatchObject({
			import_id: id,
			state: "complete",
			rows_read: 3,
			rejected: 2,
			rejects_kept: 2,
			bytes_read: BAD.length,
			finished_at: formatInstant(NOW),
		});
		expect(details.rejects).toHaveLength(2);
	});

	test.each([NO_IMPORT, "no-uuid", "%00"])("are not there under %s", async (id) => {
		problemOf(await get(`/v1/imports/${id}`), 404);
		problemOf(await get(`/v1/imports/${id}/rejects`), 404);
	});

	test("are listed, the newest first, page by page, and by state", async () => {
		const ids: string[] = [];
		for (let i = 0; i < 4; i++) ids.unshift(await upload(HEADER + GOOD, NOW - (4 - i) * HOUR_MS));
		await upload("nothing of the kind", NOW - 10 * HOUR_MS);
		const first = await list("?limit=3");
		expect(first.imports.map(({ import_id }) => import_id)).toEqual(ids.slice(0, 3));
		const second = await list(`?limit=3&cursor=${first.next_cursor}`);
		expect(second.imports.map(({ state }) => state)).toEqual(["complete", "failed"]);
		expect(second.next_cursor).toBeNull();
		expect((await list("?state=complete")).imports).toHaveLength(4);
		expect((await list("?state=running")).imports).toEqual([]);
		expect((await list("?state=failed")).imports).toMatchObject([
			{ failure: expect.stringContaining("has no column store_id"), rows_read: 0 },
		]);
	});

	test.each(["?limit=0", "?limit=1001", "?cursor=x", "?cursor=", "?state=lost", "?page=2"])(
		"are not listed as %s wants it",
		async (query) => {
			expect(placesOf(problemOf(await get(`/v1/imports${query}`), 422))).toHaveLength(1);
		},
	);

	test("give the rows that were left out as CSV", async () => {
		const id = await upload(BAD);
		const answer = await get(`/v1/imports/${id}/rejects`);
		expect(answer.headers).toMatchObject({
			"content-type": "text/csv; charset=utf-8",
			"content-disposition": `attachment; filename="openhours-rejects-${id}.csv"`,
			vary: expect.stringMatching(/accept/i),
		});
		expect(answer.body.split("\r\n")).toEqual([
			"line,field,value,reason,message",
			'3,timestamp_utc,never,not_a_timestamp,"timestamp_utc ""never"" is not a timestamp, or its date or time does not exist; write it as 2023-01-22 12:09:39.388884 UTC"',
			'4,status,\'=1+1,unknown_status,"status ""=1+1"" is not a status; write active or inactive"',
			"",
		]);
	});

	test.each([
		["?format=json", undefined, "application/json"],
		["", "application/json", "application/json"],
		["?format=ndjson", "application/json", "application/x-ndjson"],
		["", "application/x-ndjson, */*;q=0.1", "application/x-ndjson"],
		["", "text/csv;q=0.5, application/json;q=0.9", "application/json"],
		["", "*/*", "text/csv"],
		["?format=csv", "image/png", "text/csv"],
	])("give these in the form that is asked for: %s %s", async (query, accept, type) => {
		const id = await upload(BAD);
		const answer = await get(`/v1/imports/${id}/rejects${query}`, accept);
		expect(answer.statusCode).toBe(200);
		expect(String(answer.headers["content-type"]).split(";", 1)).toEqual([type]);
		if (type === "application/json") {
			const { rejects, ...rest } = answer.json();
			expect(rest).toEqual({ import_id: id, rejected: 2 });
			expect(rejects).toHaveLength(2);
		}
	});

	test("give these in forms that fit their schemas, by index where the rows were an array", async () => {
		const objects = [1, { store_id: "a" }];
		const id = await upload(JSON.stringify(objects), NOW, "application/json");
		const json = await get(`/v1/imports/${id}/rejects?format=json`);
		expect(json.headers["content-type"]).toMatch(/^application\/json/);
		const document = json.json();
		const { Value } = await import("typebox/value");
		expect([...Value.Errors(RejectList, document)]).toEqual([]);
		expect(document.rejects).toMatchObject([{ index: 0 }, { index: 1, field: "timestamp_utc" }]);
		const ndjson = await get(`/v1/imports/${id}/rejects?format=ndjson`);
		const lines = ndjson.body.trim().split("\n");
		for (const line of lines)
			expect([...Value.Errors(RejectDocument, JSON.parse(line))]).toEqual([]);
		expect(lines).toHaveLength(2);
		const csv = await get(`/v1/imports/${id}/rejects`);
		expect(csv.body.startsWith("index,field,")).toBe(true);
	});

	test("have none to give where all rows were good", async () => {
		const id = await upload(HEADER + GOOD);
		expect((await get(`/v1/imports/${id}/rejects?format=json`)).json().rejects).toEqual([]);
		expect((await get(`/v1/imports/${id}/rejects?format=ndjson`)).body).toBe("");
		expect((await get(`/v1/imports/${id}/rejects`)).body).toBe(
			"line,field,value,reason,message\r\n",
		);
	});

	test("do not give these in a form that there is not", async () => {
		const id = await upload(BAD);
		problemOf(await get(`/v1/imports/${id}/rejects`, "image/png"), 406);
		problemOf(await get(`/v1/imports/${id}/rejects?format=xlsx`), 422);
		problemOf(await get(`/v1/imports/${id}/rejects?limit=1`), 422);
	});
});
