import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ByteSource, openSource } from "../../src/csv/byte-source.ts";

let directory: string;
beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "openhours-bytes-"));
});
afterAll(() => rm(directory, { recursive: true }));

const NO_INPUT = Readable.from([]);
const TEXT = `${"0123456789abcdef".repeat(200_000)}\n`;

async function textOf(source: ByteSource): Promise<string> {
	const blocks: Buffer[] = [];
	for await (const block of source.blocks()) blocks.push(Buffer.from(block));
	return Buffer.concat(blocks).toString();
}

describe("the bytes of a source", () => {
	test("are those of the file, and its size is known", async () => {
		const path = join(directory, "plain.csv");
		await writeFile(path, TEXT);
		let bytesRead = 0;
		const source = await openSource(path, NO_INPUT, (bytes) => {
			bytesRead += bytes;
		});
		expect(source).toMatchObject({ name: path, path, size: TEXT.length });
		expect(await textOf(source)).toBe(TEXT);
		expect(bytesRead).toBe(TEXT.length);
	});

	test("are unpacked by what they are, not by how the file is called; progress counts the file's own", async () => {
		const path = join(directory, "packed.csv");
		const packed = gzipSync(TEXT);
		await writeFile(path, packed);
		let bytesRead = 0;
		const source = await openSource(path, NO_INPUT, (bytes) => {
			bytesRead += bytes;
		});
		expect(source).toMatchObject({ path: undefined, size: packed.length });
		expect(await textOf(source)).toBe(TEXT);
		expect(bytesRead).toBe(packed.length);
	});

	test("of standard input are unpacked too, even if they come one by one", async () => {
		const packed = gzipSync("a,b\n");
		const bytes = Array.from(packed, (byte) => Uint8Array.of(byte));
		expect(await textOf(await openSource("-", Readable.from(bytes)))).toBe("a,b\n");
		expect(await textOf(await openSource("-", Readable.from([Buffer.from("a")])))).toBe("a");
		expect(await textOf(await openSource("-", Readable.from([])))).toBe("");
	});

	test("of a named pipe are all read, and its writer never finds it closed", async () => {
		const path = join(directory, "pipe");
		await promisify(execFile)("mkfifo", [path]);
		for (let round = 0; round < 8; round++) {
			const writer = spawn("sh", ["-c", 'printf "a,b\n%s" "$1" > "$0"', path, `${round}`]);
			const ended = new Promise((resolve) => writer.once("exit", resolve));
			expect(await textOf(await openSource(path, NO_INPUT))).toBe(`a,b\n${round}`);
			expect(await ended).toBe(0);
		}
	}, 20_000);
});
