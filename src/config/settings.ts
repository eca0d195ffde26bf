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
	/** What reports go by unless they are asked otherwise. */
	readonly rules: Rules;
}

export const DEFAULT_SETTINGS: Settings = {
	databaseUrl: undefined,
	dataDirectory: "./data",
	host: "127.0.0.1",
	port: 7070,
	logLevel: "info",
	rules: DEFAULT_RULES,
};

/** The settings make no sense; the message lists every mistake. */
export class SettingsError extends Error {
	override readonly name = "SettingsError";
}
