import { sql } from "kysely";
import { expect, test } from "vitest";
import { describeOnBothEngines } from "./databases.ts";

describeOnBothEngines("values", (given) => {
	test("nothing is lost or shifted on the way out", async () => {
		const { rows } = await sql`
			select
				timestamptz '2023-01-22 12:09:39.388884+05:30' as instant,
				9007199254740991::bigint as integer,
				date '2023-03-12' as day,
				time '24:00' as midnight,
				timestamp '2023-03-12 02:30' as wall_time,
				'{"a": [1]}'::jsonb as json,
				null::timestamptz as nothing,
				array[1, 2]::bigint[] as integers
		`.execute(given.database.tables);
		expect(rows).toEqual([
			{
				instant: Date.parse("2023-01-22T06:39:39.388Z"),
				integer: Number.MAX_SAFE_INTEGER,
				day: "2023-03-12",
				midnight: "24:00:00",
				wall_time: "2023-03-12 02:30:00",
				json: { a: [1] },
				nothing: null,
				integers: [1, 2],
			},
		]);
	});

	test("an integer that a number cannot hold is an error, not another integer", async () => {
		const query = sql`select 9007199254740993::bigint as integer`.execute(given.database.tables);
		await expect(query).rejects.toThrow("too large");
	});
});
