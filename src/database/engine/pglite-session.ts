import type { PGlite } from "@electric-sql/pglite";
import type { Answer, Session } from "./session.ts";

/** A session on PGlite, in the thread that PGlite runs in. Errors pass as PGlite throws them. */
export class PgliteSession implements Session {
	readonly #pglite: PGlite;

	constructor(pglite: PGlite) {
		this.#pglite = pglite;
	}

	async run(statement: string, values: readonly unknown[]): Promise<Answer> {
		const { rows, command, rowCount } = await this.#pglite.query<Record<string, unknown>>(
			statement,
			[...values],
		);
		return { rows, command: command ?? "", rowCount: rowCount ?? 0 };
	}

	async script(statements: string): Promise<void> {
		await this.#pglite.exec(statements);
	}

	/** `COPY … FROM STDIN` would wait for ever here; this device reads what comes with the query. */
	async copyIn(target: string, rows: Uint8Array<ArrayBuffer>): Promise<void> {
		await this.#pglite.query(`copy ${target} from '/dev/blob' (format binary)`, [], {
			blob: new Blob([rows]),
		});
	}

	async copyOut(query: string): Promise<Uint8Array> {
		const { blob } = await this.#pglite.query(`copy (${query}) to '/dev/blob' (format binary)`);
		return new Uint8Array(await (blob as Blob).arrayBuffer());
	}
}
