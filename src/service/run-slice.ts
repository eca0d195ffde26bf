import type { Transaction } from "../database/engine/database.ts";
import {
	type BegunSlice,
	beginSlice,
	countSliceFailure,
	countsOfAllSlices,
	finishSlice,
	type SliceName,
} from "../database/report-slices.ts";
import { lockRunningReport, maybeReport, type Report } from "../database/reports.ts";
import { asRefusal } from "./as-refusal.ts";
import { completeReport } from "./complete-report.ts";
import { computeSlice, type SliceCounts } from "./compute-slice.ts";
import type { ServiceContext } from "./context.ts";
import { finishReport } from "./finish-report.ts";
import type { EndedReport } from "./observations.ts";
import { Refusal } from "./refusal.ts";
import { type ReportParameters, type SettledFacts, selectionOf } from "./report-parameters.ts";

/** A slice that fails as often as this, for what is no outage of the database, fails its report. */
export const TRIES = 3;

/**
 * Computes a slice of a report. May be called any number of times, also at once: only the newest attempt
 * has an effect, and a slice that is done stays as it is. The last slice to be done completes the
 * report.
 *
 * When the signal asks it to stop, the slice is left to be run again, and `false` is returned. Refuses
 * as unavailable when the database does not play its part: running it again later will do. Anything
 * else that goes wrong is a mistake of ours: it is thrown for the log, and to be tried again; after
 * {@link TRIES} of them the report has failed.
 */
export async function runSlice(
	context: ServiceContext,
	name: SliceName,
	signal: AbortSignal,
): Promise<boolean> {
	const { database, now } = context;
	try {
		const slice = await database.transaction((tx) => beginSlice(tx, name, now()));
		if (slice === undefined) return true;
		const report = await maybeReport(database, name.reportId);
		if (report === undefined) return true;
		try {
			const counts = await computeSlice(context, taskOf(report, slice), signal);
			if (counts !== undefined) {
				const ended = await database.transaction((tx) => closeSlice(context, tx, slice, counts));
				if (ended !== undefined) context.observations.reportEnded(ended);
				context.queue.wake();
			}
			return counts !== undefined || !signal.aborted;
		} catch (error) {
			if (!(asRefusal(error) instanceof Refusal)) await countFailure(context, slice, error);
			throw error;
		}
	} catch (error) {
		throw asRefusal(error);
	}
}

function taskOf(report: Report, slice: BegunSlice) {
	const parameters = report.parameters as ReportParameters;
	const { asOf, ranges, rules, include = [] } = parameters;
	return {
		plan: { asOf, ranges, rules },
		includesOutages: include.includes("outages"),
		selection: selectionOf(parameters),
		...(report.settled as SettledFacts),
		slice,
	};
}

/** Marks a slice done and, when it was the last, completes the report in the same transaction. */
async function closeSlice(
	context: ServiceContext,
	tx: Transaction,
	slice: BegunSlice,
	counts: SliceCounts,
): Promise<EndedReport | undefined> {
	// Slices close one after the other, so that one of them is the last and knows it.
	const report = await lockRunningReport(tx, slice.reportId);
	if (report === undefined) return undefined;
	if (!(await finishSlice(tx, slice, { counts, finishedAt: context.now() }))) return undefined;
	const all = await countsOfAllSlices(tx, slice.reportId);
	return all && completeReport(context, tx, report, all as readonly SliceCounts[]);
}

async function countFailure(
	context: ServiceContext,
	slice: BegunSlice,
	error: unknown,
): Promise<void> {
	const message = error instanceof Error ? error.message : String(error);
	const ended = await context.database.transaction(async (tx) => {
		// Locked first, as everywhere: whoever ends the report wants both rows too.
		if ((await lockRunningReport(tx, slice.reportId)) === undefined) return undefined;
		const failures = await countSliceFailure(tx, slice, message);
		if (failures === undefined || failures < TRIES) return undefined;
		const stores = `from ${slice.firstStoreId} ${slice.nextStoreId === undefined ? "on" : `up to, but without, ${slice.nextStoreId}`}`;
		return finishReport(context, tx, slice.reportId, {
			state: "failed",
			failure:
				`The stores ${stores} could not be computed in ${TRIES} tries because of a mistake in the program. ` +
				"Its log tells more under the report's id; please report it.",
		});
	});
	if (ended !== undefined) context.observations.reportEnded(ended);
}
