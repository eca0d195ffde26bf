import { type Finding, ok, wrong } from "./finding.ts";

/** A mistake in the settings: the name of one, and what it should be. */
export interface Mistake {
	readonly name: string;
	readonly says: string;
}

/** What is wrong with the settings, and which database they lead to; `undefined` when that is open. */
export function examineSettings(
	mistakes: readonly Mistake[],
	place: string | undefined,
): Finding[] {
	const findings = mistakes.map(({ name, says }) =>
		wrong(
			"settings",
			`${name} ${says}`,
			`Correct ${name} in the environment or in .env; docs/settings.md explains every setting.`,
		),
	);
	return place === undefined ? findings : [...findings, ok("settings", `they lead to ${place}`)];
}
