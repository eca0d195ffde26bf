import { type PGlite, types } from "@electric-sql/pglite";
import type { Answer, PlainRows, Session } from "./session.ts";
import { VALUE_READERS } from "./values.ts";

/** PGlite's own readers, in place of those that it was started with. */
const OWN_READERS = Object.fromEntries(
	[...VALUE_READERS.keys()].map((type) => [
		type,
		types.parsers[type as keyof typeof types.parsers] ?? ((text: string) => text),
	]),
);

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

	async plain(statements: string, values: readonly unknown[]): Promise<PlainRows> {
		const options = { parsers: OWN_READERS };
		if (values.length > 0)
			return (await this.#pglite.query<Record<string, unknown>>(statements, [...values], options))
				.rows;
		const results = await this.#pglite.exec(statements, options);
		return results.flatMap(({ rows }) => rows);
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
