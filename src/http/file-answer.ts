import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { FilePiece } from "../service/output-file.ts";
import { countBytes, cutBytes, partWithin, type RequestedPart, readRange } from "./byte-range.ts";
import { HttpProblem } from "./problem.ts";

/** A file that is written anew each time, and in the same bytes as long as its name is the same. */
export interface WrittenFile {
	/** Stands for its bytes: of printable ASCII, without quotes. */
	readonly tag: string;
	readonly contentType: string;
	/** What to call it where it is kept. */
	readonly name: string;
	/** Writes it, piece by piece. */
	write(): AsyncIterable<FilePiece>;
}

/** The lengths of so many files are remembered. */
const LENGTHS_MAX = 100;

/** Answers with files: whole, in part, or with the word that the client has them (RFC 9110, 13 and 14). */
export class FileAnswers {
	/** By tag; the one that was asked for last is the last. */
	readonly #lengths = new Map<string, Promise<number>>();

	/** Refuses as `range-not-satisfiable` a part that begins behind the end. */
	async send(
		request: FastifyRequest,
		reply: FastifyReply,
		file: WrittenFile,
	): Promise<FastifyReply> {
		const { method, headers } = request;
		const etag = `"${file.tag}"`;
		// Nobody's but the caller's, and asked about each time: it may be deleted.
		reply.headers({ etag, "cache-control": "private, no-cache", "accept-ranges": "bytes" });
		const isHead = method === "HEAD";
		if (isAmong(etag, headers["if-none-match"]))
			return reply.code(304).send(isHead ? nothing() : undefined);
		reply
			.type(file.contentType)
			.header("content-disposition", `attachment; filename="${file.name}"`);
		if (isHead) return reply.send(nothing());
		const part = requestedPart(headers, etag);
		if (part === undefined) return reply.send(Readable.from(file.write()));
		return this.#sendPart(reply, file, part);
	}

	async #sendPart(
		reply: FastifyReply,
		file: WrittenFile,
		requested: RequestedPart,
	): Promise<FastifyReply> {
		const length = await this.#lengthOf(file);
		const part = partWithin(requested, length);
		if (part === undefined)
			throw new HttpProblem("range-not-satisfiable", `The file has ${length} bytes.`, {
				headers: { "content-range": `bytes */${length}` },
			});
		const { from, to } = part;
		return reply
			.code(206)
			.headers({
				"content-range": `bytes ${from}-${to - 1}/${length}`,
				"content-length": to - from,
			})
			.send(Readable.from(cutBytes(file.write(), part)));
	}

	/** How long a file is, is known once it was written to its end. */
	#lengthOf(file: WrittenFile): Promise<number> {
		const { tag } = file;
		const length = this.#lengths.get(tag) ?? this.#count(file);
		this.#lengths.delete(tag);
		this.#lengths.set(tag, length);
		const [oldest] = this.#lengths.keys();
		if (this.#lengths.size > LENGTHS_MAX) this.#lengths.delete(oldest as string);
		return length;
	}

	#count(file: WrittenFile): Promise<number> {
		const length = countBytes(file.write());
		length.catch(() => this.#lengths.delete(file.tag));
		return length;
	}
}

/** A body of no bytes that does not say how many it would have. */
function nothing(): Readable {
	return Readable.from([]);
}

/** Whether a tag is one of a list of them, weak or strong, or the list stands for any. */
function isAmong(etag: string, list: string | undefined): boolean {
	if (list === undefined) return false;
	return (
		list.trim() === "*" || [...list.matchAll(/(?:W\/)?("[^"]*")/g)].some(([, one]) => one === etag)
	);
}

/** The part that a request asks for; `undefined` for all of the file. */
function requestedPart(
	{ range, "if-range": ifRange }: FastifyRequest["headers"],
	etag: string,
): RequestedPart | undefined {
	if (range === undefined) return undefined;
	// A weak tag or a date does not tell one byte from another.
	if (ifRange !== undefined && ifRange !== etag) return undefined;
	return readRange(range);
}
