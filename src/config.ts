import { existsSync } from "node:fs";
import type { PartialCheck } from "./config/schema.ts";
import { DEFAULT_SETTINGS, type Settings } from "./config/settings.ts";

const DOTENV = ".env";

/**
 * Reads the settings from the environment and from `.env` in the working directory, where the
 * environment wins. Throws {@link SettingsError} that reports every mistake together.
 *
 * The checker takes longer to load than a small report takes to compute, so it is left alone while
 * nothing is set at all.
 */
export async function readSettings(env: NodeJS.ProcessEnv): Promise<Settings> {
	const isAnySet = Object.keys(env).some(
		(name) => name.startsWith("OPENHOURS_") || name === "DATABASE_URL",
	);
	if (!isAnySet && !existsSync(DOTENV)) return DEFAULT_SETTINGS;
	const { checkSettings } = await import("./config/schema.ts");
	return checkSettings(env, DOTENV);
}

/**
 * Reads the settings as {@link readSettings} does, and goes on when some of them make no sense: for
 * whoever wants to look at the rest all the same.
 */
export async function readSettingsAsFarAsPossible(env: NodeJS.ProcessEnv): Promise<PartialCheck> {
	const { checkAsFarAsPossible } = await import("./config/schema.ts");
	return checkAsFarAsPossible(env, DOTENV);
}
