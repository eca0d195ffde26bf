import type { GroupList } from "../contract/group.ts";
import { manyGroupSizes } from "../database/groups.ts";
import type { ServiceContext } from "./context.ts";

/** All groups that stores are in, and how many are in each and in none. */
export async function listGroups({
	database,
}: Pick<ServiceContext, "database">): Promise<GroupList> {
	const sizes = await manyGroupSizes(database);
	return {
		groups: sizes.flatMap(({ group, stores }) => (group === undefined ? [] : [{ group, stores }])),
		stores_in_none: sizes.find(({ group }) => group === undefined)?.stores ?? 0,
	};
}
