import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { DirectoryLock, type LockOwner } from "../../src/database/engine/directory-lock.ts";
import { DatabaseError } from "../../src/database/engine/errors.ts";
import { temporaryDirectory } from "./databases.ts";
import { startProcess } from "./other-process.ts";

const lockFile = (directory: string) => join(directory, "openhours.lock");

function ownerIn(directory: string): LockOwner {
	return JSON.parse(readFileSync(lockFile(directory), "utf8"));
}

/** What the lock of a process looks like that once had the directory. */
function leaveLock(directory: string, differences: Partial<LockOwner>): void {
	const lock = DirectoryLock.take(directory);
	const owner = ownerIn(directory);
	lock.release();
	writeFileSync(
		lockFile(directory),
		JSON.stringify({ ...owner, token: "of another", ...differences }),
	);
}

function refusal(directory: string): DatabaseError {
	try {
		DirectoryLock.take(directory).release();
	} catch (error) {
		expect(error).toBeInstanceOf(DatabaseError);
		return error as DatabaseError;
	}
	throw new Error("it was not locked");
}

const HOLD = `
	import { DirectoryLock } from "SOURCES/engine/directory-lock.ts";
	DirectoryLock.take(DIRECTORY, "http://127.0.0.1:8080");
	console.log("taken");
	setInterval(() => {}, 1_000);
`;

test("a directory that a living process has is locked, and the message says by whom and what to do", async () => {
	const directory = temporaryDirectory();
	const other = startProcess(HOLD.replace("DIRECTORY", JSON.stringify(directory)));
	expect(await other.nextLine()).toBe("taken");
	const error = refusal(directory);
	expect(error.meaning).toBe("locked");
	expect(error.message).toContain(directory);
	expect(error.message).toContain(`process ${other.pid}`);
	expect(error.message).toContain("http://127.0.0.1:8080");
	expect(error.message).toContain("DATABASE_URL");
});

test("a directory whose owner was killed is free", async () => {
	const directory = temporaryDirectory();
	const other = startProcess(HOLD.replace("DIRECTORY", JSON.stringify(directory)));
	await other.nextLine();
	await other.kill();
	const lock = DirectoryLock.take(directory);
	expect(ownerIn(directory).pid).toBe(process.pid);
	lock.release();
	expect(readdirSync(directory)).toEqual([]);
});

test("the same process cannot have it twice", () => {
	const directory = temporaryDirectory();
	const lock = DirectoryLock.take(directory);
	expect(refusal(directory).message).toContain(`process ${process.pid}`);
	lock.release();
	DirectoryLock.take(directory).release();
});

test("the address that is announced later is in the message too", () => {
	const directory = temporaryDirectory();
	const lock = DirectoryLock.take(directory);
	lock.announce("http://127.0.0.1:9090");
	expect(refusal(directory).message).toContain("http://127.0.0.1:9090");
	lock.release();
	expect(readdirSync(directory)).toEqual([]);
});

test.skipIf(process.platform !== "linux")(
	"a living process that only has the dead owner's number does not hold it",
	() => {
		const directory = temporaryDirectory();
		leaveLock(directory, { processStarted: "1" });
		DirectoryLock.take(directory).release();
	},
);

test("an owner on another machine holds it as long as it gives signs of life", () => {
	const directory = temporaryDirectory();
	leaveLock(directory, { host: "elsewhere", pid: 1 });
	const error = refusal(directory);
	expect(error.message).toContain("process 1 on elsewhere");
	expect(error.message).toContain("it ends by itself in 60 s");
	const longAgo = new Date(Date.now() - 61_000);
	utimesSync(lockFile(directory), longAgo, longAgo);
	DirectoryLock.take(directory).release();
});

test("a lock that cannot be read is left to a person", () => {
	const directory = temporaryDirectory();
	writeFileSync(lockFile(directory), "{");
	const error = refusal(directory);
	expect(error.meaning).toBe("locked");
	expect(error.message).toContain("delete it");
});

test("a lock is not released by one whose lock was taken over", () => {
	const directory = temporaryDirectory();
	const lost = DirectoryLock.take(directory);
	leaveLockOfAnother(directory);
	lost.release();
	expect(ownerIn(directory).token).toBe("of another");
});

function leaveLockOfAnother(directory: string): void {
	writeFileSync(
		lockFile(directory),
		JSON.stringify({ ...ownerIn(directory), token: "of another" }),
	);
}

test("of those who find a dead owner's lock at the same moment, one gets it", async () => {
	const takers = 3;
	const root = temporaryDirectory();
	const directories = Array.from({ length: 100 }, (_, round) => join(root, String(round)));
	for (const directory of directories) {
		mkdirSync(directory);
		leaveLock(directory, { pid: 0x7fff_ffff, processStarted: "1" });
	}
	const arrived = new Int32Array(new SharedArrayBuffer(4));
	const outcomes = await Promise.all(
		Array.from({ length: takers }, async () => {
			const thread = new Worker(new URL("./lock-taker.ts", import.meta.url), {
				workerData: { directories, arrived, takers },
			});
			// Listened for before the message: one that ends at once tells both in the same breath.
			const exited = once(thread, "exit");
			const [outcomesOfOne] = await once(thread, "message");
			await exited;
			return outcomesOfOne as string[];
		}),
	);
	directories.forEach((directory, round) => {
		const ofRound = outcomes.map((ofThread) => ofThread[round]).sort();
		expect(ofRound).toEqual(["locked", "locked", "taken"]);
		expect(readdirSync(directory)).toEqual(["openhours.lock"]);
	});
});
