import { existsSync, readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { envSchema } from "env-schema";
import { parseDuration } from "../core/instant.ts";
import type { Rules } from "../core/rules.ts";
import { parseZone } from "../core/zone-clock.ts";
import { DEFAULT_SETTINGS, type Settings, SettingsError } from "./settings.ts";

const { rules } = DEFAULT_SETTINGS;

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
	readonly OPENHOURS_DEFAULT_TIMEZONE: string;
	readonly OPENHOURS_MISSING_DAY: Rules["missingDay"];
	readonly OPENHOURS_END_OF_DAY: Rules["endOfDay"];
	readonly OPENHOURS_OUTSIDE_POLLS: Rules["outsidePolls"];
	readonly OPENHOURS_MAX_GAP?: string;
}

/** Checks what is set; see `readSettings`. */
export function checkSettings(env: NodeJS.ProcessEnv, dotenv: string): Settings {
	const mistakes: string[] = [];
	const fromFile = existsSync(dotenv) ? parseEnv(readFileSync(dotenv, "utf8")) : {};
	const environment = checkShapes({ ...fromFile, ...env }, mistakes);
	if (mistakes.length > 0)
		throw new SettingsError(
			`the settings cannot be used:\n${mistakes.map((mistake) => `  ${mistake}`).join("\n")}`,
		);
	const maxGap = environment.OPENHOURS_MAX_GAP;
	return {
		databaseUrl: environment.DATABASE_URL,
		dataDirectory: environment.OPENHOURS_DATA,
		host: environment.OPENHOURS_HOST,
		port: environment.OPENHOURS_PORT,
		logLevel: environment.OPENHOURS_LOG_LEVEL,
		rules: {
			defaultZone: parseZone(environment.OPENHOURS_DEFAULT_TIMEZONE) as string,
			missingDay: environment.OPENHOURS_MISSING_DAY,
			endOfDay: environment.OPENHOURS_END_OF_DAY,
			outsidePolls: environment.OPENHOURS_OUTSIDE_POLLS,
			maxGapMs: maxGap === undefined ? undefined : parseDuration(maxGap),
		},
	};
}

interface SchemaMistake {
	readonly instancePath: string;
	readonly keyword: string;
	readonly message?: string;
	readonly params: { readonly allowedValues?: readonly string[]; readonly format?: string };
}

function checkShapes(values: NodeJS.ProcessEnv, mistakes: string[]): Environment {
	const unknown = Object.keys(values).filter(
		(name) => name.startsWith("OPENHOURS_") && !KNOWN_NAMES.has(name),
	);
	for (const name of unknown) mistakes.push(`${name} is not a setting; see docs/settings.md`);
	try {
		return envSchema<Environment>({
			schema: structuredClone(SETTINGS_SCHEMA),
			env: false,
			data: values,
			ajv: {
				customOptions: (ajv) =>
					ajv
						.addFormat("timezone", (text: string) => parseZone(text) !== undefined)
						.addFormat("duration", (text: string) => parseDuration(text) !== undefined),
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
const TEST_NAMES = ["OPENHOURS_TEST_DATABASE_URL", "OPENHOURS_TEST_CITUS_URL"];
const KNOWN_NAMES = new Set([...Object.keys(SETTINGS_SCHEMA.properties), ...TEST_NAMES]);

const FORMAT_MISTAKES: Readonly<Record<string, string>> = {
	timezone: "is not an IANA time zone such as America/Chicago",
	duration: "is not a duration such as 2h, 90m or PT2H",
};

function describeMistake({ instancePath, keyword, message, params }: SchemaMistake): string {
	const name = instancePath.slice(1);
	// The value is not repeated: DATABASE_URL holds a password.
	if (keyword === "enum") return `${name} must be one of ${params.allowedValues?.join(", ")}`;
	if (name === "DATABASE_URL") return `${name} must begin with postgres:// or postgresql://`;
	if (keyword === "minLength") return `${name} must not be empty`;
	if (keyword === "format") return `${name} ${FORMAT_MISTAKES[params.format ?? ""] ?? message}`;
	return `${name} ${message ?? "is wrong"}`;
}
