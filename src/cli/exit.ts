import { Refusal, type RefusalMeaning } from "../service/refusal.ts";

/** 0 is success; 2 says that the call or its files are wrong, 1 that something else failed. */
const EXIT_CODES: Readonly<Record<RefusalMeaning, number>> = {
	invalid: 2,
	not_found: 2,
	conflict: 1,
	unavailable: 1,
};

export function exitCodeFor(error: unknown): number {
	return error instanceof Refusal ? EXIT_CODES[error.meaning] : 1;
}

/** What to say of a failure: a refusal speaks for itself, a mistake of ours shows its trace. */
export function explain(error: unknown): string {
	if (error instanceof Refusal) return error.message;
	if (error instanceof Error && error.name === "SettingsError") return error.message;
	const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return `this is a mistake in openhours; please report it with this trace\n${trace}`;
}
