import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { Client } from "pg";
import { describe, expect, test } from "vitest";
import { openDatabase } from "../../src/database/engine/open.ts";
import { newPostgresDatabase, postgresUrl } from "../database/databases.ts";
import { Crew } from "./crew.ts";
import { sampleFleet } from "./fleet.ts";
import { acceptReports, expectAllRight, untilComplete } from "./load.ts";
import { openhours } from "./openhours.ts";

// A report that was accepted is delivered, whoever is killed meanwhile.

const KILL_EVERY_MS = 2_000;
const MINUTES = 60_000;

/** Four slices a report. */
const SLICES = { OPENHOURS_SLICE_STORES: "100" };

const fleet = sampleFleet({ stores: 400, days: 9 });

/** What must be nowhere when all reports are complete: rows twice, slices that are left. */
const LEFTOVERS = `
	select
		(select count(*)::int from report_slice) as slices,
		(
			select count(*)::int
			from (select from report_row group by report_id, store_id having count(*) > 1) as twice
		) as rows_twice,
		(
			select count(*)::int
			from report
			where stores_done <> (select count(*) from report_row where report_row.report_id = report.report_id)
		) as miscounted
`;

/** Kills a member of a crew every two seconds, the server or a worker, until the work is done. */
async function withKills(crew: Crew, work: Promise<void>): Promise<number> {
	let isDone = false;
	const done = work.finally(() => {
		isDone = true;
	});
	done.catch(() => {});
	let kills = 0;
	for (;;) {
		// One that is alone must come up before its time begins, or nothing would ever be done.
		if (crew.size === 1) await Promise.race([crew.answers(), done]);
		await Promise.race([after(KILL_EVERY_MS), done]);
		if (isDone) break;
		await crew.replace(Math.floor(Math.random() * crew.size));
		kills++;
	}
	await done;
	return kills;
}

describe.skipIf(postgresUrl === undefined)("a server and three workers, on PostgreSQL", () => {
	test(
		"deliver a hundred reports while one of them is killed every two seconds",
		async () => {
			const { url, drop } = await newPostgresDatabase();
			const settings = { DATABASE_URL: url, ...SLICES };
			const client = new Client({ connectionString: url });
			expect(await openhours(["import", ...fleet.files], settings)).toMatchObject({ code: 0 });
			const crew = new Crew(settings, 3);
			try {
				await client.connect();
				const accepting = acceptReports(crew, fleet, 100);
				const kills = await withKills(
					crew,
					accepting.then((accepted) => untilComplete(crew, accepted)),
				);
				expect(kills).toBeGreaterThan(2);
				await expectAllRight(crew, await accepting);

				const { rows } = await client.query(LEFTOVERS);
				expect(rows).toEqual([{ slices: 0, rows_twice: 0, miscounted: 0 }]);
				// The job of a worker that was killed is found by its silence, and is done with.
				for (;;) {
					const { rowCount } = await client.query(
						"select from pgboss.job where name in ('begin-report', 'compute-slice') and state in ('created', 'retry', 'active')",
					);
					if (rowCount === 0) break;
					await after(200);
				}
			} finally {
				await crew.dismiss();
				await client.end();
				await drop();
			}
		},
		5 * MINUTES,
	);
});

describe("one server on the embedded database", () => {
	test(
		"delivers a hundred reports while it is killed every two seconds",
		async () => {
			const directory = mkdtempSync(join(tmpdir(), "openhours-killed-"));
			const settings = { OPENHOURS_DATA: directory, OPENHOURS_SLICE_STORES: "200" };
			expect(await openhours(["import", ...fleet.files], settings)).toMatchObject({ code: 0 });
			const crew = new Crew(settings, 0);
			try {
				const accepting = acceptReports(crew, fleet, 100);
				const kills = await withKills(
					crew,
					accepting.then((accepted) => untilComplete(crew, accepted)),
				);
				expect(kills).toBeGreaterThan(2);
				await expectAllRight(crew, await accepting);
			} finally {
				await crew.dismiss();
			}
			const database = await openDatabase({ directory });
			expect(await database.plain(LEFTOVERS)).toEqual([
				{ slices: 0, rows_twice: 0, miscounted: 0 },
			]);
			await database.close();
			rmSync(directory, { recursive: true });
		},
		5 * MINUTES,
	);
});
