import type { Settings } from "./config/settings.ts";
import type { Database } from "./database/engine/database.ts";
import { type DatabaseAddress, openDatabase } from "./database/engine/open.ts";

export interface OpeningOptions {
	/** A directory of the embedded database, whatever the settings say. */
	readonly dataDirectory?: string | undefined;
	/** Whether tables that hold rows are distributed over the nodes of a cluster. */
	readonly distributes?: boolean | undefined;
}

/**
 * Opens the database of the settings, or the embedded one in a directory of the caller's choice, and
 * brings its tables up to this version.
 */
export async function openMigratedDatabase(
	settings: Settings,
	{ dataDirectory, distributes = false }: OpeningOptions = {},
): Promise<Database> {
	const opening = openDatabase(addressOf(settings, dataDirectory));
	opening.catch(() => {}); // heard below, when it is awaited
	const { migrate } = await import("./database/migrate.ts");
	const database = await opening;
	try {
		await migrate(database, { distributes });
		return database;
	} catch (error) {
		await database.close();
		throw error;
	}
}

function addressOf(settings: Settings, dataDirectory: string | undefined): DatabaseAddress {
	if (dataDirectory !== undefined) return { directory: dataDirectory };
	if (settings.databaseUrl !== undefined) return { url: settings.databaseUrl };
	return { directory: settings.dataDirectory };
}
