/** The thread that runs PGlite, so that no query ever holds up the program's event loop. */
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { emptyDatabase } from "./packed-database.ts";
import { databaseFolder } from "./pglite-files.ts";
import {
	ENDED,
	OPENING,
	type PgliteFailure,
	type PgliteReply,
	type PgliteRequest,
	type PgliteThreadData,
} from "./pglite-messages.ts";
import { PGLITE_OPTIONS } from "./pglite-options.ts";
import { PgliteSession } from "./pglite-session.ts";

/** PGlite writes no checkpoint by itself: its log would grow, and a start after a crash take long. */
const LOG_BYTES_MAX = 64 << 20;
const LOOK_AT_LOG_MS = 1_000;

const port = parentPort as NonNullable<typeof parentPort>;
/** The end of what PGlite wrote to its log: why it cannot start is told nowhere else. */
let lastWords = "";
let inTransaction = false;
let lookedAtLog = performance.now();

await main();

async function main(): Promise<void> {
	let pglite: PGlite;
	try {
		pglite = await open(workerData as PgliteThreadData);
	} catch (error) {
		reply({ id: OPENING, failure: failureOf(error) });
		return;
	}
	tellWhenItEnds(pglite);
	reply({ id: OPENING, result: undefined });
	let last: Promise<void> = Promise.resolve();
	port.on("message", (request: PgliteRequest) => {
		last = last.then(() => serveAndReply(pglite, request));
	});
}

async function open({ directory }: PgliteThreadData): Promise<PGlite> {
	const options = {
		...PGLITE_OPTIONS,
		onStderr: (text: string) => {
			lastWords = `${lastWords}${text}\n`.slice(-2_000);
			return false;
		},
	};
	return directory === undefined
		? PGlite.create({ ...options, loadDataDir: new Blob([await emptyDatabase()]) })
		: PGlite.create(await databaseFolder(directory), options);
}

/** How PGlite leaves a statement that failed: everything else that it throws is its end. */
const STATEMENT_FAILED = 100;

/**
 * Tells at once when PostgreSQL itself comes to an end, as it does when there is no room for its
 * log. PGlite would run it again and again, without end and without a word; only from outside can
 * the thread be stopped then.
 */
function tellWhenItEnds({ Module }: PGlite): void {
	const runOnce = Module._PostgresMainLoopOnce;
	Module._PostgresMainLoopOnce = () => {
		try {
			runOnce();
		} catch (error) {
			if ((error as { status?: number }).status !== STATEMENT_FAILED)
				reply({ id: ENDED, failure: failureOf(error) });
			throw error;
		}
	};
}

async function serveAndReply(pglite: PGlite, request: PgliteRequest): Promise<void> {
	const { id } = request;
	try {
		const result = await serve(pglite, request);
		reply({ id, result }, result instanceof Uint8Array ? [result.buffer as ArrayBuffer] : []);
		if (request.act === "close") port.close();
		else await keepLogShort(pglite);
	} catch (error) {
		reply({ id, failure: failureOf(error) });
	}
}

function serve(pglite: PGlite, request: PgliteRequest): Promise<unknown> {
	const session = new PgliteSession(pglite);
	switch (request.act) {
		case "run":
			followTransaction(request.statement);
			return session.run(request.statement, request.values);
		case "script":
			followTransaction(request.statements);
			return session.script(request.statements);
		case "plain":
			return plain(pglite, session, request.statements, request.values);
		case "copyIn":
			return session.copyIn(request.target, request.rows);
		case "copyOut":
			return session.copyOut(request.query);
		case "close":
			return pglite.close();
	}
}

/**
 * A library's own statements may begin a transaction and fail in it; on the one connection that there
 * is, everything after them would fail too.
 */
async function plain(
	pglite: PGlite,
	session: PgliteSession,
	statements: string,
	values: readonly unknown[],
): Promise<unknown> {
	try {
		return await session.plain(statements, values);
	} catch (error) {
		if (!inTransaction) await pglite.exec("rollback");
		throw error;
	}
}

/** Transactions begin and end by these words: Database alone writes them. */
function followTransaction(statement: string): void {
	if (statement.startsWith("begin")) inTransaction = true;
	else if (statement === "commit" || statement === "rollback") inTransaction = false;
}

async function keepLogShort(pglite: PGlite): Promise<void> {
	if (inTransaction || performance.now() - lookedAtLog < LOOK_AT_LOG_MS) return;
	lookedAtLog = performance.now();
	const { rows } = await pglite.query<{ bytes: string }>(
		"select pg_current_wal_insert_lsn() - redo_lsn as bytes from pg_control_checkpoint()",
	);
	if (Number(rows[0]?.bytes) > LOG_BYTES_MAX) await pglite.exec("checkpoint");
}

function failureOf(error: unknown): PgliteFailure {
	const { message, stack, code, constraint, meaning } = error as Partial<PgliteFailure & Error>;
	if (typeof code === "string") return { message: message ?? "", stack, code, constraint, meaning };
	return {
		message: `${message ?? String(error)}\n${lastWords}`.trim(),
		stack,
		// What ends PostgreSQL comes without a code.
		code: lastWords.includes("No space left on device") ? "ENOSPC" : undefined,
		constraint: undefined,
		meaning,
	};
}

function reply(message: PgliteReply, transfer: ArrayBuffer[] = []): void {
	port.postMessage(message, transfer);
}
