import { Refusal } from "./refusal.ts";

/** Why the rest of a body does not come. */
export type UploadStop =
	/** It has more bytes than are taken in. */
	| "too_large"
	/** Nothing more came for too long. */
	| "too_slow"
	/** The client went away. */
	| "broken_off";

/** A body that is not read to its end. The message is for whoever sent it. */
export class UploadStopped extends Error {
	override readonly name = "UploadStopped";
	readonly reason: UploadStop;

	constructor(reason: UploadStop, message: string) {
		super(message);
		this.reason = reason;
	}
}

/** A body that is not of the form that it is said to be, from the beginning or from somewhere on. */
export class MalformedUpload extends Refusal {
	constructor(message: string, options?: ErrorOptions) {
		super("invalid", message, options);
	}
}

/** An import that ended before it was whole, and what of it was taken in; its cause says why. */
export class ImportFailed extends Error {
	override readonly name = "ImportFailed";
	readonly importId: string;
	/** How many rows were taken in, bad ones included. */
	readonly rowsRead: number;

	constructor(importId: string, rowsRead: number, options: ErrorOptions) {
		super("the import failed", options);
		this.importId = importId;
		this.rowsRead = rowsRead;
	}
}
