import type { ServiceContext } from "./context.ts";
import { FIGURES, ReadingKind } from "./fleet-readings.ts";
import { type FleetTask, foldFleet } from "./fold-fleet.ts";
import { PeakSweeper } from "./peak-sweeper.ts";
import { type FleetPeaks, peaksOf, type RequestedPeaks } from "./peaks.ts";
import { planPeaks } from "./plan-peaks.ts";

const PEAKS = new ReadingKind<FleetPeaks>(FIGURES);

const DAYS_MAX = 92;

/**
 * When in the week all stores that were polled by as of were down, or those of a group, each by its own
 * clock, over a range of so many days at most: the sums of their peaks.
 *
 * Refuses what {@link planFigures} refuses, and as unavailable when too many are being computed. Throws the
 * signal's reason when that says that nobody wants them any more.
 */
export async function fleetPeaks(
	context: ServiceContext,
	request: RequestedPeaks & { readonly group?: string | undefined },
	signal: AbortSignal,
	daysMax = DAYS_MAX,
): Promise<FleetPeaks> {
	const group = request.group?.trim();
	const plan = await planPeaks(context, request, daysMax);
	return context.fleetReadings
		.of(PEAKS)
		.get(
			JSON.stringify({ plan, group }),
			(abandoned) => computePeaks(context, { plan, group }, abandoned),
			signal,
		);
}

async function computePeaks(
	context: ServiceContext,
	task: FleetTask,
	signal: AbortSignal,
): Promise<FleetPeaks> {
	const sweeper = new PeakSweeper(task.plan);
	const { method, computedAt } = await foldFleet(
		context,
		task,
		(polled, page) => polled.judge(page, (store, polledFrom) => sweeper.add(store, polledFrom)),
		signal,
	);
	return { ...peaksOf(method, task.plan.ranges[0], sweeper.cells()), computedAt };
}
