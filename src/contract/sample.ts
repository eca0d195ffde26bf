import { type Static, Type } from "typebox";
import { Instant } from "./report.ts";
import { CLOSED } from "./requests.ts";

/** A sample fleet that was made and taken in. */
export const SampleDocument = Type.Object(
	{
		stores: Type.Integer({ minimum: 1 }),
		polls: Type.Integer({ minimum: 0, description: "How many polls were made." }),
		days: Type.Integer({ minimum: 1, description: "Over how many days they go." }),
		newest_poll: Instant,
	},
	{ title: "Sample", ...CLOSED },
);
export type SampleDocument = Static<typeof SampleDocument>;
