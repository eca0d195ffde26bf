import { setTimeout as after } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { Crew } from "./crew.ts";
import { sampleFleet } from "./fleet.ts";
import { acceptReports, expectAllRight, untilComplete } from "./load.ts";
import { openhours } from "./openhours.ts";
import { OwnPostgres, postgresPrograms } from "./own-postgres.ts";

const MINUTES = 60_000;
const PAUSE_MS = 20_000;

const fleet = sampleFleet({ stores: 400, days: 9 });

describe.skipIf(postgresPrograms === undefined)("when the database fails, on PostgreSQL", () => {
	test(
		"every report is delivered that was accepted before it crashed, was restarted and stood still",
		async () => {
			const postgres = await OwnPostgres.start();
			const settings = { DATABASE_URL: postgres.url, OPENHOURS_SLICE_STORES: "100" };
			try {
				expect(await openhours(["import", ...fleet.files], settings)).toMatchObject({ code: 0 });
				const crew = new Crew(settings, 2);
				await crew.isAtWork();
				const accepting = acceptReports(crew, fleet, 60);
				const completing = accepting.then((accepted) => untilComplete(crew, accepted));
				completing.catch(() => {}); // heard below
				await after(1_500);
				postgres.crash();
				await after(1_500);
				postgres.signal("SIGSTOP");
				await after(PAUSE_MS);
				postgres.signal("SIGCONT");
				await after(1_000);
				postgres.restart();
				await completing;
				await expectAllRight(crew, await accepting);
				await crew.dismiss();
			} finally {
				postgres.remove();
			}
		},
		5 * MINUTES,
	);
});
