import { createHash } from "node:crypto";
import { DAY_MS, type DurationMs } from "../core/instant.ts";
import {
	type AnsweredRequest,
	answerRequestWith,
	deleteExpiredKeys,
	type IdempotencyKey,
	keepRequest,
	maybeAnsweredRequest,
} from "../database/idempotency-keys.ts";
import { maybeReport } from "../database/reports.ts";
import type { ServiceContext } from "./context.ts";
import { Refusal } from "./refusal.ts";
import {
	type NewReportRequest,
	settleRequest,
	type TriggeredReport,
	writeReportDown,
} from "./trigger-report.ts";

export type { IdempotencyKey } from "../database/idempotency-keys.ts";

/** For how long a request may be sent again under its key. */
export const KEEP_KEYS_MS: DurationMs = DAY_MS;

/**
 * Accepts a report, as `triggerReport` does, once for a key: the same request under the same key is
 * answered with the report of the first, whatever became of it since. `"key_reused"` says that the key
 * stands for another request. A request that is refused leaves its key as it was.
 *
 * Refuses as a conflict when the report was deleted, and what `triggerReport` refuses.
 */
export async function triggerReportOnce(
	context: ServiceContext,
	request: NewReportRequest,
	key: IdempotencyKey,
): Promise<TriggeredReport | "key_reused"> {
	const { database, queue, now } = context;
	const fingerprint = fingerprintOf(request);
	const before = await maybeAnsweredRequest(database, key, now());
	// Answered before the request is looked at: what made sense then may make none now.
	if (before !== undefined) return answerAgain(context, before, fingerprint);
	const settled = await settleRequest(context, request);
	const { reportId } = settled;
	const outcome = await database.transaction(async (tx) => {
		const expiresAt = now() + KEEP_KEYS_MS;
		const kept = { fingerprint, reportId, now: now(), expiresAt };
		const meanwhile = await keepRequest(tx, key, kept);
		if (meanwhile !== undefined) return { meanwhile };
		const triggered = await writeReportDown(context, tx, settled);
		if (!triggered.isNew) await answerRequestWith(tx, key, triggered.reportId);
		return { triggered };
	});
	if (outcome.meanwhile !== undefined) return answerAgain(context, outcome.meanwhile, fingerprint);
	queue.wake();
	return outcome.triggered;
}

async function answerAgain(
	{ database }: ServiceContext,
	answered: AnsweredRequest,
	fingerprint: string,
): Promise<TriggeredReport | "key_reused"> {
	if (answered.fingerprint !== fingerprint) return "key_reused";
	const { reportId } = answered;
	if ((await maybeReport(database, reportId)) === undefined)
		throw new Refusal(
			"conflict",
			"The report that this request was answered with was deleted; ask for another with a new key.",
		);
	return { reportId, isNew: false };
}

/** Equal for requests that say the same, in whichever order they say it. */
function fingerprintOf(request: NewReportRequest): string {
	return createHash("sha256").update(JSON.stringify(request, inOrder)).digest("hex");
}

function inOrder(_key: string, value: unknown): unknown {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Forgets the requests that cannot be sent again any more; returns how many. */
export function forgetOldRequests({ database, now }: ServiceContext): Promise<number> {
	return deleteExpiredKeys(database, now());
}
