import { type Static, Type } from "typebox";
import { CURRENCY } from "./lost-sales.ts";
import { RuleSettings } from "./report.ts";
import { CLOSED } from "./requests.ts";

/**
 * The fields of the settings, each with the name in the server's environment that sets it: for whoever wants it to
 * be otherwise.
 */
export const SET_BY = {
	default_timezone: "OPENHOURS_DEFAULT_TIMEZONE",
	missing_day: "OPENHOURS_MISSING_DAY",
	end_of_day: "OPENHOURS_END_OF_DAY",
	outside_polls: "OPENHOURS_OUTSIDE_POLLS",
	max_gap_ms: "OPENHOURS_MAX_GAP",
	currency: "OPENHOURS_CURRENCY",
	keep_polls_ms: "OPENHOURS_KEEP_POLLS",
	keep_reports_ms: "OPENHOURS_KEEP_REPORTS",
	keep_imports_ms: "OPENHOURS_KEEP_IMPORTS",
	upload_limit_bytes: "OPENHOURS_UPLOAD_LIMIT",
} as const;

/** The same as a schema: the document of the API has every name, too. */
const SetBy = Type.Object(
	Object.fromEntries(Object.entries(SET_BY).map(([field, name]) => [field, Type.Literal(name)])),
	{
		title: "SettingNames",
		description: "By which name in the server's environment each of the others is set.",
		...CLOSED,
	},
);

const Milliseconds = (description: string) => Type.Integer({ minimum: 0, description });

/** What a server goes by, as far as its users need to know. */
export const SettingsDocument = Type.Object(
	{
		version: Type.String({ description: "The program's." }),
		timezone_data_version: Type.String({ description: "Of the zone data that the server has." }),
		database: Type.Enum(["embedded", "postgresql"], {
			description: "Where the data are kept: in a directory of the server, or in PostgreSQL.",
		}),
		rules: RuleSettings,
		...CURRENCY,
		keep_polls_ms: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()], {
			description:
				"How long polls are kept, counted back from the newest, whole months at a time; null for ever.",
		}),
		keep_reports_ms: Milliseconds("How long a report is kept once it is finished."),
		keep_imports_ms: Milliseconds("How long it can be looked up what became of an upload."),
		upload_limit_bytes: Type.Integer({
			minimum: 1,
			description: "How many bytes an upload may have, counted unpacked.",
		}),
		set_by: SetBy,
	},
	{ title: "Settings", ...CLOSED },
);
export type SettingsDocument = Static<typeof SettingsDocument>;
