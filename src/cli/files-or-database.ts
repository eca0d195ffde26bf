import type { Instant } from "../core/instant.ts";
import type { Rules } from "../core/rules.ts";
import type { ServiceContext } from "../service/context.ts";
import type { FleetFiles } from "../service/fleet-files.ts";
import { Refusal } from "../service/refusal.ts";
import type { Context } from "./context.ts";
import { chosenRules, type FleetFileValues, fleetFileNames, type RuleValues } from "./options.ts";
import { type OutputValues, tell, withFleetFiles } from "./with-fleet-files.ts";
import { withServices } from "./with-services.ts";

/** What is asked of stores over a range, of files or of the database. */
export interface StoreQuestionValues extends FleetFileValues, RuleValues, OutputValues {
	readonly asOf?: Instant;
	readonly from?: Instant;
	readonly to?: Instant;
	readonly store?: string;
	readonly group?: string;
}

/** How a question is answered. */
export interface Answering<Found> {
	fromFiles(files: FleetFiles, rules: Rules): Found;
	/** By the rules of the services: those that the command line asks for are in them. */
	fromDatabase(services: ServiceContext): Promise<Found>;
	/** Writes what was found, and returns what else there is to tell. */
	write(found: Found): Promise<readonly string[]>;
}

/**
 * Answers a question from the files that are named, or from the database when none is.
 *
 * Refuses as invalid options that do not go together.
 */
export async function askFilesOrDatabase<Found>(
	values: StoreQuestionValues,
	context: Context,
	answering: Answering<Found>,
): Promise<void> {
	const names = fleetFileNames(values);
	if (Object.keys(names).length === 0) return askDatabase(values, context, answering);
	if (names.polls === undefined)
		throw new Refusal("invalid", "name the file of polls, too, with --polls; or no file at all");
	if (values.group !== undefined && names.stores === undefined)
		throw new Refusal(
			"invalid",
			"--group needs the file of names and groups: name it with --stores",
		);
	const rules = chosenRules(values, await context.rules());
	await withFleetFiles(values, context, async (files) =>
		answering.write(answering.fromFiles(files, rules)),
	);
}

async function askDatabase<Found>(
	values: StoreQuestionValues,
	context: Context,
	answering: Answering<Found>,
): Promise<void> {
	if (values.rejects !== undefined || values.strict)
		throw new Refusal("invalid", "--rejects and --strict are about files: name some");
	await withServices(context, async (services) => {
		const rules = chosenRules(values, services.rules);
		const found = await answering.fromDatabase({ ...services, rules });
		tell(context, await answering.write(found));
	});
}
