import type { Connection } from "./engine/database.ts";

/** How many stores are in a group; `undefined` for those that are in none. */
export interface GroupSize {
	readonly group: string | undefined;
	readonly stores: number;
}

/** All groups with their sizes, by their names byte by byte; last, the stores that are in none, if there are any. */
export async function manyGroupSizes(connection: Connection): Promise<GroupSize[]> {
	const rows = await connection.tables
		.selectFrom("store")
		.select(({ fn }) => ["group_name", fn.countAll<string>().as("stores")])
		.groupBy("group_name")
		.orderBy("group_name", (order) => order.collate("C").nullsLast())
		.execute();
	return rows.map(({ group_name: group, stores }) => ({
		group: group ?? undefined,
		stores: Number(stores),
	}));
}
