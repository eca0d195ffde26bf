import { Type } from "typebox";
import { Figures, Instant } from "./report.ts";
import { CLOSED } from "./requests.ts";

/** Whether the period before is looked at, too. */
export const Compare = Type.Enum(["before"], {
	description:
		"With `before`, the period of the same length that ends where the range begins is looked at, too: `before` and `uptime_change_points` say how it was, and how uptime changed since.",
});

/** The figures of the period before, and how uptime changed since. */
export const CHANGE = {
	before: Type.Union(
		[
			Type.Object(
				{ from: Instant, to: Instant, figures: Figures },
				{ title: "PeriodBefore", ...CLOSED },
			),
			Type.Null(),
		],
		{
			description:
				"The period of the same length that ends where the range begins; null without `compare`.",
		},
	),
	uptime_change_points: Type.Union([Type.Number({ minimum: -100, maximum: 100 }), Type.Null()], {
		description:
			"By how many percentage points `uptime_percent` changed since the period before, as the two are shown: negative when it fell. Null without `compare`, and when either is null.",
	}),
};
