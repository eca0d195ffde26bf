import { asRefusal } from "../service/as-refusal.ts";
import { Refusal, type RefusalMeaning } from "../service/refusal.ts";

/** 0 is success; 2 says that the call or its files are wrong, 1 that something else failed. */
const EXIT_CODES: Readonly<Record<RefusalMeaning, number>> = {
	invalid: 2,
	not_found: 2,
	conflict: 1,
	unavailable: 1,
};

/** What to say of a failure, and the exit code that it comes to. */
export function describeFailure(error: unknown): { message: string; exitCode: number } {
	const refusal = asRefusal(error);
	if (refusal instanceof Refusal)
		return { message: refusal.message, exitCode: EXIT_CODES[refusal.meaning] };
	if (error instanceof Error && error.name === "SettingsError")
		return { message: error.message, exitCode: EXIT_CODES.invalid };
	const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return {
		message: `this is a mistake in openhours; please report it with this trace\n${trace}`,
		exitCode: 1,
	};
}
