import type { Connection } from "../../database/engine/database.ts";
import { citusNodeCount, type ServerFacts, serverFacts } from "../../database/health.ts";
import { type Finding, note, ok, wrong } from "./finding.ts";
import { counted } from "./words.ts";

/** With fewer connections left, a further server or worker may find none. */
const FREE_CONNECTIONS_MIN = 20;

/** What kind of database it is, whether it can be written, and whether there are connections left. */
export async function examineServer(connection: Connection, place: string): Promise<Finding[]> {
	const server = await serverFacts(connection);
	if (connection.kind === "pglite")
		return [ok("database", `${place}: PGlite, which is PostgreSQL ${server.version}`)];
	const citus =
		server.citusVersion === undefined
			? ""
			: ` with Citus ${server.citusVersion} on ${counted(await citusNodeCount(connection), "node")}`;
	return [
		ok("database", `${place}: version ${server.version}${citus}`),
		...examineWriting(server),
		examineConnections(server),
	];
}

export function examineWriting(
	server: Pick<ServerFacts, "isStandby" | "isReadOnly" | "schema" | "mayCreate" | "user">,
): Finding[] {
	const { isStandby, isReadOnly, schema, mayCreate, user } = server;
	if (isStandby)
		return [
			wrong(
				"database",
				"it is a standby: it can only be read",
				"Point DATABASE_URL at the primary.",
			),
		];
	if (isReadOnly)
		return [
			wrong(
				"database",
				"default_transaction_read_only is on: nothing can be written",
				`Turn it off: alter role "${user}" set default_transaction_read_only = off (or in postgresql.conf, or for the database).`,
			),
		];
	if (schema === undefined)
		return [
			wrong(
				"database",
				"there is no schema that tables could be made in",
				`Make one: create schema public authorization "${user}".`,
			),
		];
	if (!mayCreate)
		return [
			wrong(
				"database",
				`the user "${user}" may not make tables in the schema ${schema}`,
				`Allow it, as its owner: grant create on schema ${schema} to "${user}".`,
			),
		];
	return [];
}

export function examineConnections({
	connectionsUsed,
	connectionsMax,
}: Pick<ServerFacts, "connectionsUsed" | "connectionsMax">): Finding {
	const found = `${connectionsUsed} of ${connectionsMax} connections are in use`;
	if (connectionsMax - connectionsUsed >= FREE_CONNECTIONS_MIN) return ok("database", found);
	return note(
		"database",
		found,
		"Raise max_connections in postgresql.conf and restart PostgreSQL, or run fewer servers and workers: each takes up to 15.",
	);
}
