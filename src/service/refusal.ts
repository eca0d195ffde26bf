/**
 * What a refusal means. The set is closed: every caller has a table from it to its own answer (a
 * status, an exit code), which the compiler keeps complete.
 */
export type RefusalMeaning =
	/** What was asked for or given makes no sense; asking again the same way will not help. */
	| "invalid"
	| "not_found"
	/** It cannot be done in the present state: the directory is in use, the port is taken. */
	| "conflict"
	/** A part that is needed does not answer or has no room; later it may. */
	| "unavailable";

/**
 * The service layer's way to say no. The message is for the person who asked and says what to do; it
 * holds nothing that they did not give themselves.
 */
export class Refusal extends Error {
	override readonly name = "Refusal";
	readonly meaning: RefusalMeaning;

	constructor(meaning: RefusalMeaning, message: string, options?: ErrorOptions) {
		super(message, options);
		this.meaning = meaning;
	}
}
