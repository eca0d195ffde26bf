import { type DurationMs, SECOND_MS } from "../../core/instant.ts";
import { type DirectoryOwner, directoryOwner } from "../../database/engine/directory-lock.ts";
import { type Finding, note, ok, wrong } from "./finding.ts";

/** Where a server answers whoever asks, whatever else it can do. */
const HEALTH = "/healthz";

const ANSWER_MS: DurationMs = 5 * SECOND_MS;

/**
 * Which process has a data directory that could not be opened for it, and whether it answers, if it is
 * a server; `undefined` when it has let go of it meanwhile.
 */
export async function examineDirectoryOwner(directory: string): Promise<Finding[] | undefined> {
	const owner = directoryOwner(directory);
	if (owner === undefined) return undefined;
	return [
		await examineOwner(owner, directory),
		note(
			"database",
			"everything that is in it was left out: only the process that has it can look",
			`Stop that process${owner.isHere ? ` (kill ${owner.pid})` : ""} and run openhours doctor again, to have it looked at.`,
		),
	];
}

async function examineOwner(owner: DirectoryOwner, directory: string): Promise<Finding> {
	const where = owner.isHere ? "" : ` on ${owner.host}`;
	const has = `process ${owner.pid}${where} has ${directory} since ${owner.startedAt}`;
	const { url } = owner;
	if (url === undefined) return ok("database", has);
	const silence = await maybeSilence(url);
	if (silence === undefined) return ok("database", `${has}, serves ${url} and answers there`);
	const found = `${has} and serves ${url}, where ${silence}`;
	return owner.isHere
		? wrong(
				"database",
				found,
				`Look at its log; if it does not recover, stop it (kill ${owner.pid}) and start openhours serve again.`,
			)
		: note("database", found, "It is another machine or container: run openhours doctor there.");
}

/** Why a server is not as it should be; `undefined` when it answers. */
async function maybeSilence(url: string): Promise<string | undefined> {
	try {
		const { status, body } = await fetch(`${url}${HEALTH}`, {
			signal: AbortSignal.timeout(ANSWER_MS),
		});
		await body?.cancel();
		return status === 200 ? undefined : `the answer has the status ${status}`;
	} catch {
		return "nothing answers";
	}
}
