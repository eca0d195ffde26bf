import { type Static, Type } from "typebox";
import { OutagesPage, OutagesQuery } from "./outage.ts";
import { CLOSED } from "./requests.ts";

/** Which outages of a report are wanted, in which form and order. */
export const ReportOutagesQuery = Type.Partial(
	Type.Object({
		...Type.Pick(OutagesQuery, [
			"at_least_ms",
			"ignore_under_ms",
			"going_on",
			"format",
			"limit",
			"cursor",
		]).properties,
		store_id: Type.String({
			minLength: 1,
			maxLength: 255,
			description:
				"Only the outages of this store; one that the report does not have is not found.",
		}),
		sort: Type.Enum(["start", "-start", "down_ms", "-down_ms", "store_id"], {
			description:
				"`store_id` without it; with `-`, the latest or the longest first. Equal ones go by the stores' ids, and those of one store by their starts.",
		}),
	}),
	CLOSED,
);
export type ReportOutagesQuery = Static<typeof ReportOutagesQuery>;

/** Outages of a report, in the order that was asked for. */
export const ReportOutagesPage = Type.Omit(OutagesPage, ["computed_at"], {
	title: "ReportOutagesPage",
	...CLOSED,
});
export type ReportOutagesPage = Static<typeof ReportOutagesPage>;
