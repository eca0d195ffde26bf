import { PGlite } from "@electric-sql/pglite";
import { migrate } from "../migrate.ts";
import { Database } from "./database.ts";
import { PGLITE_OPTIONS } from "./pglite-options.ts";
import { PgliteSession } from "./pglite-session.ts";

/** Makes an empty database with all tables, as a tar archive. Takes some seconds. */
export async function makeEmptyDatabase(): Promise<Uint8Array<ArrayBuffer>> {
	const pglite = await PGlite.create({
		...PGLITE_OPTIONS,
		// Small log files: an empty database would else begin with 16 MB of zeros.
		initDbStartParams: ["--wal-segsize=1", "--no-instructions"],
	});
	try {
		// Nobody makes further databases in here; two thirds of the files are only for that.
		await pglite.exec("update pg_database set datistemplate = false");
		await pglite.exec("drop database template0");
		await pglite.exec("drop database template1");
		await migrate(databaseOn(pglite));
		await pglite.exec("vacuum full");
		await pglite.exec("vacuum freeze analyze");
		await pglite.exec("checkpoint");
		return new Uint8Array(await (await pglite.dumpDataDir("none")).arrayBuffer());
	} finally {
		await pglite.close();
	}
}

/** Enough of a database for what nobody else has a hand in yet. */
function databaseOn(pglite: PGlite): Database {
	const session = new PgliteSession(pglite);
	return new Database({
		kind: "pglite",
		url: undefined,
		session,
		reserve: (work) => work(session),
		announce: () => {},
		close: () => pglite.close(),
	});
}
