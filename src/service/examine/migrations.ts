import { hasCitus, isDistributed } from "../../database/distribute.ts";
import type { Connection } from "../../database/engine/database.ts";
import { type AppliedMigration, appliedMigrations } from "../../database/migrate.ts";
import { readMigrations } from "../../database/migrations.ts";
import { type Finding, note, ok, type SchemaState, wrong } from "./finding.ts";
import { counted } from "./words.ts";

export interface ExaminedMigrations {
	readonly findings: readonly Finding[];
	readonly state: SchemaState;
}

const SUBJECT = "migrations";

/** Which steps of the schema were applied, and whether they are those that this program has. */
export async function examineMigrations(connection: Connection): Promise<ExaminedMigrations> {
	const examined = compareMigrations(await appliedMigrations(connection), readMigrations());
	if (examined.state !== "this version") return examined;
	if (!(await hasCitus(connection)) || (await isDistributed(connection))) return examined;
	const undistributed = note(
		SUBJECT,
		"Citus is there, and the tables are not distributed",
		"Run openhours migrate, which distributes them; they are locked meanwhile.",
	);
	return { ...examined, findings: [...examined.findings, undistributed] };
}

/** Compares the steps that were applied with those that are known. */
export function compareMigrations(
	applied: readonly AppliedMigration[],
	known: readonly AppliedMigration[],
): ExaminedMigrations {
	if (applied.length === 0) {
		const found = note(
			SUBJECT,
			"there are no tables yet",
			"Run openhours migrate; the first openhours serve or import makes them too.",
		);
		return { findings: [found], state: "none" };
	}
	const findings = [
		...newerSchema(applied, known),
		...editedSteps(applied, known),
		...missingSteps(applied, known),
	];
	if (findings.length > 0) return { findings, state: "another version" };
	return {
		findings: [ok(SUBJECT, `all ${counted(known.length, "step")} are applied`)],
		state: "this version",
	};
}

type Comparison = (
	applied: readonly AppliedMigration[],
	known: readonly AppliedMigration[],
) => Finding[];

const newerSchema: Comparison = (applied, known) => {
	const newest = applied.at(-1)?.version ?? 0;
	if (newest <= known.length) return [];
	return [
		wrong(
			SUBJECT,
			`the tables are at version ${newest}, and this openhours knows ${known.length}: a newer one used them`,
			"Run that version or a later one; there is no way back, except a backup from before.",
		),
	];
};

const editedSteps: Comparison = (applied, known) =>
	applied
		.filter(({ version, checksum }) => {
			const step = known[version - 1];
			return step !== undefined && step.checksum !== checksum;
		})
		.map(({ version, name }) =>
			wrong(
				SUBJECT,
				`step ${version} (${name}) was applied, and reads differently now`,
				"Put its file in the folder migrations back as it was (install openhours again), and make the change in a new step.",
			),
		);

const missingSteps: Comparison = (applied, known) => {
	const there = new Set(applied.map(({ version }) => version));
	const newest = applied.at(-1)?.version ?? 0;
	const missing = known.filter(({ version }) => !there.has(version));
	if (missing.length === 0) return [];
	const names = missing.map(({ version, name }) => `${version} (${name})`).join(", ");
	const hasGap = missing.some(({ version }) => version < newest);
	return [
		wrong(
			SUBJECT,
			`${applied.length - Math.max(0, newest - known.length)} of ${counted(known.length, "step")} are applied; missing: ${names}`,
			hasGap
				? "Later steps were applied without them: restore the table schema_migration from a backup."
				: "Make a backup, then run openhours migrate; openhours serve and worker do it too when they start.",
		),
	];
};
