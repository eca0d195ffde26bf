import { type Static, Type } from "typebox";
import { CLOSED } from "./requests.ts";

/** The groups that stores are in. */
export const GroupList = Type.Object(
	{
		groups: Type.Array(
			Type.Object(
				{
					group: Type.String(),
					stores: Type.Integer({
						minimum: 1,
						description: "How many stores are in it, those that were never polled too.",
					}),
				},
				{ title: "Group", ...CLOSED },
			),
			{ description: "By their names, byte by byte." },
		),
		stores_in_none: Type.Integer({ minimum: 0, description: "How many stores are in no group." }),
	},
	{ title: "GroupList", ...CLOSED },
);
export type GroupList = Static<typeof GroupList>;
