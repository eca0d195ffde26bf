/** What the thread that runs PGlite is asked. Requests are served one after the other, in order. */
export type PgliteRequest = { readonly id: number } & PgliteTask;

export type PgliteTask =
	| { readonly act: "run"; readonly statement: string; readonly values: readonly unknown[] }
	| { readonly act: "script"; readonly statements: string }
	| { readonly act: "plain"; readonly statements: string; readonly values: readonly unknown[] }
	| { readonly act: "copyIn"; readonly target: string; readonly rows: Uint8Array<ArrayBuffer> }
	| { readonly act: "copyOut"; readonly query: string }
	| { readonly act: "close" };

export type PgliteReply =
	| { readonly id: number; readonly result: unknown }
	| { readonly id: number; readonly failure: PgliteFailure };

/** The id of the first reply, which nobody asked for: PGlite is open, or why it is not. */
export const OPENING = 0;

/** The id of a failure that is not of one request: PGlite came to an end. */
export const ENDED = -1;

/** An error as it can be sent: a structured clone of one would lose its code. */
export interface PgliteFailure {
	readonly message: string;
	readonly stack: string | undefined;
	readonly code: string | undefined;
	readonly constraint: string | undefined;
	/** Set when it was given its meaning already. */
	readonly meaning: string | undefined;
}

export interface PgliteThreadData {
	/** The data directory; `undefined` for a database in memory. */
	readonly directory: string | undefined;
}
