import { type Static, Type } from "typebox";
import { Figures, Instant, MethodDocument } from "./report.ts";
import { CLOSED, Format } from "./requests.ts";
import { GroupParameter, InstantParameter, RANGE_PARAMETERS, STATE_METHOD } from "./store.ts";

const Milliseconds = Type.Integer({ minimum: 0 });

/** How the open time of an hour of the day, of a weekday or of an hour of the week splits. */
export const PeakFigures = Type.Object(
	{
		open_ms: Milliseconds,
		up_ms: Milliseconds,
		down_ms: Milliseconds,
		unknown_ms: Milliseconds,
		outages_begun: Type.Integer({ minimum: 0, description: "How many outages began in it." }),
		down_percent: Type.Union([Type.Number({ minimum: 0, maximum: 100 }), Type.Null()], {
			description:
				"Its rate: down time by the time whose state is known, cut to three decimals. Null when nothing is known.",
		}),
	},
	{ title: "PeakFigures", ...CLOSED },
);
export type PeakFigures = Static<typeof PeakFigures>;

const Weekday = Type.Integer({ minimum: 0, maximum: 6, description: "0 is Monday." });
const Hour = Type.Integer({
	minimum: 0,
	maximum: 23,
	description: "From this full hour to the next.",
});

/** A weekday of the matrix. */
export const PeakMatrixRow = Type.Object(
	{
		weekday: Weekday,
		hours: Type.Array(PeakFigures, {
			minItems: 24,
			maxItems: 24,
			description: "The hours from 0 to 23.",
		}),
	},
	{ title: "PeakMatrixRow", ...CLOSED },
);

/** The hour of the day that is the peak. */
export const PeakHourOfDay = Type.Object(
	{ hour: Hour, figures: PeakFigures },
	{ title: "PeakHourOfDay", ...CLOSED },
);

/** The weekday that is the peak. */
export const PeakWeekday = Type.Object(
	{ weekday: Weekday, figures: PeakFigures },
	{ title: "PeakWeekday", ...CLOSED },
);

/** The hour of the week that is the peak. */
export const PeakHourOfWeek = Type.Object(
	{ weekday: Weekday, hour: Hour, figures: PeakFigures },
	{ title: "PeakHourOfWeek", ...CLOSED },
);

const ByRate = {
	description:
		"The one with the highest share of down time in known time; of several, the earliest. Null when none was down, of those with 30 minutes of known time.",
};
const ByDowntime = {
	description:
		"The one with the most down time; of several, the earliest. Null when none was down, of those with 30 minutes of known time.",
};

/** The peaks among the hours of the day, the weekdays, and the hours of the week. */
export const PeaksNamed = Type.Object(
	{
		hour_of_day: Type.Object(
			{
				by_rate: Type.Union([PeakHourOfDay, Type.Null()], ByRate),
				by_downtime: Type.Union([PeakHourOfDay, Type.Null()], ByDowntime),
			},
			CLOSED,
		),
		weekday: Type.Object(
			{
				by_rate: Type.Union([PeakWeekday, Type.Null()], ByRate),
				by_downtime: Type.Union([PeakWeekday, Type.Null()], ByDowntime),
			},
			CLOSED,
		),
		hour_of_week: Type.Object(
			{
				by_rate: Type.Union([PeakHourOfWeek, Type.Null()], ByRate),
				by_downtime: Type.Union([PeakHourOfWeek, Type.Null()], ByDowntime),
			},
			CLOSED,
		),
	},
	{ title: "Peaks", ...CLOSED },
);
export type PeaksNamed = Static<typeof PeaksNamed>;

const PEAKS = {
	from: Instant,
	to: Instant,
	figures: Figures,
	matrix: Type.Array(PeakMatrixRow, {
		minItems: 7,
		maxItems: 7,
		description:
			"The weekdays from Monday to Sunday, by each store's own clock; the cells add up to the figures, exactly.",
	}),
	peaks: PeaksNamed,
	method: MethodDocument,
};

/** Peaks as a document of their own: of all stores together, however they were computed. */
const PeaksDocument = Type.Object(PEAKS, CLOSED);
export type PeaksDocument = Static<typeof PeaksDocument>;

/** When in the week one store was down. */
export const StorePeaksDocument = Type.Object(
	{
		store_id: Type.String(),
		timezone: Type.String({
			description: "The zone that it is in at the end of the range: its own, or the default.",
		}),
		...PEAKS,
	},
	{ title: "StorePeaks", ...CLOSED },
);
export type StorePeaksDocument = Static<typeof StorePeaksDocument>;

/** When in the week all stores together were down. */
export const FleetPeaksDocument = Type.Object(
	{ ...PEAKS, computed_at: STATE_METHOD.computed_at },
	{ title: "FleetPeaks", ...CLOSED },
);
export type FleetPeaksDocument = Static<typeof FleetPeaksDocument>;

const PEAK_RANGE_PARAMETERS = {
	...RANGE_PARAMETERS,
	from: InstantParameter("Where the range begins; four weeks before its end without it."),
	format: Format,
};

/** Over what the peaks of a store are wanted. */
export const StorePeaksQuery = Type.Partial(Type.Object(PEAK_RANGE_PARAMETERS), CLOSED);
export type StorePeaksQuery = Static<typeof StorePeaksQuery>;

/** Over what the peaks of all stores together are wanted. */
export const FleetPeaksQuery = Type.Partial(
	Type.Object({ ...PEAK_RANGE_PARAMETERS, group: GroupParameter }),
	CLOSED,
);
export type FleetPeaksQuery = Static<typeof FleetPeaksQuery>;
