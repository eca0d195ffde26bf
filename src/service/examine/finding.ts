import { DatabaseError } from "../../database/engine/errors.ts";

/** What is looked at, in the order in which it is told: what others hang on comes first. */
export const SUBJECTS = [
	"settings",
	"database",
	"migrations",
	"partitions",
	"queue",
	"webhooks",
	"access",
	"zone data",
	"disk",
	"clock",
] as const;

export type Subject = (typeof SUBJECTS)[number];

/** `wrong` keeps something from working, now or soon; a note is worth knowing. */
export type Verdict = "ok" | "note" | "wrong";

/** How the tables stand to those of this version of the program. */
export type SchemaState = "none" | "this version" | "another version";

/** What was found of a subject, and what to do about it. */
export interface Finding {
	readonly subject: Subject;
	readonly verdict: Verdict;
	readonly found: string;
	/** What to do, with what to type where possible; only where not all is well. */
	readonly remedy?: string;
}

export function ok(subject: Subject, found: string): Finding {
	return { subject, verdict: "ok", found };
}

export function note(subject: Subject, found: string, remedy: string): Finding {
	return { subject, verdict: "note", found, remedy };
}

export function wrong(subject: Subject, found: string, remedy: string): Finding {
	return { subject, verdict: "wrong", found, remedy };
}

/** What the database says when it cannot be looked at: first what is the matter, then what to do. */
const FOUND_AND_REMEDY = /^(.*?[.:)])\s+(?=[A-Z])(.*)$/s;

/** A subject that could not be looked at, because of a failure that has a meaning. */
export function failed(subject: Subject, error: DatabaseError): Finding {
	const [, found, remedy] = FOUND_AND_REMEDY.exec(error.message) ?? [];
	if (found === undefined || remedy === undefined)
		return wrong(subject, error.message, "Correct DATABASE_URL or OPENHOURS_DATA.");
	return wrong(subject, `${found.replace(/\.$/, "")}${whatWasRefused(error)}`, remedy);
}

/** Whom or what the database refuses, in its own words. */
function whatWasRefused({ meaning, cause }: DatabaseError): string {
	return meaning === "refused" && cause instanceof Error ? ` (${cause.message})` : "";
}

/**
 * A subject that could not be looked at, whatever the reason. Tables that are not as they should be are
 * no mistake of the program where their version is another.
 */
export function couldNotLook(subject: Subject, error: unknown, schema: SchemaState): Finding {
	if (error instanceof DatabaseError) return failed(subject, error);
	const reason = `could not be looked at: ${error instanceof Error ? error.message : String(error)}`;
	return schema === "this version"
		? wrong(
				subject,
				reason,
				"If nobody changed tables by hand, this is a mistake in openhours: please report it.",
			)
		: note(subject, reason, "Put right first what was found of the migrations, then look again.");
}
