import type { DurationMs } from "../core/instant.ts";

/**
 * A question that is asked once for all who want to know at the same time, and that nobody waits for
 * longer than so long: the returned function throws when there is no answer by then. One that takes longer
 * is not asked a second time before it is answered, so that questions do not pile up.
 */
export function sharedQuestion<Answer>(
	ask: () => Promise<Answer>,
	waitMs: DurationMs,
): () => Promise<Answer> {
	let asked: Promise<Answer> | undefined;
	return async () => {
		asked ??= ask().finally(() => {
			asked = undefined;
		});
		return within(asked, waitMs);
	};
}

async function within<Answer>(answer: Promise<Answer>, waitMs: DurationMs): Promise<Answer> {
	const late = Promise.withResolvers<never>();
	const timer = setTimeout(() => late.reject(new Error("there was no answer in time")), waitMs);
	try {
		return await Promise.race([answer, late.promise]);
	} finally {
		clearTimeout(timer);
	}
}
