import type { AlertEvent } from "../contract/alert-event.ts";
import type { Instant } from "../core/instant.ts";
import type { ToldOutage } from "../database/alerts.ts";
import {
	type AlertMoment,
	type DownStore,
	outageEndedEvent,
	storeDownEvent,
	summaryEvent,
} from "./alert-events.ts";
import type { AlertFindings } from "./alert-findings.ts";

/** Messages, and the outages that they tell for the first time. */
export interface AlertMessages {
	readonly events: readonly AlertEvent[];
	readonly told: readonly ToldOutage[];
}

/**
 * Makes messages of what there is to tell: one of each store, ends first, for as long as there is room for one
 * more in the hour; and one summary of the rest.
 *
 * Law: no more messages than there is room for, and one summary at the most; each finding is in one of them.
 */
export function messagesOf(
	{ ended, down }: Pick<AlertFindings, "ended" | "down">,
	{
		moment,
		room,
	}: { readonly moment: AlertMoment & { readonly asOf: Instant }; readonly room: number },
): AlertMessages {
	const endsTold = ended.slice(0, room);
	const downTold = down.slice(0, room - endsTold.length);
	const rest = { ended: ended.slice(endsTold.length), down: down.slice(downTold.length) };
	const isSummedUp = rest.ended.length + rest.down.length > 0;
	const toldIn = (way: ToldOutage["toldIn"]) => (store: DownStore) => ({
		outageId: store.outageId,
		storeId: store.store.storeId,
		start: store.start,
		toldIn: way,
		seenAt: moment.asOf,
	});
	return {
		events: [
			...endsTold.map((one) => outageEndedEvent(moment, one)),
			...downTold.map((one) => storeDownEvent(moment, one)),
			...(isSummedUp ? [summaryEvent(moment, rest)] : []),
		],
		told: [...downTold.map(toldIn("message")), ...rest.down.map(toldIn("summary"))],
	};
}
