import { expect, test } from "vitest";
import { SETTINGS_SCHEMA } from "../../src/config/schema.ts";
import { SET_BY, SettingsDocument } from "../../src/contract/settings.ts";
import { DAY_MS, HOUR_MS } from "../../src/core/instant.ts";
import { buildApp } from "../../src/http/app.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { testServices } from "../service/services.ts";
import { documentOf, send } from "./answers.ts";

const NOW = Date.UTC(2023, 0, 25, 18);

describeOnBothEngines("the settings over HTTP", (given) => {
	const settingsOf = async (app: ReturnType<typeof buildApp>) =>
		documentOf(await send(app, "GET", "/v1/settings"), 200, SettingsDocument);

	test("tell what a server goes by, and by which name each of it is set", async () => {
		const services = testServices(given.database, NOW, {
			rules: {
				endOfDay: "literal",
				missingDay: "closed",
				outsidePolls: "use",
				maxGapMs: 2 * HOUR_MS,
				defaultZone: "Asia/Kathmandu",
			},
			currency: { code: "JPY", digits: 0 },
			keepReportsMs: 10 * DAY_MS,
			imports: { keepMs: 3 * DAY_MS, reportAfterMs: undefined },
		});
		const app = buildApp(services, {
			version: "1.2.3",
			keepPollsMs: 400 * DAY_MS,
			uploads: { limitBytes: 5_000_000 },
		});
		expect(await settingsOf(app)).toEqual({
			version: "1.2.3",
			timezone_data_version: "2026c",
			database: given.engine === "PGlite" ? "embedded" : "postgresql",
			rules: {
				end_of_day: "literal",
				missing_day: "closed",
				outside_polls: "use",
				max_gap_ms: 7_200_000,
				default_timezone: "Asia/Kathmandu",
			},
			currency: "JPY",
			keep_polls_ms: 34_560_000_000,
			keep_reports_ms: 864_000_000,
			keep_imports_ms: 259_200_000,
			upload_limit_bytes: 5_000_000,
			set_by: SET_BY,
		});
	});

	test("that nobody set are the usual ones", async () => {
		expect(await settingsOf(buildApp(testServices(given.database, NOW)))).toMatchObject({
			rules: { max_gap_ms: null, default_timezone: "America/Chicago" },
			currency: null,
			keep_polls_ms: null,
			upload_limit_bytes: 1_000_000_000,
		});
	});
});

test("every setting that is told is one, and each has its name", () => {
	const { set_by, version, timezone_data_version, database, rules, ...set } =
		SettingsDocument.properties;
	expect(Object.keys(SET_BY).sort()).toEqual(
		[...Object.keys(rules.properties), ...Object.keys(set)].sort(),
	);
	expect(Object.keys(SETTINGS_SCHEMA.properties)).toEqual(
		expect.arrayContaining(Object.values(SET_BY)),
	);
});
