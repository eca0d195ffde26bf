import { DatabaseError, type DatabaseErrorMeaning } from "../database/engine/errors.ts";
import { Refusal, type RefusalMeaning } from "./refusal.ts";

/** A violated constraint that no verb expected is a mistake of ours, not of the caller. */
type Expected = Exclude<DatabaseErrorMeaning, "conflict">;

const MEANINGS: Readonly<Record<Expected, RefusalMeaning>> = {
	locked: "conflict",
	unreachable: "unavailable",
	misconfigured: "invalid",
	refused: "unavailable",
	lost: "unavailable",
	busy: "unavailable",
	disk_full: "unavailable",
	damaged: "conflict",
	incompatible: "conflict",
	newer_schema: "conflict",
	edited_migration: "conflict",
};

/**
 * What an error of the database means to somebody who called a verb; a refusal stays what it is, and
 * so does whatever is none, a mistake of ours.
 */
export function asRefusal(error: unknown): unknown {
	if (!(error instanceof DatabaseError) || error.meaning === "conflict") return error;
	return new Refusal(MEANINGS[error.meaning], error.message, { cause: error });
}
