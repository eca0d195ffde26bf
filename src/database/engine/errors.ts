/**
 * Why the database did not do what it was asked. A closed set: whoever translates an error for a
 * person or a protocol can be complete.
 *
 * - `locked`: another process has the data directory.
 * - `unreachable`: nothing answers at the address.
 * - `misconfigured`: the address or directory cannot be what was meant.
 * - `refused`: it answers, and denies access.
 * - `lost`: the connection broke; what was under way may or may not have happened.
 * - `busy`: it cannot do this now (a deadlock, a timeout, too many connections); trying again may help.
 * - `disk_full`: there is no room to write.
 * - `damaged`: the files in the directory are not a whole database.
 * - `incompatible`: the server, or the files in the directory, are of a version that does not fit.
 * - `newer_schema`: the tables were made by a newer version of this program.
 * - `edited_migration`: a migration that was applied reads differently now.
 * - `conflict`: a constraint does not allow it.
 */
export type DatabaseErrorMeaning =
	| "locked"
	| "unreachable"
	| "misconfigured"
	| "refused"
	| "lost"
	| "busy"
	| "disk_full"
	| "damaged"
	| "incompatible"
	| "newer_schema"
	| "edited_migration"
	| "conflict";

/** An error with a meaning; its message tells a person what to do and never holds a password. */
export class DatabaseError extends Error {
	readonly meaning: DatabaseErrorMeaning;
	/** The constraint that was violated, when the meaning is `conflict`. */
	readonly constraint: string | undefined;

	constructor(
		meaning: DatabaseErrorMeaning,
		message: string,
		options: { cause?: unknown; constraint?: string | undefined } = {},
	) {
		super(message, "cause" in options ? { cause: options.cause } : undefined);
		this.name = "DatabaseError";
		this.meaning = meaning;
		this.constraint = options.constraint;
	}
}

/** What is known of an error of PostgreSQL, of Node, or of a thread that reported one of these. */
interface ErrorFacts {
	readonly message: string;
	readonly code: string | undefined;
	readonly constraint: string | undefined;
}

interface Translation {
	readonly meaning: DatabaseErrorMeaning;
	/** What it says after the place, and what to do. */
	readonly says: string;
}

const CHECK_ADDRESS =
	"Check that PostgreSQL runs there and that DATABASE_URL names its host and port.";
const TRY_AGAIN = "Try again.";

/**
 * The one table from codes to meanings: SQLSTATEs (a whole class by its first two characters) and
 * Node's error codes. Whatever is not in it is a mistake in the program and passes as it is.
 */
const TRANSLATIONS: Readonly<Record<string, Translation>> = {
	ECONNREFUSED: { meaning: "unreachable", says: `does not answer. ${CHECK_ADDRESS}` },
	ENOTFOUND: { meaning: "unreachable", says: `cannot be found by name. ${CHECK_ADDRESS}` },
	EAI_AGAIN: { meaning: "unreachable", says: `cannot be found by name. ${CHECK_ADDRESS}` },
	ETIMEDOUT: { meaning: "unreachable", says: `does not answer in time. ${CHECK_ADDRESS}` },
	EHOSTUNREACH: { meaning: "unreachable", says: `cannot be reached. ${CHECK_ADDRESS}` },
	ENETUNREACH: { meaning: "unreachable", says: `cannot be reached. ${CHECK_ADDRESS}` },
	ENOENT: { meaning: "unreachable", says: `does not answer. ${CHECK_ADDRESS}` },
	"57P03": { meaning: "unreachable", says: `is starting or stopping. ${TRY_AGAIN}` },
	ECONNRESET: { meaning: "lost", says: `broke off the connection. ${TRY_AGAIN}` },
	EPIPE: { meaning: "lost", says: `broke off the connection. ${TRY_AGAIN}` },
	"08": { meaning: "lost", says: `broke off the connection. ${TRY_AGAIN}` },
	"57P01": { meaning: "lost", says: `was stopped while it was in use. ${TRY_AGAIN}` },
	"57P02": { meaning: "lost", says: `crashed while it was in use. ${TRY_AGAIN}` },
	"57P05": { meaning: "lost", says: `closed an idle connection. ${TRY_AGAIN}` },
	"25P03": { meaning: "lost", says: `gave up a transaction that did nothing. ${TRY_AGAIN}` },
	"28": {
		meaning: "refused",
		says: "refuses the user or the password. Check both in DATABASE_URL.",
	},
	"42501": {
		meaning: "refused",
		says: "does not allow this to the user. Grant it, or use another.",
	},
	"25006": {
		meaning: "refused",
		says: "only allows reading (a standby?). Point DATABASE_URL at the primary.",
	},
	"3D000": { meaning: "misconfigured", says: "has no such database. Create it with createdb." },
	"40001": { meaning: "busy", says: `was changed by another at the same time. ${TRY_AGAIN}` },
	"40P01": { meaning: "busy", says: `broke a deadlock. ${TRY_AGAIN}` },
	"55P03": { meaning: "busy", says: `waited too long for a lock. ${TRY_AGAIN}` },
	"57014": { meaning: "busy", says: `took too long and was stopped. ${TRY_AGAIN}` },
	"53300": {
		meaning: "busy",
		says: "has no connection left. Raise max_connections, or try later.",
	},
	"53100": { meaning: "disk_full", says: "has no disk space left. Free some, then try again." },
	ENOSPC: { meaning: "disk_full", says: "has no disk space left. Free some, then try again." },
	EDQUOT: {
		meaning: "disk_full",
		says: "is over its disk quota. Free some space, then try again.",
	},
	"23": { meaning: "conflict", says: "does not allow this" },
};

/**
 * Gives an error of the database its meaning; `place` names the database in the message. What has
 * none is returned as it is: a mistake in the program, to be shown plainly.
 */
export function translateError(error: unknown, place: string): unknown {
	if (error instanceof DatabaseError) return error;
	const facts = factsOf(error);
	const translation = translationOf(facts);
	if (translation === undefined) return error;
	const { meaning, says } = translation;
	const message =
		meaning === "conflict" ? `${place} ${says}: ${facts.message}` : `${place} ${says}`;
	return new DatabaseError(meaning, message, { cause: error, constraint: facts.constraint });
}

function translationOf({ code, message }: ErrorFacts): Translation | undefined {
	const known =
		code === undefined
			? undefined
			: (TRANSLATIONS[code] ??
				(/^[0-9A-Z]{5}$/.test(code) ? TRANSLATIONS[code.slice(0, 2)] : undefined));
	if (known !== undefined) return known;
	// The driver has no codes for what it finds out by itself.
	if (
		/timeout exceeded when trying to connect|due to connection timeout|timeout expired/.test(
			message,
		)
	)
		return TRANSLATIONS.ETIMEDOUT;
	if (
		/connection terminated|connection error and is not queryable|closed the connection/i.test(
			message,
		)
	)
		return TRANSLATIONS["08"];
	if (/does not support SSL/.test(message))
		return {
			meaning: "misconfigured",
			says: "does not speak TLS. Take sslmode out of DATABASE_URL, or set it to disable.",
		};
	return undefined;
}

function factsOf(error: unknown): ErrorFacts {
	if (typeof error !== "object" || error === null)
		return { message: String(error), code: undefined, constraint: undefined };
	const { message, code, constraint } = error as Record<string, unknown>;
	return {
		message: typeof message === "string" ? message : "",
		code: typeof code === "string" ? code : undefined,
		constraint: typeof constraint === "string" ? constraint : undefined,
	};
}

const DIRECTORY_TRANSLATIONS: Readonly<Record<string, Translation>> = {
	EACCES: { meaning: "refused", says: "cannot be written to. Change its permissions or owner." },
	EPERM: { meaning: "refused", says: "cannot be written to. Change its permissions or owner." },
	EROFS: { meaning: "refused", says: "is on a file system that can only be read. Choose another." },
	ENOTDIR: { meaning: "misconfigured", says: "is not a directory. Choose another." },
	EEXIST: { meaning: "misconfigured", says: "is not a directory. Choose another." },
	ENOENT: {
		meaning: "damaged",
		says: "lacks files of its database. Restore it from a backup, or import into another.",
	},
	ENAMETOOLONG: { meaning: "misconfigured", says: "has too long a name. Choose another." },
	ENOSPC: TRANSLATIONS.ENOSPC as Translation,
	EDQUOT: TRANSLATIONS.EDQUOT as Translation,
};

/** Gives an error of the file system, met in the data directory, its meaning. */
export function translateDirectoryError(error: unknown, directory: string): unknown {
	if (error instanceof DatabaseError) return error;
	const translation = DIRECTORY_TRANSLATIONS[factsOf(error).code ?? ""];
	if (translation === undefined) return error;
	return new DatabaseError(
		translation.meaning,
		`the data directory ${directory} ${translation.says}`,
		{ cause: error },
	);
}
