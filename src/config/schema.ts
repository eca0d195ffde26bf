import { existsSync, readFileSync } from "node:fs";
import { isIP } from "node:net";
import { parseEnv } from "node:util";
import { envSchema } from "env-schema";
import ipaddr from "ipaddr.js";
import { parseByteSize } from "../core/byte-size.ts";
import { type Currency, parseCurrency } from "../core/currency.ts";
import { DAY_MS, HOUR_MS, parseDuration } from "../core/instant.ts";
import type { Rules } from "../core/rules.ts";
import { parseZone } from "../core/zone-clock.ts";
import {
	DEFAULT_SETTINGS,
	type Settings,
	SettingsError,
	type SettingsMistake,
} from "./settings.ts";

const { rules } = DEFAULT_SETTINGS;

/** Two months: the last week, and a look at the month before, are always there. */
const KEEP_POLLS_MIN_MS = 62 * DAY_MS;

/**
 * Every setting under its name in the environment, with what docs/settings.md says of it. A plain JSON
 * schema: the library that makes schemas elsewhere would take longer to load than most commands run.
 */
export const SETTINGS_SCHEMA = {
	type: "object",
	required: [] as string[],
	properties: {
		DATABASE_URL: {
			type: "string",
			pattern: "^postgres(ql)?://",
			description:
				"A PostgreSQL database, `postgres://user:password@host:port/name`. Without it the embedded database is used.",
		},
		OPENHOURS_DATA: {
			type: "string",
			minLength: 1,
			default: DEFAULT_SETTINGS.dataDirectory,
			description: "The directory of the embedded database.",
		},
		OPENHOURS_HOST: {
			type: "string",
			minLength: 1,
			default: DEFAULT_SETTINGS.host,
			description: "The address that the server listens on.",
		},
		OPENHOURS_PORT: {
			type: "integer",
			minimum: 0,
			maximum: 65_535,
			default: DEFAULT_SETTINGS.port,
			description: "The port that the server listens on; 0 takes any free one.",
		},
		OPENHOURS_LOG_LEVEL: {
			type: "string",
			enum: ["fatal", "error", "warn", "info", "debug", "trace", "silent"],
			default: DEFAULT_SETTINGS.logLevel,
			description: "The least important messages that the server logs.",
		},
		OPENHOURS_ANONYMOUS: {
			type: "string",
			enum: ["none", "read", "write", "admin"],
			description:
				"What callers without a key may do; see [access.md](access.md). Without it: everything, as long as only this machine reaches the server and no key was ever made, and then nothing.",
		},
		OPENHOURS_RATE_LIMIT: {
			type: "integer",
			minimum: 0,
			maximum: 1_000_000_000,
			default: DEFAULT_SETTINGS.requestsPerMinute,
			description:
				"How many requests a key, or an address without one, may send in a minute; 0 for any number.",
		},
		OPENHOURS_TRUST_PROXY: {
			type: "string",
			format: "trust-proxy",
			description:
				"Whose `X-Forwarded-For`, `-Proto` and `-Host` are believed: so many proxies before the server, such as `1`, or those with these addresses, such as `10.0.0.0/8,::1`. Without it, nobody's.",
		},
		OPENHOURS_CORS_ORIGINS: {
			type: "string",
			format: "origins",
			description:
				"The origins of pages that may use the API in browsers, such as `https://app.example.com`, with commas between. Without it, none.",
		},
		OPENHOURS_GRACE: {
			type: "string",
			format: "grace",
			default: "10s",
			description:
				"How long requests and slices of reports that are under way may still take when a server or worker is asked to stop; at most `1h`.",
		},
		OPENHOURS_WORKER: {
			type: "string",
			enum: ["on", "off"],
			default: DEFAULT_SETTINGS.worker,
			description:
				"Whether a server computes reports too, or leaves all of that to `openhours worker`.",
		},
		OPENHOURS_CONCURRENCY: {
			type: "integer",
			minimum: 1,
			maximum: 64,
			default: DEFAULT_SETTINGS.concurrency,
			description: "How many slices of reports a worker computes at once.",
		},
		OPENHOURS_SLICE_STORES: {
			type: "integer",
			minimum: 10,
			maximum: 100_000,
			default: DEFAULT_SETTINGS.sliceStores,
			description:
				"How many stores a slice of a report has. Small ones share a report evenly among many workers; large ones cost less in all.",
		},
		OPENHOURS_KEEP_REPORTS: {
			type: "string",
			format: "duration",
			default: "30d",
			description: "How long a report is kept once it is finished.",
		},
		OPENHOURS_KEEP_POLLS: {
			type: "string",
			format: "polls-duration",
			description:
				"How long polls are kept, such as `400d`, counted back from the newest; at least `62d`. Whole months that are older are dropped, and reports on them refused; see [retention.md](retention.md). Without it, for ever.",
		},
		OPENHOURS_UPLOAD_LIMIT: {
			type: "string",
			format: "byte-size",
			default: "1GB",
			description:
				"How large an upload of polls may be, counted unpacked, such as `512MB` or `2GB`; larger ones are sent in parts.",
		},
		OPENHOURS_UPLOADS: {
			type: "integer",
			minimum: 1,
			maximum: 64,
			default: DEFAULT_SETTINGS.uploads,
			description: "How many uploads a server takes in at once; others are asked to come back.",
		},
		OPENHOURS_KEEP_IMPORTS: {
			type: "string",
			format: "duration",
			default: "7d",
			description: "How long it can be looked up what became of an upload.",
		},
		OPENHOURS_REPORT_AFTER_IMPORT: {
			type: "string",
			format: "duration",
			description:
				"A report is computed by itself once no import has ended for so long, such as `1m`. Without it, none is.",
		},
		OPENHOURS_WEBHOOK_PRIVATE: {
			type: "string",
			enum: ["refuse", "allow"],
			default: DEFAULT_SETTINGS.privateWebhooks,
			description:
				"Whether webhooks may go to addresses that are not public, such as those of this machine and its network.",
		},
		OPENHOURS_CURRENCY: {
			type: "string",
			format: "currency",
			description:
				"What stores' sales are in, by its ISO 4217 code, such as `USD`: amounts have as many digits as it usually has, and answers name it. Without it they have two digits and name none.",
		},
		OPENHOURS_DEFAULT_TIMEZONE: {
			type: "string",
			format: "timezone",
			default: rules.defaultZone,
			description: "The IANA time zone of a store that has none.",
		},
		OPENHOURS_MISSING_DAY: {
			type: "string",
			enum: ["open", "closed"],
			default: rules.missingDay,
			description:
				"What a weekday without rows means for a store that has rows on another: open all day, or closed.",
		},
		OPENHOURS_END_OF_DAY: {
			type: "string",
			enum: ["midnight", "literal"],
			default: rules.endOfDay,
			description: "Whether a closing time of 23:59 or 23:59:59 means midnight.",
		},
		OPENHOURS_OUTSIDE_POLLS: {
			type: "string",
			enum: ["ignore", "use"],
			default: rules.outsidePolls,
			description: "Whether polls outside business hours count.",
		},
		OPENHOURS_MAX_GAP: {
			type: "string",
			format: "duration",
			description:
				"How long a poll vouches for the state, such as `2h`; after that it is unknown. Without it, as long as it takes.",
		},
	},
} as const;

/** What the schema leaves of the environment: defaults filled in, numbers made of digits. */
interface Environment {
	readonly DATABASE_URL?: string;
	readonly OPENHOURS_DATA: string;
	readonly OPENHOURS_HOST: string;
	readonly OPENHOURS_PORT: number;
	readonly OPENHOURS_LOG_LEVEL: string;
	readonly OPENHOURS_ANONYMOUS?: Settings["anonymous"];
	readonly OPENHOURS_RATE_LIMIT: number;
	readonly OPENHOURS_TRUST_PROXY?: string;
	readonly OPENHOURS_CORS_ORIGINS?: string;
	readonly OPENHOURS_GRACE: string;
	readonly OPENHOURS_WORKER: Settings["worker"];
	readonly OPENHOURS_CONCURRENCY: number;
	readonly OPENHOURS_SLICE_STORES: number;
	readonly OPENHOURS_KEEP_REPORTS: string;
	readonly OPENHOURS_KEEP_POLLS?: string;
	readonly OPENHOURS_UPLOAD_LIMIT: string;
	readonly OPENHOURS_UPLOADS: number;
	readonly OPENHOURS_KEEP_IMPORTS: string;
	readonly OPENHOURS_REPORT_AFTER_IMPORT?: string;
	readonly OPENHOURS_WEBHOOK_PRIVATE: Settings["privateWebhooks"];
	readonly OPENHOURS_CURRENCY?: string;
	readonly OPENHOURS_DEFAULT_TIMEZONE: string;
	readonly OPENHOURS_MISSING_DAY: Rules["missingDay"];
	readonly OPENHOURS_END_OF_DAY: Rules["endOfDay"];
	readonly OPENHOURS_OUTSIDE_POLLS: Rules["outsidePolls"];
	readonly OPENHOURS_MAX_GAP?: string;
}

/** Checks what is set; see `readSettings`. */
export function checkSettings(env: NodeJS.ProcessEnv, dotenv: string): Settings {
	const { settings, mistakes } = checkAsFarAsPossible(env, dotenv);
	if (settings === undefined || mistakes.length > 0) throw new SettingsError(mistakes);
	return settings;
}

/** Settings as far as they make sense. */
export interface PartialCheck {
	/** Those with a mistake are at their default; `undefined` when it is open which database is meant. */
	readonly settings: Settings | undefined;
	readonly mistakes: readonly SettingsMistake[];
}

/** What leads to the database. */
const LEADING: readonly string[] = ["DATABASE_URL", "OPENHOURS_DATA"];

/** Checks what is set, and goes on with the rest when some of it makes no sense. */
export function checkAsFarAsPossible(env: NodeJS.ProcessEnv, dotenv: string): PartialCheck {
	const mistakes: SettingsMistake[] = [];
	const fromFile = readDotenv(dotenv, mistakes);
	const values = { ...fromFile, ...env };
	const environment = checkShapes(values, mistakes);
	if (mistakes.length === 0) return { settings: settingsOf(environment), mistakes };
	const wrong = new Set(mistakes.map(({ name }) => name));
	if (fromFile === undefined || LEADING.some((name) => wrong.has(name)))
		return { settings: undefined, mistakes };
	const rest = Object.fromEntries(Object.entries(values).filter(([name]) => !wrong.has(name)));
	return { settings: settingsOf(checkShapes(rest, [])), mistakes };
}

function readDotenv(dotenv: string, mistakes: SettingsMistake[]): NodeJS.Dict<string> | undefined {
	if (!existsSync(dotenv)) return {};
	try {
		return parseEnv(readFileSync(dotenv, "utf8"));
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		mistakes.push({ name: dotenv, says: `cannot be read (${code})` });
		return undefined;
	}
}

function settingsOf(environment: Environment): Settings {
	const duration = (text: string | undefined) =>
		text === undefined ? undefined : parseDuration(text);
	return {
		databaseUrl: environment.DATABASE_URL,
		dataDirectory: environment.OPENHOURS_DATA,
		host: environment.OPENHOURS_HOST,
		port: environment.OPENHOURS_PORT,
		logLevel: environment.OPENHOURS_LOG_LEVEL,
		anonymous: environment.OPENHOURS_ANONYMOUS,
		requestsPerMinute: environment.OPENHOURS_RATE_LIMIT,
		trustProxy: trustedProxies(environment.OPENHOURS_TRUST_PROXY),
		corsOrigins: parts(environment.OPENHOURS_CORS_ORIGINS),
		graceMs: duration(environment.OPENHOURS_GRACE) as number,
		concurrency: environment.OPENHOURS_CONCURRENCY,
		sliceStores: environment.OPENHOURS_SLICE_STORES,
		worker: environment.OPENHOURS_WORKER,
		keepReportsMs: duration(environment.OPENHOURS_KEEP_REPORTS) as number,
		keepPollsMs: duration(environment.OPENHOURS_KEEP_POLLS),
		uploadLimitBytes: parseByteSize(environment.OPENHOURS_UPLOAD_LIMIT) as number,
		uploads: environment.OPENHOURS_UPLOADS,
		keepImportsMs: duration(environment.OPENHOURS_KEEP_IMPORTS) as number,
		reportAfterImportMs: duration(environment.OPENHOURS_REPORT_AFTER_IMPORT),
		privateWebhooks: environment.OPENHOURS_WEBHOOK_PRIVATE,
		currency:
			environment.OPENHOURS_CURRENCY === undefined
				? DEFAULT_SETTINGS.currency
				: (parseCurrency(environment.OPENHOURS_CURRENCY) as Currency),
		rules: {
			defaultZone: parseZone(environment.OPENHOURS_DEFAULT_TIMEZONE) as string,
			missingDay: environment.OPENHOURS_MISSING_DAY,
			endOfDay: environment.OPENHOURS_END_OF_DAY,
			outsidePolls: environment.OPENHOURS_OUTSIDE_POLLS,
			maxGapMs: duration(environment.OPENHOURS_MAX_GAP),
		},
	};
}

/** What stands between the commas of a list. */
function parts(list: string | undefined): string[] {
	return list === undefined ? [] : list.split(",").map((part) => part.trim());
}

function trustedProxies(text: string | undefined): Settings["trustProxy"] {
	if (text === undefined) return undefined;
	if (!/^\d+$/.test(text)) return parts(text);
	// None is as good as not to say it.
	return Number(text) === 0 ? undefined : Number(text);
}

/** What addresses can be called that proxies often have. */
const ADDRESS_NAMES: ReadonlySet<string> = new Set(["loopback", "linklocal", "uniquelocal"]);

function isTrustProxy(text: string): boolean {
	return (
		/^\d{1,2}$/.test(text) ||
		parts(text).every(
			(address) => ADDRESS_NAMES.has(address) || isIP(address) !== 0 || ipaddr.isValidCIDR(address),
		)
	);
}

/** Whether a text is an origin as browsers write it: nothing after the host and port. */
function isOrigin(text: string): boolean {
	return /^https?:$/.test(URL.parse(text)?.protocol ?? "") && URL.parse(text)?.origin === text;
}

interface SchemaMistake {
	readonly instancePath: string;
	readonly keyword: string;
	readonly message?: string;
	readonly params: { readonly allowedValues?: readonly string[]; readonly format?: string };
}

function checkShapes(values: NodeJS.ProcessEnv, mistakes: SettingsMistake[]): Environment {
	const unknown = Object.keys(values).filter(
		(name) => name.startsWith("OPENHOURS_") && !KNOWN_NAMES.has(name),
	);
	for (const name of unknown)
		mistakes.push({ name, says: "is not a setting; see docs/settings.md" });
	try {
		return envSchema<Environment>({
			schema: structuredClone(SETTINGS_SCHEMA),
			env: false,
			data: values,
			ajv: {
				customOptions: (ajv) =>
					ajv
						.addFormat("timezone", (text: string) => parseZone(text) !== undefined)
						.addFormat("currency", (text: string) => parseCurrency(text) !== undefined)
						.addFormat("duration", (text: string) => parseDuration(text) !== undefined)
						.addFormat(
							"polls-duration",
							(text: string) => (parseDuration(text) ?? 0) >= KEEP_POLLS_MIN_MS,
						)
						.addFormat("grace", (text: string) => (parseDuration(text) ?? HOUR_MS + 1) <= HOUR_MS)
						.addFormat("byte-size", (text: string) => parseByteSize(text) !== undefined)
						.addFormat("trust-proxy", isTrustProxy)
						.addFormat("origins", (text: string) => parts(text).every(isOrigin)),
			},
		});
	} catch (error) {
		const { errors } = error as { errors?: SchemaMistake[] };
		if (errors === undefined) throw error;
		mistakes.push(...errors.map(describeMistake));
		return {} as Environment;
	}
}

/** Names set by the tools around the program, not by its users. */
const TEST_NAMES = [
	"OPENHOURS_TEST_DATABASE_URL",
	"OPENHOURS_TEST_CITUS_URL",
	"OPENHOURS_TEST_FUZZ_REQUESTS",
	"OPENHOURS_TEST_FUZZ_SEED",
];
const KNOWN_NAMES = new Set([...Object.keys(SETTINGS_SCHEMA.properties), ...TEST_NAMES]);

const FORMAT_MISTAKES: Readonly<Record<string, string>> = {
	timezone: "is not an IANA time zone such as America/Chicago",
	currency: "is not the ISO 4217 code of a currency, such as USD",
	duration: "is not a duration such as 2h, 90m or PT2H",
	"polls-duration": "is not a duration of at least 62d, such as 400d",
	"byte-size": "is not a size with its unit, KB, MB or GB, such as 512MB or 2GB",
	grace: "is not a duration of at most 1h, such as 10s",
	"trust-proxy":
		"is neither a number of proxies, such as 1, nor their addresses, such as 10.0.0.0/8,::1",
	origins: "is not a list of origins such as https://app.example.com, with commas between",
};

function describeMistake(mistake: SchemaMistake): SettingsMistake {
	const name = mistake.instancePath.slice(1);
	return { name, says: whatItShouldBe(name, mistake) };
}

function whatItShouldBe(name: string, { keyword, message, params }: SchemaMistake): string {
	// The value is not repeated: DATABASE_URL holds a password.
	if (keyword === "enum") return `must be one of ${params.allowedValues?.join(", ")}`;
	if (name === "DATABASE_URL") return "must begin with postgres:// or postgresql://";
	if (keyword === "minLength") return "must not be empty";
	const plain = message ?? "is wrong";
	return keyword === "format" ? (FORMAT_MISTAKES[params.format ?? ""] ?? plain) : plain;
}
