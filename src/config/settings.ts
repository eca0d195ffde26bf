import { type Currency, UNNAMED_CURRENCY } from "../core/currency.ts";
import { DAY_MS, type DurationMs, SECOND_MS } from "../core/instant.ts";
import { DEFAULT_RULES, type Rules } from "../core/rules.ts";

/** All settings, checked. Their names in the environment are in `schema.ts`. */
export interface Settings {
	/** A PostgreSQL database; the embedded one when there is none. */
	readonly databaseUrl: string | undefined;
	/** Where the embedded database keeps its files. */
	readonly dataDirectory: string;
	readonly host: string;
	readonly port: number;
	readonly logLevel: string;
	/**
	 * What callers without a key may do. Without it: everything, while only this machine reaches the server and
	 * no key was ever made; then nothing.
	 */
	readonly anonymous: "none" | "read" | "write" | "admin" | undefined;
	/** How many requests a key or an address may send in a minute; 0 for any number. */
	readonly requestsPerMinute: number;
	/** How many proxies before the server are believed, or the addresses of those that are; none without it. */
	readonly trustProxy: number | readonly string[] | undefined;
	/** The origins of pages that may use the API. */
	readonly corsOrigins: readonly string[];
	/** How long what is under way may still take when the process is asked to stop. */
	readonly graceMs: DurationMs;
	/** How many slices of reports a worker computes at once. */
	readonly concurrency: number;
	/** How many stores of a report one worker takes at a time. */
	readonly sliceStores: number;
	/** Whether a server computes reports too, or leaves that to workers. */
	readonly worker: "on" | "off";
	/** How long a report is kept once it is finished. */
	readonly keepReportsMs: DurationMs;
	/** How many bytes an upload may have, unpacked. */
	readonly uploadLimitBytes: number;
	/** How many uploads a server takes in at once. */
	readonly uploads: number;
	/** How long imports are listed once they ended. */
	readonly keepImportsMs: DurationMs;
	/** How long polls are kept, counted back from the newest; for ever without it. */
	readonly keepPollsMs: DurationMs | undefined;
	/** A report is computed once no import has ended for so long; none without it. */
	readonly reportAfterImportMs: DurationMs | undefined;
	/** What becomes of webhooks to addresses that are not public. */
	readonly privateWebhooks: "refuse" | "allow";
	/** What amounts of money are in. */
	readonly currency: Currency;
	/** What reports go by unless they are asked otherwise. */
	readonly rules: Rules;
}

export const DEFAULT_SETTINGS: Settings = {
	databaseUrl: undefined,
	dataDirectory: "./data",
	host: "127.0.0.1",
	port: 7070,
	logLevel: "info",
	anonymous: undefined,
	requestsPerMinute: 6_000,
	trustProxy: undefined,
	corsOrigins: [],
	graceMs: 10 * SECOND_MS,
	concurrency: 2,
	sliceStores: 5_000,
	worker: "on",
	keepReportsMs: 30 * DAY_MS,
	uploadLimitBytes: 1_000_000_000,
	uploads: 4,
	keepImportsMs: 7 * DAY_MS,
	keepPollsMs: undefined,
	reportAfterImportMs: undefined,
	privateWebhooks: "refuse",
	currency: UNNAMED_CURRENCY,
	rules: DEFAULT_RULES,
};

/** Something that is set and makes no sense: a name of the environment, and what it should be. */
export interface SettingsMistake {
	readonly name: string;
	readonly says: string;
}

/** The settings make no sense; the message lists every mistake. */
export class SettingsError extends Error {
	override readonly name = "SettingsError";

	constructor(mistakes: readonly SettingsMistake[]) {
		const lines = mistakes.map(({ name, says }) => `  ${name} ${says}`);
		super(`the settings cannot be used:\n${lines.join("\n")}`);
	}
}
