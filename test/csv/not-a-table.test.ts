import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSource } from "../../src/csv/byte-source.ts";
import { readClosures } from "../../src/csv/closures.ts";
import { readPolls } from "../../src/csv/polls.ts";
import { TableError } from "../../src/csv/reject.ts";
import { LATEST } from "./random-polls.ts";
import { sourceInBlocks } from "./random-tables.ts";

let directory: string;
beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "openhours-tables-"));
});
afterAll(() => rm(directory, { recursive: true }));

const NO_INPUT = Readable.from([]);
const HEADER = "store_id,timestamp_utc,status";
const ROW = "a,2023-01-22 12:09:39.388884 UTC,active";
const EXPECTED = "expected a header with the columns store_id, timestamp_utc, status";

/** The complaint about a poll file, which must be about the file as a whole; its name is left out. */
async function complaintAbout(
	file: string,
	input = NO_INPUT,
	options: { threads?: number; bytesPerThreadMin?: number } = {},
): Promise<string> {
	const error = await openSource(file, input)
		.then((source) => readPolls(source, { latest: LATEST, onReject: () => {}, ...options }))
		.then(
			() => new Error(`${file} was read`),
			(error) => error,
		);
	expect(error).toBeInstanceOf(TableError);
	expect(error.message.startsWith(`${file}: `)).toBe(true);
	return error.message.slice(file.length + 2);
}

async function write(content: string | Uint8Array, name = "polls.csv"): Promise<string> {
	const path = join(directory, name);
	await writeFile(path, content);
	return path;
}

describe("a file that is no table of polls is told what was expected", () => {
	test.each([
		[
			"another table",
			"store_id,day\n",
			`has no column timestamp_utc; ${EXPECTED}, found "store_id,day"`,
		],
		["no header at all", `${ROW}\n`, `has no column store_id; ${EXPECTED}, found "${ROW}"`],
		[
			"semicolons",
			`${HEADER.replaceAll(",", ";")}\n`,
			'found "store_id;timestamp_utc;status", which is separated by semicolons; export it with commas',
		],
		[
			"tabs",
			`${HEADER.replaceAll(",", "\t")}\n`,
			'found "store_id·timestamp_utc·status", which is separated by tabs; export it with commas',
		],
		["bars", `${HEADER.replaceAll(",", "|")}\n`, "separated by bars; export it with commas"],
		["nothing", "", `is empty; ${EXPECTED}`],
		["nothing but a byte order mark", "\ufeff", `is empty; ${EXPECTED}`],
		["an empty first line", `\n${HEADER}\n`, `has no column store_id; ${EXPECTED}, found ""`],
		["one column twice", `status,${HEADER}\n`, `has the column status more than once; ${EXPECTED}`],
		[
			"misplaced quotes in the header",
			`store"_id,timestamp_utc,status\n`,
			`has a first line with misplaced quotes; ${EXPECTED}`,
		],
		[
			"a header that is cut off in a quoted cell",
			'"store_id',
			`has a first line with misplaced quotes; ${EXPECTED}`,
		],
		[
			"a first line without end",
			"x".repeat(70_000),
			`has a first line of more than 65,536 bytes; ${EXPECTED}`,
		],
		[
			"a page of the web",
			"<!DOCTYPE html>\n<html>",
			`has no column store_id; ${EXPECTED}, found "<!DOCTYPE html>"`,
		],
		[
			"UTF-16",
			Buffer.from(`\ufeff${HEADER}\n${ROW}\n`, "utf16le"),
			"is UTF-16 text; save it as UTF-8",
		],
		[
			"UTF-16, its bytes the other way",
			Buffer.from(`\ufeff${HEADER}\n`, "utf16le").swap16(),
			"is UTF-16 text; save it as UTF-8",
		],
		[
			"UTF-16 without a mark",
			Buffer.from(HEADER, "utf16le"),
			"is a binary file; a CSV file is expected",
		],
		[
			"a spreadsheet",
			Buffer.from("PK\u0003\u0004\u0014\0\u0006\0"),
			"is a ZIP or Excel file; save the sheet as CSV (UTF-8)",
		],
		[
			"an executable",
			Buffer.from("\u007fELF\u0002\u0001\u0001\0"),
			"is a binary file; a CSV file is expected",
		],
	])("with %s in it", async (_, content, complaint) => {
		const bytes = Buffer.from(content as string);
		const path = await write(bytes);
		expect(await complaintAbout(path)).toContain(complaint);
		expect(await complaintAbout("-", Readable.from([bytes]))).toContain(complaint);
		expect(await complaintAbout(await write(gzipSync(bytes)))).toContain(complaint);
		if (bytes.length < 8) return;
		const threads = { threads: 4, bytesPerThreadMin: 1 };
		expect(await complaintAbout(await write(bytes), NO_INPUT, threads)).toContain(complaint);
	});

	test.each([
		["by the end", `${HEADER}\n${ROW}\n"b,2023-01-22`, 3],
		["behind a doubled quote", `${HEADER}\n${ROW}\n"b""`, 3],
		["lines before the end", `${HEADER}\r\n\r\n"b\r\n\r\n${`${ROW}\r\n`.repeat(10)}`, 3],
		[
			"so early that the rest is longer than any row",
			`${HEADER}\n"b\n${`${ROW}\n`.repeat(4_000)}`,
			2,
		],
	])("which is cut off in a quoted cell %s", async (_, content, line) => {
		const complaint = `line ${line}: a quoted cell is not closed; a row ends with its quotes closed, so the file is cut off or a quote is missing there`;
		const path = await write(content);
		expect(await complaintAbout(path)).toBe(complaint);
		expect(await complaintAbout(path, NO_INPUT, { threads: 2, bytesPerThreadMin: 1 })).toBe(
			complaint,
		);
	});

	test("of planned closures, which column may be left out", async () => {
		const bytes = Buffer.from("store_id\n");
		await expect(readClosures(sourceInBlocks(bytes, [4]), () => {})).rejects.toThrow(
			"random.csv: has no column from_utc; expected a header with the columns store_id, from_utc, to_utc, reason (optional), author (optional)",
		);
	});
});

describe("a file packed with gzip", () => {
	const packed = gzipSync(`${HEADER}\n${`${ROW}\n`.repeat(50_000)}`, { level: 0 });

	test.each([2, 5, 12, 1_000, packed.length - 1])(
		"that is cut off after %i bytes is told so",
		async (length) => {
			const path = await write(packed.subarray(0, length));
			expect(await complaintAbout(path)).toBe("is cut off: its gzip data ends too early");
		},
	);

	test("that is damaged is told so", async () => {
		const damaged = Buffer.from(packed);
		damaged.fill(0x55, 10, 40);
		expect(await complaintAbout(await write(damaged))).toBe(
			"is damaged: its gzip data cannot be unpacked",
		);
		const wrongSum = Buffer.from(packed);
		wrongSum.writeUInt32LE(0, packed.length - 8);
		expect(await complaintAbout(await write(wrongSum))).toBe(
			"is damaged: its gzip data cannot be unpacked",
		);
	});

	test("in several members, as pigz and cat make them, is read to the end", async () => {
		const path = await write(
			Buffer.concat([gzipSync(`${HEADER}\n${ROW}\n`), gzipSync(`b${ROW.slice(1)}`)]),
		);
		const table = await readPolls(await openSource(path, NO_INPUT), {
			latest: LATEST,
			onReject: () => {},
		});
		expect(table.ids).toEqual(["a", "b"]);
	});
});

describe("a name that cannot be read", () => {
	test("because there is no such file is told so", async () => {
		expect(await complaintAbout(join(directory, "none.csv"))).toBe("there is no such file");
		expect(await complaintAbout(join(directory, "none", "polls.csv"))).toBe(
			"there is no such file",
		);
	});

	test("because it is a directory is told so", async () => {
		expect(await complaintAbout(directory)).toBe("is a directory; name a CSV file in it");
	});

	test("for want of permission is told so", async () => {
		const path = await write(HEADER, "secret.csv");
		await chmod(path, 0);
		const complaint = await asSomebodyElse(() => complaintAbout(path));
		expect(complaint).toBe("may not be read: permission denied");
	});
});

/** Root may read everything, so that it has to be somebody else for a moment. */
async function asSomebodyElse<Result>(act: () => Promise<Result>): Promise<Result> {
	if (process.geteuid?.() !== 0) return act();
	process.seteuid?.(65_534);
	try {
		return await act();
	} finally {
		process.seteuid?.(0);
	}
}

test("a header is found under a byte order mark, in any letter case, order and quotes", async () => {
	const path = await write(
		`\ufeff"Status", STORE_ID ,x,"Timestamp_UTC"\r\nactive,a,,2023-01-22 12:09:39`,
	);
	const table = await readPolls(await openSource(path, NO_INPUT), {
		latest: LATEST,
		onReject: ({ line }) => {
			throw new Error(`line ${line} is bad`);
		},
	});
	expect(table.ids).toEqual(["a"]);
});

test("a file with a header and nothing else is a table without rows", async () => {
	for (const end of ["", "\n", "\r\n", "\n\n"]) {
		const source = await openSource(await write(HEADER + end), NO_INPUT);
		const table = await readPolls(source, { latest: LATEST, onReject: () => {} });
		expect(table.rowsRead).toBe(0);
	}
});
