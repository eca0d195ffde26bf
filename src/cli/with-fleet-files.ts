import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type FleetFiles, readFleetFiles } from "../service/fleet-files.ts";
import { type FilePiece, refuseToOverwriteInput, writeOutputFile } from "../service/output-file.ts";
import { RejectLog } from "../service/reject-log.ts";
import type { Context } from "./context.ts";
import { type FleetFileValues, fleetFileNames } from "./options.ts";
import { megabytes, Progress } from "./progress.ts";

/** Where a command writes its result. */
export interface OutputValues {
	/** A file; standard output without it. */
	readonly out?: string;
}

/**
 * Reads the files that a command was given and does its work with them. Tells of their bad rows, and then
 * the lines that the work returns.
 */
export async function withFleetFiles(
	values: FleetFileValues & OutputValues,
	context: Context,
	work: (files: FleetFiles) => Promise<readonly string[]>,
): Promise<void> {
	const names = fleetFileNames(values);
	refuseToOverwriteInput(Object.values(names), [values.out, values.rejects]);
	const rejects = new RejectLog(values.rejects);
	const progress = new Progress(context.standardError);
	try {
		const files = await readFleetFiles({
			names,
			standardInput: context.standardInput,
			now: context.now(),
			rejects,
			strict: values.strict,
			onProgress: (read, total) => progress.show("reading", read, total, megabytes),
		});
		progress.clear();
		const lines = await work(files);
		tell(context, [...rejects.summary(), ...lines]);
	} catch (error) {
		progress.clear();
		tell(context, rejects.summary());
		throw error;
	} finally {
		rejects.close();
	}
}

/** Writes a command's result where it was asked for. */
export async function writeResult(
	file: AsyncIterable<FilePiece> | Iterable<FilePiece>,
	{ out }: OutputValues,
	context: Context,
): Promise<void> {
	const pieces = Readable.from(file);
	if (out === undefined) await pipeline(pieces, context.standardOutput, { end: false });
	else await writeOutputFile(out, pieces);
}

/** Tells people something on standard error, line by line. */
export function tell({ standardError }: Context, lines: readonly string[]): void {
	for (const line of lines) standardError.write(`${line}\n`);
}
