import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkAsFarAsPossible, checkSettings } from "../../src/config/schema.ts";
import { DEFAULT_SETTINGS, SettingsError } from "../../src/config/settings.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../src/core/instant.ts";

let directory: string;
let dotenv: string;
beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "openhours-settings-"));
	dotenv = join(directory, ".env");
});
afterAll(() => rm(directory, { recursive: true }));

const check = (env: Record<string, string>, file = join(directory, "no .env")) =>
	checkSettings(env, file);

function complaintAbout(env: Record<string, string>, file?: string): string[] {
	try {
		check(env, file);
	} catch (error) {
		expect(error).toBeInstanceOf(SettingsError);
		return (error as Error).message.split("\n");
	}
	throw new Error("the settings were taken");
}

describe("settings", () => {
	test("are the defaults where nothing is set", () => {
		expect(check({})).toEqual(DEFAULT_SETTINGS);
		expect(check({ PATH: "/bin", HOME: "/root" })).toEqual(DEFAULT_SETTINGS);
	});

	test("are read from the environment, each as what it means", () => {
		expect(
			check({
				DATABASE_URL: "postgres://user:secret@db:5432/openhours",
				OPENHOURS_DATA: "/var/lib/openhours",
				OPENHOURS_HOST: "0.0.0.0",
				OPENHOURS_PORT: "0",
				OPENHOURS_LOG_LEVEL: "debug",
				OPENHOURS_ANONYMOUS: "read",
				OPENHOURS_RATE_LIMIT: "0",
				OPENHOURS_TRUST_PROXY: "10.0.0.0/8, ::1,loopback",
				OPENHOURS_CORS_ORIGINS: "https://app.example.com, http://localhost:5173",
				OPENHOURS_GRACE: "1m",
				OPENHOURS_WORKER: "off",
				OPENHOURS_CONCURRENCY: "8",
				OPENHOURS_SLICE_STORES: "500",
				OPENHOURS_KEEP_REPORTS: "2d",
				OPENHOURS_KEEP_POLLS: "400d",
				OPENHOURS_UPLOAD_LIMIT: "512MB",
				OPENHOURS_UPLOADS: "8",
				OPENHOURS_KEEP_IMPORTS: "2h",
				OPENHOURS_REPORT_AFTER_IMPORT: "1m",
				OPENHOURS_WEBHOOK_PRIVATE: "allow",
				OPENHOURS_CURRENCY: "KWD",
				OPENHOURS_DEFAULT_TIMEZONE: "asia/kolkata",
				OPENHOURS_MISSING_DAY: "closed",
				OPENHOURS_END_OF_DAY: "literal",
				OPENHOURS_OUTSIDE_POLLS: "use",
				OPENHOURS_MAX_GAP: "PT2H",
			}),
		).toEqual({
			databaseUrl: "postgres://user:secret@db:5432/openhours",
			dataDirectory: "/var/lib/openhours",
			host: "0.0.0.0",
			port: 0,
			logLevel: "debug",
			anonymous: "read",
			requestsPerMinute: 0,
			trustProxy: ["10.0.0.0/8", "::1", "loopback"],
			corsOrigins: ["https://app.example.com", "http://localhost:5173"],
			graceMs: MINUTE_MS,
			worker: "off",
			concurrency: 8,
			sliceStores: 500,
			keepReportsMs: 2 * DAY_MS,
			keepPollsMs: 400 * DAY_MS,
			uploadLimitBytes: 512_000_000,
			uploads: 8,
			keepImportsMs: 2 * HOUR_MS,
			reportAfterImportMs: MINUTE_MS,
			privateWebhooks: "allow",
			currency: { code: "KWD", digits: 3 },
			rules: {
				defaultZone: "Asia/Kolkata",
				missingDay: "closed",
				endOfDay: "literal",
				outsidePolls: "use",
				maxGapMs: 2 * HOUR_MS,
			},
		});
	});

	test("are read from the file .env where the environment does not have them", async () => {
		await writeFile(dotenv, "# ours\nOPENHOURS_PORT=8080\nOPENHOURS_HOST='::1'\nUNRELATED=1\n");
		expect(check({ OPENHOURS_PORT: "9090" }, dotenv)).toEqual({
			...DEFAULT_SETTINGS,
			port: 9090,
			host: "::1",
		});
	});

	test("report every mistake together, each by its name", () => {
		expect(
			complaintAbout({
				DATABASE_URL: "mysql://user:secret@db/openhours",
				OPENHOURS_DATA: "",
				OPENHOURS_PORT: "70000",
				OPENHOURS_LOG_LEVEL: "loud",
				OPENHOURS_CURRENCY: "usd",
				OPENHOURS_DEFAULT_TIMEZONE: "Mars/Olympus",
				OPENHOURS_MISSING_DAY: "maybe",
				OPENHOURS_MAX_GAP: "1 month",
				OPENHOURS_PROT: "8080",
			}),
		).toEqual([
			"the settings cannot be used:",
			"  OPENHOURS_PROT is not a setting; see docs/settings.md",
			"  DATABASE_URL must begin with postgres:// or postgresql://",
			"  OPENHOURS_DATA must not be empty",
			"  OPENHOURS_PORT must be <= 65535",
			"  OPENHOURS_LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent",
			"  OPENHOURS_CURRENCY is not the ISO 4217 code of a currency, such as USD",
			"  OPENHOURS_DEFAULT_TIMEZONE is not an IANA time zone such as America/Chicago",
			"  OPENHOURS_MISSING_DAY must be one of open, closed",
			"  OPENHOURS_MAX_GAP is not a duration such as 2h, 90m or PT2H",
		]);
	});

	test("never repeat the password of the database in a complaint", () => {
		const complaint = complaintAbout({ DATABASE_URL: "http://user:secret@db/openhours" });
		expect(complaint.join("\n")).not.toContain("secret");
	});

	test("keep polls for two months at least, and for ever unless they are told otherwise", () => {
		expect(check({}).keepPollsMs).toBeUndefined();
		expect(check({ OPENHOURS_KEEP_POLLS: "62d" }).keepPollsMs).toBe(62 * DAY_MS);
		for (const text of ["61d", "PT2H", "a year", ""])
			expect(complaintAbout({ OPENHOURS_KEEP_POLLS: text })[1]).toBe(
				"  OPENHOURS_KEEP_POLLS is not a duration of at least 62d, such as 400d",
			);
	});

	test("limit uploads to a size with its unit, and to some at once", () => {
		expect(check({ OPENHOURS_UPLOAD_LIMIT: "2 GiB" }).uploadLimitBytes).toBe(2_147_483_648);
		for (const text of ["1000000", "1.5GB", "2G", "0MB", "unlimited", ""])
			expect(complaintAbout({ OPENHOURS_UPLOAD_LIMIT: text })[1]).toBe(
				"  OPENHOURS_UPLOAD_LIMIT is not a size with its unit, KB, MB or GB, such as 512MB or 2GB",
			);
		expect(complaintAbout({ OPENHOURS_UPLOADS: "0" })[1]).toBe("  OPENHOURS_UPLOADS must be >= 1");
		expect(complaintAbout({ OPENHOURS_UPLOADS: "65" })[1]).toBe(
			"  OPENHOURS_UPLOADS must be <= 64",
		);
	});

	test("believe no proxy, a number of them, or those at some addresses", () => {
		const trustProxy = (text: string) => check({ OPENHOURS_TRUST_PROXY: text }).trustProxy;
		expect(check({}).trustProxy).toBeUndefined();
		expect(trustProxy("0")).toBeUndefined();
		expect(trustProxy("2")).toBe(2);
		expect(trustProxy("192.0.2.1")).toEqual(["192.0.2.1"]);
		for (const text of ["true", "-1", "100", "10.0.0.0/33", "proxy.example.com", "::1,", ""])
			expect(complaintAbout({ OPENHOURS_TRUST_PROXY: text })[1]).toBe(
				"  OPENHOURS_TRUST_PROXY is neither a number of proxies, such as 1, nor their addresses, such as 10.0.0.0/8,::1",
			);
	});

	test("take origins as browsers write them, and never all of them", () => {
		for (const text of [
			"*",
			"null",
			"app.example.com",
			"https://app.example.com/",
			"https://app.example.com/path",
			"https://App.example.com",
			"https://app.example.com:443",
			"ftp://app.example.com",
			"https://a.example,,https://b.example",
			"",
		])
			expect(complaintAbout({ OPENHOURS_CORS_ORIGINS: text })[1]).toBe(
				"  OPENHOURS_CORS_ORIGINS is not a list of origins such as https://app.example.com, with commas between",
			);
	});

	test("wait for what is under way for an hour at the most", () => {
		expect(check({ OPENHOURS_GRACE: "1h" }).graceMs).toBe(HOUR_MS);
		for (const text of ["61m", "0s", "10", ""])
			expect(complaintAbout({ OPENHOURS_GRACE: text })[1]).toBe(
				"  OPENHOURS_GRACE is not a duration of at most 1h, such as 10s",
			);
	});

	test.each(["public", "all", "true", ""])("do not let anonymous callers do %j", (scope) => {
		expect(complaintAbout({ OPENHOURS_ANONYMOUS: scope })[1]).toBe(
			"  OPENHOURS_ANONYMOUS must be one of none, read, write, admin",
		);
	});

	test.each(["many", "-1", "1.5", ""])("do not take %j for a number of requests", (limit) => {
		expect(complaintAbout({ OPENHOURS_RATE_LIMIT: limit })[1]).toMatch(
			/^ {2}OPENHOURS_RATE_LIMIT must be/,
		);
	});

	test.each(["eighty", "1.5", "-1", ""])("do not take %j for a port", (port) => {
		expect(complaintAbout({ OPENHOURS_PORT: port })[1]).toMatch(/^ {2}OPENHOURS_PORT must be/);
	});

	test("take a name in .env that is no setting for a mistake too", async () => {
		await writeFile(dotenv, "OPENHOURS_MISING_DAY=closed\n");
		expect(complaintAbout({}, dotenv)).toEqual([
			"the settings cannot be used:",
			"  OPENHOURS_MISING_DAY is not a setting; see docs/settings.md",
		]);
	});
});

describe("settings that are looked at as far as possible", () => {
	test("are at their default where they make no sense, and all mistakes are told", () => {
		const { settings, mistakes } = checkAsFarAsPossible(
			{ OPENHOURS_PORT: "many", OPENHOURS_PROT: "80", OPENHOURS_DATA: "/srv/fleet" },
			dotenv.replace(".env", "no .env"),
		);
		expect(settings).toEqual({ ...DEFAULT_SETTINGS, dataDirectory: "/srv/fleet" });
		expect(mistakes.map(({ name }) => name)).toEqual(["OPENHOURS_PROT", "OPENHOURS_PORT"]);
	});

	test("lead nowhere when it is open which database is meant", () => {
		// A directory is none that settings could be read from.
		for (const [env, file] of [
			[{ DATABASE_URL: "mysql://db/fleet" }, "no .env"],
			[{ OPENHOURS_DATA: "" }, "no .env"],
			[{}, ""],
		] as const) {
			const { settings, mistakes } = checkAsFarAsPossible(env, join(directory, file));
			expect(settings).toBeUndefined();
			expect(mistakes).toHaveLength(1);
		}
	});
});
