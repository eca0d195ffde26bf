import { resolve } from "node:path";
import type { Settings } from "./config/settings.ts";
import { readSettingsAsFarAsPossible } from "./config.ts";
import type { Database } from "./database/engine/database.ts";
import { DatabaseError } from "./database/engine/errors.ts";
import { type DatabaseAddress, openDatabase } from "./database/engine/open.ts";
import type { ProcessFacts } from "./open-services.ts";
import { examineDirectoryOwner } from "./service/examine/directory-owner.ts";
import { examineDisk } from "./service/examine/disk.ts";
import { couldNotLook, type Finding, failed, note, SUBJECTS } from "./service/examine/finding.ts";
import { examineSettings } from "./service/examine/settings.ts";
import { examineZoneDataVersion } from "./service/examine/zones.ts";
import { examineDatabase } from "./service/examine.ts";

/** Where the database of the settings is. */
interface Place {
	readonly address: DatabaseAddress;
	/** What it is called in messages: never with a password. */
	readonly name: string;
	/** The data directory, for the embedded database. */
	readonly directory: string | undefined;
}

/**
 * Looks at everything that Openhours needs, and says what is wrong and what to do. Changes nothing, and
 * works however little else does: what cannot be looked at is a finding too.
 */
export async function examineSystem(
	env: NodeJS.ProcessEnv,
	process: ProcessFacts,
): Promise<Finding[]> {
	const findings = await examineEverything(env, process);
	return findings.sort((a, b) => SUBJECTS.indexOf(a.subject) - SUBJECTS.indexOf(b.subject));
}

async function examineEverything(
	env: NodeJS.ProcessEnv,
	process: ProcessFacts,
): Promise<Finding[]> {
	const { settings, mistakes } = await readSettingsAsFarAsPossible(env);
	const ownZoneData = examineZoneDataVersion(process.zoneDataVersion, process.now());
	if (settings === undefined) return [...examineSettings(mistakes, undefined), ownZoneData];
	let place: Place;
	try {
		place = await placeOf(settings);
	} catch (error) {
		return [
			...examineSettings(mistakes, undefined),
			couldNotLook("settings", error, "this version"),
			ownZoneData,
		];
	}
	const disk = place.directory === undefined ? [] : await examineDisk(place.directory);
	return [
		...examineSettings(mistakes, place.name),
		...(await examineDatabaseAt(place, settings, process)),
		ownZoneData,
		...disk,
	];
}

async function placeOf({ databaseUrl, dataDirectory }: Settings): Promise<Place> {
	if (databaseUrl !== undefined) {
		const { placeOf } = await import("./database/engine/postgresql.ts");
		return { address: { url: databaseUrl }, name: placeOf(databaseUrl), directory: undefined };
	}
	const directory = resolve(dataDirectory);
	return { address: { directory }, name: `the embedded database in ${directory}`, directory };
}

async function examineDatabaseAt(
	place: Place,
	settings: Settings,
	process: ProcessFacts,
): Promise<Finding[]> {
	const { address, directory } = place;
	if (directory !== undefined) {
		const { hasDatabase } = await import("./database/engine/pglite-files.ts");
		if (!hasDatabase(directory)) return [noDatabaseYet(directory)];
	}
	let database: Database;
	try {
		database = await openDatabase(address);
	} catch (error) {
		return examineRefusal(error, place);
	}
	try {
		const { BossHealth } = await import("./jobs/boss-health.ts");
		return await examineDatabase({
			database,
			place: place.name,
			queue: new BossHealth(database),
			now: process.now,
			defaultZone: settings.rules.defaultZone,
			keepPollsMs: settings.keepPollsMs,
			access: {
				host: settings.host,
				anonymous: settings.anonymous,
				isBehindProxy: settings.trustProxy !== undefined,
			},
		});
	} finally {
		// A database that came to an end while it was looked at has said so already.
		await database.close().catch(() => {});
	}
}

/** To open it would make one. */
function noDatabaseYet(directory: string): Finding {
	return note(
		"database",
		`there is none in ${directory} yet`,
		"Make one by bringing files in (openhours import --polls <file>) or by openhours serve; where it should be there already, set OPENHOURS_DATA to its directory.",
	);
}

/** Why a database cannot be opened; that another process works with it is as it should be. */
async function examineRefusal(error: unknown, { directory }: Place): Promise<Finding[]> {
	if (!(error instanceof DatabaseError)) return [couldNotLook("database", error, "this version")];
	if (error.meaning !== "locked" || directory === undefined) return [failed("database", error)];
	try {
		return (await examineDirectoryOwner(directory)) ?? [failed("database", error)];
	} catch {
		return [failed("database", error)]; // a lock that cannot be read, as the error says
	}
}
