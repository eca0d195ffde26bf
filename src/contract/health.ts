import { type Static, Type } from "typebox";
import { CLOSED } from "./requests.ts";

/** Whether a process is alive. */
export const HealthDocument = Type.Object(
	{ status: Type.Literal("ok") },
	{ title: "Health", ...CLOSED },
);
export type HealthDocument = Static<typeof HealthDocument>;

const Check = (description: string) =>
	Type.Enum(["ok", "failed", "off"], {
		description: `${description} \`failed\` also when that could not be found out in two seconds; \`off\` where this process has none.`,
	});

/** Whether a process can do what it is there for, and what of it. */
export const ReadinessDocument = Type.Object(
	{
		status: Type.Enum(["ready", "not_ready"]),
		checks: Type.Object(
			{
				database: Check("It answers."),
				migrations: Check("The database's tables are those of this version."),
				queue: Check("Its tables are those of this version."),
				workers: Check("The workers of this process run."),
			},
			CLOSED,
		),
	},
	{ title: "Readiness", ...CLOSED },
);
export type ReadinessDocument = Static<typeof ReadinessDocument>;
