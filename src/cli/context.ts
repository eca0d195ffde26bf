import type { Readable, Writable } from "node:stream";
import type { Currency } from "../core/currency.ts";
import type { DurationMs, Instant } from "../core/instant.ts";
import type { Rules } from "../core/rules.ts";
import type { ServiceContext } from "../service/context.ts";
import type { Finding } from "../service/examine/finding.ts";

/** A stream that text is written to, and that may be a terminal. */
export type Output = Writable & { readonly isTTY?: boolean };

/** Where a server listens and what it keeps its data in, as far as that differs from the settings. */
export interface ServerOptions {
	readonly host?: string | undefined;
	readonly port?: number | undefined;
	/** A directory of the embedded database, whatever the settings say. */
	readonly dataDirectory?: string | undefined;
	readonly logLevel?: string | undefined;
	/** Whatever the settings say of keys and limits, whoever is on this machine may use it until there is a key. */
	readonly isOpenHere?: boolean | undefined;
}

/** A server that listens. */
export interface RunningServer {
	/** Where it answers, such as `http://127.0.0.1:7070`. */
	readonly url: string;
	/** Who may use it, in a sentence. */
	readonly access: string;
	readonly services: ServiceContext;
	/** Finishes the requests under way, lets go of the database, and resolves. */
	close(): Promise<void>;
}

/** The services over the database of the settings. To be closed. */
export interface OpenServices extends ServiceContext {
	close(): Promise<void>;
}

/** Workers that do what is in line, until they are closed. */
export interface RunningWorkers {
	readonly services: ServiceContext;
	/** How many slices are computed at once. */
	readonly concurrency: number;
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
	/** What amounts of money are in; from the settings. */
	currency(): Promise<Currency>;
	/** The database of the settings, with its tables brought up to this version. To be closed. */
	openDatabase(): Promise<ServiceContext["database"]>;
	/** Database and queue of the settings; what is put in line is done by servers and workers. */
	openServices(): Promise<OpenServices>;
	/** Brings database and queue up to this version and, where there is Citus, distributes them. */
	migrate(): Promise<{ readonly isDistributed: boolean }>;
	/** How long after the last import a report is computed by itself; `undefined` for never. */
	reportAfterImportMs(): Promise<DurationMs | undefined>;
	/** Looks at settings, database, queue and machine, changes nothing, and says what was found. */
	examine(): Promise<readonly Finding[]>;
	startServer(options: ServerOptions): Promise<RunningServer>;
	startWorkers(options: { readonly concurrency?: number | undefined }): Promise<RunningWorkers>;
	/** Resolves when the process is asked to stop; asked again, the process ends at once. */
	untilAskedToStop(): Promise<void>;
}
