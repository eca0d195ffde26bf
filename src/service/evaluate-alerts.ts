import type { AlertEvent } from "../contract/alert-event.ts";
import { HOUR_MS, type Instant } from "../core/instant.ts";
import {
	type Alert,
	type Evaluation,
	endEvaluation,
	endOutages,
	glanceAtPolls,
	holdWebhookOfAlert,
	insertToldOutages,
	manyEnabledAlerts,
	type PollsGlance,
	seeOutages,
	type ToldOutage,
} from "../database/alerts.ts";
import type { Transaction } from "../database/engine/database.ts";
import { countDeliveriesSince } from "../database/webhooks.ts";
import { type AlertMoment, pollsResumedEvent, pollsStoppedEvent } from "./alert-events.ts";
import { findForAlert } from "./alert-findings.ts";
import { messagesOf } from "./alert-messages.ts";
import { type ChangedCondition, nextCondition } from "./alert-polls.ts";
import type { ServiceContext } from "./context.ts";
import { type FleetSnapshot, freshFleetStates } from "./fleet-states.ts";
import { queueMessages } from "./queue-deliveries.ts";

/**
 * Finds out what each alert has to tell as of the newest poll, and writes that down together with the
 * messages. May be called any number of times, also at once: of two evaluations of an alert that begin with
 * the same, one has an effect.
 *
 * Nothing is read of what stores are in unless there is an alert, polls come in, and some store has a newer one
 * than when the alert was evaluated last.
 */
export async function evaluateAlerts(context: ServiceContext): Promise<void> {
	const { database, queue } = context;
	const alerts = await manyEnabledAlerts(database);
	if (alerts.length === 0) return;
	// Before the states are read: what comes in meanwhile makes another text, and is looked at next time.
	const glance = await glanceAtPolls(database);
	let reading: Promise<FleetSnapshot> | undefined;
	const states = () => {
		reading ??= freshFleetStates(context);
		return reading;
	};
	for (const alert of alerts) {
		const decision = await decide(context, alert, { glance, states });
		if (decision === undefined) continue;
		await database.transaction((tx) => writeDown(context, tx, decision));
		queue.wake();
	}
}

/** What is to be written down of one evaluation. */
interface Decision extends Evaluation {
	readonly alert: Alert;
	/** The wall clock. */
	readonly at: Instant;
	readonly events: readonly AlertEvent[];
	/** Outages that are told for the first time. */
	readonly told: readonly ToldOutage[];
	readonly ended: readonly Pick<ToldOutage, "outageId">[];
	readonly goingOn: readonly Pick<ToldOutage, "outageId">[];
}

/** What an alert has to tell; `undefined` when there is nothing to write down. */
async function decide(
	context: ServiceContext,
	alert: Alert,
	{
		glance,
		states,
	}: { readonly glance: PollsGlance; readonly states: () => Promise<FleetSnapshot> },
): Promise<Decision | undefined> {
	const at = context.now();
	const changed = nextCondition(alert, { newest: glance.newest, now: at });
	const { condition } = changed;
	const ofPolls = {
		alert,
		at,
		condition,
		events: pollsEvents(alert, changed, { glance, at }),
	};
	const isComing = condition.polls === "coming" && alert.evaluatedData !== glance.data;
	const room = isComing ? await roomInHour(context, alert, at) : undefined;
	if (room === undefined) {
		if (condition.polls === alert.condition.polls) return undefined;
		return { ...ofPolls, evaluated: undefined, told: [], ended: [], goingOn: [] };
	}
	const fleet = await states();
	const { asOf } = fleet;
	const findings = await findForAlert(context, alert, fleet);
	const moment = { alertId: alert.alertId, asOf, now: at };
	const { events, told } = messagesOf(findings, { moment, room });
	return {
		...ofPolls,
		evaluated: { data: glance.data, asOf },
		events: [...ofPolls.events, ...events],
		told,
		ended: [...findings.ended, ...findings.over],
		goingOn: findings.goingOn,
	};
}

function pollsEvents(
	{ alertId, condition, pollsStoppedAfterMs }: Alert,
	{ told }: ChangedCondition,
	{ glance: { newest }, at }: { readonly glance: PollsGlance; readonly at: Instant },
): AlertEvent[] {
	const moment: AlertMoment = { alertId, asOf: newest, now: at };
	// Of polls that never came nobody is told that they stopped or resumed: there is always a newest one.
	if (told === undefined || newest === undefined) return [];
	return told === "stopped"
		? [pollsStoppedEvent(moment, { newest, afterMs: pollsStoppedAfterMs as number })]
		: [pollsResumedEvent(moment, { newest, stoppedSince: condition.stoppedSince as Instant })];
}

/** What is counted against the messages of an hour. */
const COUNTED = ["store.down", "store.up", "store.unknown"] as const;

/**
 * How many more messages an alert may send; `undefined` when it sent a summary within the last hour, after which
 * it waits until that is over.
 */
async function roomInHour(
	{ database }: ServiceContext,
	{ webhookId, messagesPerHour }: Alert,
	at: Instant,
): Promise<number | undefined> {
	const sent = await countDeliveriesSince(database, webhookId, at - HOUR_MS);
	if (sent.has("alert.summary" satisfies AlertEvent["type"])) return undefined;
	const counted = COUNTED.reduce((sum, type) => sum + (sent.get(type) ?? 0), 0);
	return Math.max(messagesPerHour - counted, 0);
}

/** Has no effect when the alert was evaluated by another since it was read, or is there no more. */
async function writeDown(
	context: ServiceContext,
	tx: Transaction,
	{ alert, at, events, told, ended, goingOn, ...evaluation }: Decision,
): Promise<void> {
	const { alertId, webhookId } = alert;
	// First the webhook, as whoever deletes it does: two that wait for each other would both fail.
	if (!(await holdWebhookOfAlert(tx, alertId))) return;
	if (!(await endEvaluation(tx, alert, evaluation))) return;
	await endOutages(tx, idsOf(ended), at);
	if (evaluation.evaluated !== undefined)
		await seeOutages(tx, idsOf(goingOn), evaluation.evaluated.asOf);
	await insertToldOutages(tx, { alertId, toldAt: at }, told);
	const messages = events.map((event) => ({ webhookId, event, createdAt: at }));
	await queueMessages(context, tx, messages);
}

function idsOf(outages: readonly Pick<ToldOutage, "outageId">[]): string[] {
	return outages.map(({ outageId }) => outageId);
}
