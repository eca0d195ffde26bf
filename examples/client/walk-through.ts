// From an empty server to a report, with a client whose types come from the server's own document:
//
//   npx openapi-typescript http://127.0.0.1:7070/openapi.json -o examples/client/api.ts
//   node examples/client/walk-through.ts http://127.0.0.1:7070 [KEY]
import { setTimeout as sleep } from "node:timers/promises";
import createClient from "openapi-fetch";
import type { paths } from "./api.ts";

const [baseUrl = "http://127.0.0.1:7070", key] = process.argv.slice(2);
const client = createClient<paths>({
	baseUrl,
	...(key !== undefined && { headers: { authorization: `Bearer ${key}` } }),
});

/** The data of an answer, or an error that says what the problem is. */
function dataOf<Data>({ data, error }: { data?: Data; error?: unknown }): Data {
	if (error !== undefined) throw new Error(JSON.stringify(error));
	return data as Data;
}

const store_id = "8139926242460185114";

dataOf(
	await client.PUT("/v1/stores/{store_id}/business-hours", {
		params: { path: { store_id } },
		body: [0, 1, 2, 3, 4].map((day_of_week) => ({
			day_of_week,
			start_time_local: "09:00",
			end_time_local: "17:00",
		})),
	}),
);
dataOf(
	await client.PUT("/v1/stores/{store_id}/timezone", {
		params: { path: { store_id } },
		body: { timezone: "America/New_York" },
	}),
);
const imported = dataOf(
	await client.POST("/v1/polls", {
		body: [
			{ store_id, timestamp_utc: "2023-01-25T14:00:00Z", status: "active" },
			{ store_id, timestamp_utc: "2023-01-25T16:00:00Z", status: "inactive" },
			{ store_id, timestamp_utc: "2023-01-25T17:00:00Z", status: "active" },
			{ store_id, timestamp_utc: "2023-01-25T18:00:00Z", status: "active" },
		],
	}),
);
console.log(`${imported.polls?.new} polls are new, ${imported.rejected} rows were rejected`);

let report = dataOf(await client.POST("/v1/reports", { body: {} }));
while (report.state === "queued" || report.state === "running") {
	await sleep(200);
	const path = { report_id: report.report_id };
	report = dataOf(await client.GET("/v1/reports/{report_id}", { params: { path } }));
}
const rows = dataOf(
	await client.GET("/v1/reports/{report_id}/rows", {
		params: { path: { report_id: report.report_id }, query: { format: "json" } },
	}),
);
if (typeof rows === "string" || !("method" in rows)) throw new Error("the rows are no document");
for (const store of rows.stores) {
	const day = store.figures.last_day;
	console.log(
		`${store.store_id}: ${day?.uptime_percent} % of the last day, down ${day?.down_ms} ms`,
	);
}

const { response, error } = await client.GET("/v1/stores/{store_id}", {
	params: { path: { store_id: "nobody" } },
});
console.log(`a store that is not there: ${response.status} ${error?.type}`);
