import type { Readable, Writable } from "node:stream";
import type { Instant } from "../core/instant.ts";
import type { Rules } from "../core/rules.ts";
import type { ServiceContext } from "../service/context.ts";

/** A stream that text is written to, and that may be a terminal. */
export type Output = Writable & { readonly isTTY?: boolean };

/** Where a server listens and what it keeps its data in, as far as that differs from the settings. */
export interface ServerOptions {
	readonly host?: string | undefined;
	readonly port?: number | undefined;
	/** A directory of the embedded database, whatever the settings say. */
	readonly dataDirectory?: string | undefined;
	readonly logLevel?: string | undefined;
}

/** A server that listens. */
export interface RunningServer {
	/** Where it answers, such as `http://127.0.0.1:7070`. */
	readonly url: string;
	readonly services: ServiceContext;
	/** Finishes the requests under way, lets go of the database, and resolves. */
	close(): Promise<void>;
}

/** What the commands are given by the process around them. */
export interface Context {
	readonly version: string;
	readonly zoneDataVersion: string;
	readonly standardInput: Readable;
	readonly standardOutput: Output;
	readonly standardError: Output;
	/** The wall clock. */
	now(): Instant;
	/** What reports go by unless an option says otherwise; from the settings. */
	rules(): Promise<Rules>;
	/** The database of the settings, with its tables brought up to this version. To be closed. */
	openDatabase(): Promise<ServiceContext["database"]>;
	startServer(options: ServerOptions): Promise<RunningServer>;
	/** Resolves when the process is asked to stop; asked again, the process ends at once. */
	untilAskedToStop(): Promise<void>;
}
