import { type DurationMs, SECOND_MS } from "../core/instant.ts";

/** How much of uploads a server puts up with. */
export interface UploadLimits {
	/** How many bytes one may have, counted unpacked. */
	readonly limitBytes: number;
	/** How many are taken in at once. */
	readonly atOnce: number;
	/** How long nothing may come of one that is waited for. */
	readonly idleMs: DurationMs;
}

export const UPLOAD_LIMITS: UploadLimits = {
	limitBytes: 1_000_000_000,
	atOnce: 4,
	idleMs: 30 * SECOND_MS,
};
