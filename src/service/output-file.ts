import { createWriteStream, existsSync, realpathSync, statSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Refusal } from "./refusal.ts";

/** A piece of a file: text, or bytes where its form is no text. */
export type FilePiece = string | Uint8Array;

/**
 * Writes a file as a whole: under a name of its own first, so that no reader ever finds half of it
 * and an old file stays when the new one fails. A device or a pipe is written directly.
 */
export async function writeOutputFile(
	path: string,
	pieces: AsyncIterable<FilePiece>,
): Promise<void> {
	try {
		const isPlain = statSync(path, { throwIfNoEntry: false })?.isFile() ?? true;
		// Through a link to the file that it stands for: renaming onto it would replace the link.
		if (isPlain) await writeWhole(existsSync(path) ? realpathSync(path) : path, pieces);
		else await pipeline(Readable.from(pieces), createWriteStream(path));
	} catch (error) {
		throw refusalToWrite(path, error);
	}
}

async function writeWhole(path: string, pieces: AsyncIterable<FilePiece>): Promise<void> {
	const partial = `${path}.${process.pid}.partial`;
	const file = await open(partial, "w");
	try {
		await pipeline(Readable.from(pieces), file.createWriteStream());
		await rename(partial, path);
	} catch (error) {
		await rm(partial, { force: true });
		throw error;
	}
}

/** Refuses to write over a file that is to be read, under whatever name. */
export function refuseToOverwriteInput(
	inputs: readonly string[],
	outputs: readonly (string | undefined)[],
): void {
	for (const output of outputs) {
		if (output === undefined) continue;
		const place = placeOf(output);
		if (place !== undefined && inputs.some((input) => placeOf(input) === place))
			throw new Refusal("invalid", `${output} is one of the files to be read; write to another`);
	}
}

/** What file a path leads to, the same for all of its names; `undefined` where it is no plain file. */
function placeOf(path: string): string | undefined {
	const stats = statSync(path, { throwIfNoEntry: false });
	return stats?.isFile() === true ? `${stats.dev}:${stats.ino}` : undefined;
}

/** Does something that writes to a file, and refuses in words when the system does not let it. */
export function refuseUnwritable<Result>(path: string, write: () => Result): Result {
	try {
		return write();
	} catch (error) {
		throw refusalToWrite(path, error);
	}
}

function refusalToWrite(path: string, error: unknown): unknown {
	const code = (error as NodeJS.ErrnoException).code;
	const told: Record<string, string> = {
		ENOENT: "its directory does not exist",
		ENOTDIR: "its directory does not exist",
		EACCES: "permission denied",
		EPERM: "permission denied",
		EROFS: "the file system is read-only",
		EISDIR: "it is a directory; name a file",
		ENOSPC: "no space is left on the disk; make room and run it again",
		EDQUOT: "your disk quota is used up; make room and run it again",
	};
	if (code === undefined || told[code] === undefined) return error;
	const meaning = code === "ENOSPC" || code === "EDQUOT" ? "unavailable" : "invalid";
	return new Refusal(meaning, `${path} cannot be written: ${told[code]}`, { cause: error });
}
