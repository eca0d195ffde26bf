import type { FastifyRequest } from "fastify";
import type { ImportDetails } from "../contract/import.ts";
import type { ProblemType } from "../contract/problem.ts";
import { formatCount } from "../core/format-count.ts";
import type { LocalDay } from "../core/local-time.ts";
import { asRefusal } from "../service/as-refusal.ts";
import type { ServiceContext } from "../service/context.ts";
import { importDetailsDocument } from "../service/import-document.ts";
import { Refusal } from "../service/refusal.ts";
import { type ImportKind, takeInUpload, tooLarge } from "../service/take-in-upload.ts";
import {
	ImportFailed,
	MalformedUpload,
	type UploadStop,
	UploadStopped,
} from "../service/upload-failure.ts";
import { authorName } from "./guard/caller.ts";
import { HttpProblem, PROBLEM_OF_REFUSAL } from "./problem.ts";
import { announcedBytes, arrivingBody, formOf, isGzip } from "./upload-body.ts";
import type { UploadLimits } from "./upload-limits.ts";

/** When another upload may have ended. */
const ASK_AGAIN_SECONDS = 10;

/**
 * The tables but polls are kept in memory until they are read to their end, and take up to twenty times the
 * room there that they take as text.
 */
const TABLE_BYTES_MAX = 64_000_000;

const PROBLEM_OF_STOP: Readonly<Record<UploadStop, ProblemType>> = {
	too_large: "too-large",
	too_slow: "too-slow",
	broken_off: "malformed-request",
};

/** Takes uploads in, no more at once than there is room for. */
export class Uploads {
	readonly #context: ServiceContext;
	readonly #limits: UploadLimits;
	readonly #running = new Set<Promise<unknown>>();

	constructor(context: ServiceContext, limits: UploadLimits) {
		this.#context = context;
		this.#limits = limits;
	}

	/**
	 * Takes the body of a request in as a table; what in it can be valid from a date on, and says none, is so
	 * from the one given. Refuses what is too large, and one too many.
	 */
	async takeIn(
		kind: ImportKind,
		request: FastifyRequest,
		validFrom: LocalDay,
	): Promise<ImportDetails> {
		const { limitBytes, idleMs, atOnce } = this.#limits;
		const upload = {
			kind,
			validFrom,
			form: formOf(request),
			isGzip: isGzip(request),
			body: arrivingBody(request, idleMs),
			bytesTotal: announcedBytes(request),
			author: authorName(request.caller),
			bytesMax: kind === "polls" ? limitBytes : Math.min(limitBytes, TABLE_BYTES_MAX),
		};
		if ((upload.bytesTotal ?? 0) > upload.bytesMax)
			throw new HttpProblem("too-large", tooLarge(upload.bytesMax).message);
		if (this.#running.size >= atOnce)
			throw new HttpProblem(
				"too-many-uploads",
				`${atOnce} ${atOnce === 1 ? "upload is" : "uploads are"} being taken in.`,
				{ headers: { "retry-after": ASK_AGAIN_SECONDS } },
			);
		return this.#run(takeInUpload(this.#context, upload), request);
	}

	/** Waits until no upload is being taken in. */
	async finished(): Promise<void> {
		await Promise.allSettled(this.#running);
	}

	async #run(
		work: ReturnType<typeof takeInUpload>,
		request: FastifyRequest,
	): Promise<ImportDetails> {
		this.#running.add(work);
		try {
			return importDetailsDocument(await work);
		} catch (error) {
			throw error instanceof ImportFailed ? problemOf(error, request) : error;
		} finally {
			this.#running.delete(work);
		}
	}
}

/** What is answered when an upload ended early: why, and how much of it is there all the same. */
function problemOf({ cause, importId, rowsRead }: ImportFailed, request: FastifyRequest): unknown {
	const told = (message: string) =>
		`${message} ${rowsRead === 0 ? "Nothing of it was" : `Before that, ${formatCount(rowsRead)} rows were`} taken in; see import ${importId}.`;
	if (cause instanceof UploadStopped)
		return new HttpProblem(PROBLEM_OF_STOP[cause.reason], told(cause.message), {
			...(cause.reason === "too_slow" && { headers: { connection: "close" } }),
		});
	if (cause instanceof MalformedUpload)
		return new HttpProblem("malformed-request", told(cause.message));
	const refusal = asRefusal(cause);
	if (!(refusal instanceof Refusal)) return cause;
	const type = PROBLEM_OF_REFUSAL[refusal.meaning];
	if (type !== "unavailable") return new HttpProblem(type, told(refusal.message));
	request.log.error(cause);
	return new HttpProblem(type, told("This cannot be done now; try again later."), {
		headers: { "retry-after": ASK_AGAIN_SECONDS },
	});
}
