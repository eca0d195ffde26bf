import { createHash } from "node:crypto";
import { DAY_MS, type DurationMs, EARLIEST_POLL, type Instant } from "../core/instant.ts";
import type { Rules } from "../core/rules.ts";
import { parseName } from "../core/store-details.ts";
import { isPrintable } from "../core/store-id.ts";
import type { Transaction } from "../database/engine/database.ts";
import { insertReport } from "../database/reports.ts";
import { findStoreKeys, isGroupOfStores, maybeNewestPoll } from "../database/stores.ts";
import { insertWebhook } from "../database/webhooks.ts";
import { type CheckedWebhook, checkWebhook, type WebhookRequest } from "./check-webhook.ts";
import type { ServiceContext } from "./context.ts";
import { whyPollsAreMissing } from "./kept-polls.ts";
import { Refusal } from "./refusal.ts";
import type { ReportParameters, ReportPart } from "./report-parameters.ts";
import { planReport, type RequestedRange } from "./report-plan.ts";

/** Rules in place of those of the settings. */
export interface RequestedRules extends Partial<Omit<Rules, "maxGapMs">> {
	/** `null` asks for none, whatever the settings say; unlike `undefined` it can be kept as JSON. */
	readonly maxGapMs?: DurationMs | null | undefined;
}

/** What a caller may ask of a report; whatever is left out is as the settings and the data say. */
export interface NewReportRequest {
	/** What the report calls now; the newest poll of any store without it. */
	readonly asOf?: Instant | undefined;
	/** In place of the last hour, day and week. */
	readonly ranges?: readonly RequestedRange[] | undefined;
	/** Only these stores; all without it and without a group. */
	readonly storeIds?: readonly string[] | undefined;
	/** Only the stores of this group. */
	readonly group?: string | undefined;
	/** What it is to have beside its rows: nothing without it. */
	readonly include?: readonly ReportPart[] | undefined;
	/** In place of those of the settings. */
	readonly rules?: RequestedRules | undefined;
	/** The report's id, for a caller that may ask twice and wants one report. */
	readonly reportId?: string | undefined;
	/** Who is told when this report ends. */
	readonly webhook?: WebhookRequest | undefined;
}

export interface TriggeredReport {
	readonly reportId: string;
	/** Whether a report was made; else one that was waiting already answers this request too. */
	readonly isNew: boolean;
	/** What messages to its webhook are signed with, when it was made up here; it is not told again. */
	readonly webhookSecret?: string;
}

/** A list with more stores than this is nearly a fleet: ask for all of them. */
export const LISTED_STORES_MAX = 10_000;

/**
 * Accepts a report: writes it down together with the job to compute it, and answers at once. What it
 * calls now is settled here, so that polls that come in while it waits do not change it. A request
 * that is identical to one that waits gets that one's report: it has not looked at any data yet.
 *
 * Refuses what {@link settleRequest} refuses.
 */
export async function triggerReport(
	context: ServiceContext,
	request: NewReportRequest = {},
): Promise<TriggeredReport> {
	const settled = await settleRequest(context, request);
	const triggered = await context.database.transaction((tx) =>
		writeReportDown(context, tx, settled),
	);
	context.queue.wake();
	return triggered;
}

/** A request of which everything is settled that the data and the settings say. */
export interface SettledRequest {
	/** The id of the report, unless one that waits already answers the request. */
	readonly reportId: string;
	readonly parameters: ReportParameters;
	readonly fingerprint: string;
	readonly webhook: CheckedWebhook | undefined;
}

/**
 * Settles what is asked of a report.
 *
 * Refuses as invalid when there is nothing to report on, when polls of its ranges were dropped, and what
 * {@link planReport} and {@link checkWebhook} refuse.
 */
export async function settleRequest(
	context: ServiceContext,
	request: NewReportRequest,
): Promise<SettledRequest> {
	const { database, now } = context;
	refuseImpossibleAsOf(request.asOf, now());
	const newestPoll = await maybeNewestPoll(database);
	if (newestPoll === undefined && request.asOf === undefined)
		throw new Refusal("invalid", "There are no polls to report on: import some first.");
	const rules = chosenRules(context.rules, request.rules);
	const plan = planReport({ ...request, rules }, newestPoll);
	const missing = await whyPollsAreMissing(database, plan);
	if (missing !== undefined) throw new Refusal("invalid", missing);
	const include = [...new Set(request.include)].sort();
	const parameters: ReportParameters = {
		...plan,
		...(await knownSelection(context, request)),
		...(include.length > 0 && { include }),
	};
	const webhook = request.webhook && checkWebhook(context, request.webhook);
	return {
		reportId: request.reportId ?? crypto.randomUUID(),
		parameters,
		// Who named the report wants one of their own.
		fingerprint: request.reportId ?? fingerprintOf(parameters, webhook),
		webhook,
	};
}

/** Writes a report and its job down, unless an identical report waits. */
export async function writeReportDown(
	{ queue, now }: ServiceContext,
	tx: Transaction,
	{ webhook, ...settled }: SettledRequest,
): Promise<TriggeredReport> {
	const { asOf, ranges } = settled.parameters;
	const rangeNames = ranges.map(({ name }) => name);
	const written = await insertReport(tx, { ...settled, rangeNames, asOf, requestedAt: now() });
	if (!written.isNew) return written;
	const { reportId } = written;
	await queue.add(tx, [{ kind: "begin-report", reportId }]);
	if (webhook === undefined) return written;
	const { url, secret, isMadeUp } = webhook;
	await insertWebhook(tx, {
		webhookId: crypto.randomUUID(),
		url,
		secret,
		reportId,
		createdAt: now(),
	});
	return { ...written, ...(isMadeUp && { webhookSecret: secret }) };
}

/** No poll is further ahead of the wall clock than this, so no report is as of there. */
const AHEAD_MS_MAX = DAY_MS;

/** Refuses as invalid an as of that no poll can have; what is not asked for is never impossible. */
export function refuseImpossibleAsOf(asOf: Instant | undefined, now: Instant): void {
	if (asOf !== undefined && (asOf < EARLIEST_POLL || asOf > now + AHEAD_MS_MAX))
		throw new Refusal(
			"invalid",
			"a report is as of 2000 at the earliest, and as of tomorrow at the latest",
		);
}

function chosenRules(settings: Rules, requested: RequestedRules = {}): Rules {
	const chosen = { ...settings, ...requested };
	return { ...chosen, maxGapMs: chosen.maxGapMs ?? undefined };
}

/**
 * Equal for identical requests. Two that want to tell different people are not identical, nor are two
 * whose secrets are made up here: each caller must get to know its own.
 */
function fingerprintOf(parameters: ReportParameters, webhook: CheckedWebhook | undefined): string {
	const told = webhook && { url: webhook.url, secret: webhook.secret };
	return createHash("sha256")
		.update(JSON.stringify({ ...parameters, webhook: told }))
		.digest("hex");
}

/**
 * The stores that a request asks for, the same for every way to ask for them.
 *
 * Refuses as invalid a list of stores that is too long or names stores that are not known, a group that
 * no store is in, and both at once.
 */
export async function knownSelection(
	context: ServiceContext,
	{ storeIds, group }: Pick<NewReportRequest, "storeIds" | "group">,
): Promise<Pick<ReportParameters, "storeIds" | "group">> {
	if (storeIds !== undefined && group !== undefined)
		throw new Refusal("invalid", "ask for a list of stores or for a group, not for both");
	if (group !== undefined) return { group: await knownGroup(context, group) };
	if (storeIds === undefined) return {};
	return { storeIds: await knownStores(context, [...new Set(storeIds)].sort()) };
}

async function knownGroup({ database }: ServiceContext, text: string): Promise<string> {
	const parsed = parseName(text);
	const group = "fault" in parsed ? null : parsed.name;
	if (group === null || !(await isGroupOfStores(database, group)))
		throw new Refusal("invalid", `there is no store in the group "${group ?? text}"`);
	return group;
}

async function knownStores(
	{ database }: ServiceContext,
	storeIds: readonly string[],
): Promise<readonly string[]> {
	if (storeIds.length === 0 || storeIds.length > LISTED_STORES_MAX)
		throw new Refusal("invalid", `a list of stores has 1 to ${LISTED_STORES_MAX} ids`);
	// No store has an id that cannot be printed, and the database takes no text with some of them.
	const known = await findStoreKeys(database, storeIds.filter(isPrintable));
	const unknown = storeIds.filter((id) => !known.has(id));
	if (unknown.length > 0)
		throw new Refusal(
			"invalid",
			`${unknown.length === 1 ? "one of the stores is" : `${unknown.length} of the stores are`} not known: ${unknown.slice(0, 5).join(", ")}${unknown.length > 5 ? ", …" : ""}`,
		);
	return storeIds;
}
