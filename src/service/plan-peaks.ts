import type { ServiceContext } from "./context.ts";
import { type FiguresPlan, limitsOf, planFigures } from "./figures-plan.ts";
import { newestPoll } from "./newest-poll.ts";
import { peaksRange, type RequestedPeaks } from "./peaks.ts";

/** Settles over what peaks are computed, of so many days at most. Refuses what {@link planFigures} refuses. */
export async function planPeaks(
	context: ServiceContext,
	request: RequestedPeaks,
	daysMax: number,
): Promise<FiguresPlan> {
	const asOf = request.asOf ?? (await newestPoll(context));
	const range = asOf === undefined ? {} : peaksRange(request, asOf);
	return planFigures(context, { asOf, ...range }, limitsOf(daysMax));
}
