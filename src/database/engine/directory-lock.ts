import { randomUUID } from "node:crypto";
import {
	constants,
	copyFileSync,
	linkSync,
	readFileSync,
	readlinkSync,
	renameSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { DatabaseError } from "./errors.ts";

/** The lock's name in the data directory. */
export const LOCK_FILE = "openhours.lock";

/** How often the owner shows that it lives, for those who cannot see its process. */
const SIGN_OF_LIFE_MS = 10_000;
/** An owner whose process cannot be seen counts as dead when it was silent this long. */
const SILENCE_MS = 60_000;

/** What the lock file says of the process that has the directory. */
export interface LockOwner {
	/** Tells this lock from any other, before or after it. */
	readonly token: string;
	readonly pid: number;
	readonly host: string;
	/** When the process started, by the kernel's clock: a recycled pid has another. */
	readonly processStarted: string | undefined;
	/** Where a pid means something: this boot of the machine, and this container. */
	readonly pidSpace: string | undefined;
	readonly startedAt: string;
	/** Where it serves, if it does. */
	readonly url: string | undefined;
}

/**
 * The right to use a data directory, held by one process at a time: PGlite takes no lock of its
 * own, and two processes would destroy the files.
 *
 * The file appears whole, by a hard link, so that nobody ever reads half of it.
 */
export class DirectoryLock {
	readonly #path: string;
	#owner: LockOwner;
	readonly #signOfLife: NodeJS.Timeout;

	/** Takes the lock, or throws: `locked` when a living process has it. */
	static take(directory: string, url?: string): DirectoryLock {
		const path = join(directory, LOCK_FILE);
		const owner = ownerHere(url);
		create(path, owner, directory);
		return new DirectoryLock(path, owner);
	}

	private constructor(path: string, owner: LockOwner) {
		this.#path = path;
		this.#owner = owner;
		this.#signOfLife = setInterval(() => touch(path), SIGN_OF_LIFE_MS).unref();
	}

	/** Writes down where this process serves, for those who find the directory locked. */
	announce(url: string): void {
		this.#owner = { ...this.#owner, url };
		const draft = writeDraft(this.#path, this.#owner);
		renameSync(draft, this.#path);
	}

	release(): void {
		clearInterval(this.#signOfLife);
		if (readOwner(this.#path)?.token === this.#owner.token) rmSync(this.#path, { force: true });
	}
}

/** The process that has a directory, and whether a process of this machine and container can see it. */
export interface DirectoryOwner extends LockOwner {
	readonly isHere: boolean;
}

/** Which process has a directory; `undefined` when none has. */
export function directoryOwner(directory: string): DirectoryOwner | undefined {
	const owner = readOwner(join(directory, LOCK_FILE));
	return owner && { ...owner, isHere: isHere(owner) };
}

function isHere({ host, pidSpace: space }: LockOwner): boolean {
	return host === hostname() && space === pidSpace();
}

function ownerHere(url: string | undefined): LockOwner {
	return {
		token: randomUUID(),
		pid: process.pid,
		host: hostname(),
		processStarted: processStarted(process.pid),
		pidSpace: pidSpace(),
		startedAt: new Date().toISOString(),
		url,
	};
}

/**
 * Creates the lock file, in the place of a dead owner's if there is one.
 *
 * Removing a dead owner's file must not remove that of a process that was quicker in doing the
 * same; so who removes it holds a lock for doing so, taken in the same way, and looks again.
 */
function create(path: string, owner: LockOwner, directory: string): void {
	for (;;) {
		if (createIfAbsent(path, owner)) return;
		const holder = readOwner(path);
		if (holder === undefined) continue; // it was released in this moment
		if (isAlive(path, holder)) throw lockedBy(holder, directory, path);
		const guard = `${path}.takeover`;
		create(guard, owner, directory);
		try {
			if (readOwner(path)?.token === holder.token) rmSync(path, { force: true });
		} finally {
			rmSync(guard, { force: true });
		}
	}
}

/** Puts the lock file in place at once and whole; `false` when there is one already. */
function createIfAbsent(path: string, owner: LockOwner): boolean {
	const draft = writeDraft(path, owner);
	try {
		linkSync(draft, path);
		return true;
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === "EEXIST") return false;
		if (!NO_HARD_LINKS.has(code ?? "")) throw error;
		return copyIfAbsent(draft, path);
	} finally {
		rmSync(draft, { force: true });
	}
}

/** Some file systems (exFAT, some network shares) have no hard links; there, a copy must do. */
const NO_HARD_LINKS: ReadonlySet<string> = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"]);

function copyIfAbsent(draft: string, path: string): boolean {
	try {
		copyFileSync(draft, path, constants.COPYFILE_EXCL);
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
		throw error;
	}
}

function writeDraft(path: string, owner: LockOwner): string {
	const draft = `${path}.${owner.token}`;
	try {
		writeFileSync(draft, `${JSON.stringify(owner, undefined, "\t")}\n`);
		return draft;
	} catch (error) {
		// On a full disk it is made all the same, and stays empty.
		rmSync(draft, { force: true });
		throw error;
	}
}

/** The owner that a lock file names; `undefined` when there is no file. */
function readOwner(path: string): LockOwner | undefined {
	let text: string;
	try {
		text = readFileSync(path, "utf8");
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
		throw error;
	}
	try {
		return JSON.parse(text) as LockOwner;
	} catch {
		throw new DatabaseError(
			"locked",
			`the lock file ${path} cannot be read. If no Openhours process uses this directory, delete it.`,
		);
	}
}

/**
 * Whether the owner of a lock still runs. Where its process can be seen, that is a fact; from
 * another machine or container it is told by the signs of life that it leaves on the file.
 */
function isAlive(path: string, owner: LockOwner): boolean {
	if (!isHere(owner)) return silentMs(path) < SILENCE_MS;
	if (owner.processStarted !== undefined) return processStarted(owner.pid) === owner.processStarted;
	return hasProcess(owner.pid);
}

function silentMs(path: string): number {
	try {
		return Date.now() - statSync(path).mtimeMs;
	} catch {
		return Number.POSITIVE_INFINITY;
	}
}

function touch(path: string): void {
	const now = new Date();
	try {
		utimesSync(path, now, now);
	} catch {
		// Deleted by hand: the next process will not see us, but stopping would help nobody.
	}
}

function hasProcess(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
}

/** The kernel's start time of a running process, on Linux; `undefined` without one, or elsewhere. */
function processStarted(pid: number): string | undefined {
	// The second field is the program's name in parentheses, which can hold anything.
	const fields = tryRead(() => readFileSync(`/proc/${pid}/stat`, "utf8"))
		?.replace(/^.*\) /s, "")
		.split(" ");
	// A killed process stays listed as a zombie until its parent asks for it.
	return fields?.[0] === "Z" || fields?.[0] === "X" ? undefined : fields?.[19];
}

function pidSpace(): string | undefined {
	const boot = tryRead(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim());
	const space = tryRead(() => readlinkSync("/proc/self/ns/pid"));
	return boot === undefined || space === undefined ? undefined : `${boot} ${space}`;
}

function tryRead(read: () => string): string | undefined {
	try {
		return read();
	} catch {
		return undefined; // no such process, or not Linux
	}
}

function lockedBy(owner: LockOwner, directory: string, path: string): DatabaseError {
	const where = owner.host === hostname() ? "" : ` on ${owner.host}`;
	const serving = owner.url === undefined ? "" : `, which serves ${owner.url}`;
	const talk =
		owner.url === undefined
			? "talk to that one"
			: `ask that one over HTTP (what commands do with keys, reports, schedules and webhooks is under ${owner.url}/v1, and files can be sent to it, as with curl --data-binary @polls.csv -H 'content-type: text/csv' ${owner.url}/v1/polls)`;
	return new DatabaseError(
		"locked",
		`the data directory ${directory} is in use by process ${owner.pid}${where}${serving} ` +
			`(since ${owner.startedAt}). Only one process can use it: ${talk}, stop it, or ` +
			"set OPENHOURS_DATA to another directory; several processes can share PostgreSQL " +
			`(DATABASE_URL). The lock is ${path}.` +
			(!isHere(owner)
				? ` If that process is gone, it ends by itself in ${SILENCE_MS / 1_000} s.`
				: ""),
	);
}
