import type { Readable } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { DurationMs } from "../core/instant.ts";
import { MEDIA_TYPES, type TableForm } from "../service/take-in-upload.ts";
import { UploadStopped } from "../service/upload-failure.ts";
import { HttpProblem } from "./problem.ts";

const FORMS = Object.keys(MEDIA_TYPES) as TableForm[];
const TYPES_TOLD = Object.values(MEDIA_TYPES)
	.join(", ")
	.replace(/, ([^,]+)$/, " or $1");

/** Has the bodies of all routes that are made after this handed on as they come, unread. */
export function streamBodies(app: FastifyInstance): void {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser(Object.values(MEDIA_TYPES), (_request, payload, done) =>
		done(null, payload),
	);
	app.addContentTypeParser("*", (_request, _payload, done) => done(unsupported(), undefined));
}

function unsupported(): HttpProblem {
	return new HttpProblem("unsupported-media-type", `Send it as ${TYPES_TOLD}.`);
}

/** The form of a body, by its `Content-Type`. Refuses what is no UTF-8, and what is not said. */
export function formOf({ headers }: FastifyRequest): TableForm {
	const [type = "", ...parameters] = (headers["content-type"] ?? "").toLowerCase().split(";");
	const form = FORMS.find((one) => MEDIA_TYPES[one] === type.trim());
	if (form === undefined) throw unsupported();
	const charset = parameters.find((parameter) => parameter.trim().startsWith("charset="));
	if (charset !== undefined && !/^charset="?(?:utf-?8|us-ascii)"?$/.test(charset.trim()))
		throw new HttpProblem("unsupported-media-type", "Only text in UTF-8 is read; export it so.");
	return form;
}

/** Whether a body is said to be gzip. Refuses other codings. */
export function isGzip({ headers }: FastifyRequest): boolean {
	const coding = (headers["content-encoding"] ?? "identity").trim().toLowerCase();
	if (coding === "gzip" || coding === "x-gzip") return true;
	if (coding === "identity") return false;
	throw new HttpProblem("unsupported-media-type", "Of codings, only gzip is unpacked.", {
		headers: { "accept-encoding": "gzip" },
	});
}

/** How many bytes a body has, packed or not, as the client announced it. */
export function announcedBytes({ headers }: FastifyRequest): number | undefined {
	const length = headers["content-length"];
	return length === undefined ? undefined : Number(length);
}

/**
 * The body of a request in the blocks in which it comes. Throws {@link UploadStopped} when the client goes
 * away, and when nothing came for so long while it was waited for.
 */
export async function* arrivingBody(
	{ raw }: FastifyRequest,
	idleMs: DurationMs,
): AsyncGenerator<Uint8Array> {
	// Destroying the request would take its connection along, and with it the answer.
	const blocks = (raw as Readable).iterator({ destroyOnReturn: false });
	let isWaiting = false;
	try {
		for (;;) {
			isWaiting = true;
			const next = await within(idleMs, blocks.next());
			isWaiting = false;
			if (next.done === true) return;
			yield next.value;
		}
	} catch (error) {
		throw error instanceof UploadStopped
			? error
			: new UploadStopped("broken_off", "The client went away before the end of the body.");
	} finally {
		if (!isWaiting) {
			await blocks.return?.();
			// What is left of it is read by nobody, and stands before the answer and the next request.
			raw.resume();
		}
	}
}

async function within<Value>(idleMs: DurationMs, work: Promise<Value>): Promise<Value> {
	const { promise: tooSlow, reject } = Promise.withResolvers<never>();
	const timer = setTimeout(
		() => reject(new UploadStopped("too_slow", `Nothing came for ${idleMs / 1_000} s.`)),
		idleMs,
	);
	try {
		return await Promise.race([work, tooSlow]);
	} finally {
		clearTimeout(timer);
	}
}
