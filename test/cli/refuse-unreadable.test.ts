import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import type { Context } from "../../src/cli/context.ts";
import { runProgram } from "../../src/cli/program.ts";
import { UNNAMED_CURRENCY } from "../../src/core/currency.ts";
import { DEFAULT_RULES } from "../../src/core/rules.ts";

/** A command line in front of a person, or not, with files and databases that must not be asked. */
function contextAt(isTTY: boolean) {
	const standardOutput = Object.assign(new PassThrough(), { isTTY });
	const standardError = new PassThrough();
	const unasked = () => Promise.reject(new Error("nobody asked for this"));
	const context: Context = {
		version: "",
		zoneDataVersion: "2026c",
		standardInput: new PassThrough(),
		standardOutput,
		standardError,
		now: () => 0,
		rules: async () => DEFAULT_RULES,
		currency: async () => UNNAMED_CURRENCY,
		openDatabase: unasked,
		openServices: unasked,
		migrate: unasked,
		reportAfterImportMs: unasked,
		examine: unasked,
		startServer: unasked,
		startWorkers: unasked,
		untilAskedToStop: unasked,
	};
	return { context, standardError };
}

const COMMANDS = [
	["report", "--polls", "nowhere.csv"],
	["outages"],
	["uptime"],
	["reports", "download", "3bd962d3-3256-4dde-9770-66a77dc74b7b"],
];

async function complaintOf(command: readonly string[], isTTY: boolean) {
	const { context, standardError } = contextAt(isTTY);
	const code = await runProgram([...command, "--format", "parquet"], context);
	standardError.end();
	return { code, complaint: await text(standardError) };
}

test.each(COMMANDS)(
	"%s writes no Parquet to a terminal, and reads nothing for it",
	async (...command) => {
		expect(await complaintOf(command, true)).toEqual({
			code: 2,
			complaint:
				"openhours: Parquet is not to be read on a terminal: name a file with --out, or lead the output into one with >\n",
		});
		// Elsewhere it goes on, to what is missing here.
		expect((await complaintOf(command, false)).complaint).not.toContain("terminal");
	},
);
