import { DAY_MS, formatInstant, type Instant } from "../../core/instant.ts";
import { countApiKeys, type KeyScope, manyApiKeysExpiring } from "../../database/api-keys.ts";
import type { Connection } from "../../database/engine/database.ts";
import { type Finding, note, ok, wrong } from "./finding.ts";
import { counted } from "./words.ts";

const SUBJECT = "access";

/** Keys that expire within this time want to be replaced. */
const SOON_MS = 14 * DAY_MS;

/** How many keys are named of those that expire soon. */
const NAMED_MAX = 3;

const MAKE_ONE = "openhours keys create --name <name> --scope admin";

/** The settings that decide who may use a server. */
export interface AccessSettings {
	/** What servers listen on. */
	readonly host: string;
	readonly anonymous: KeyScope | "none" | undefined;
	readonly isBehindProxy: boolean;
}

interface KeyCounts {
	/** How many can be used now. */
	readonly usable: number;
	/** Whether there ever was one. */
	readonly wereMade: boolean;
}

/** Whether anybody can use a server of these settings, and whether keys want to be replaced. */
export async function examineAccess(
	connection: Connection,
	settings: AccessSettings,
	now: Instant,
): Promise<Finding[]> {
	const keys = await countApiKeys(connection, now);
	const expiring = await manyApiKeysExpiring(connection, { from: now, to: now + SOON_MS });
	return [judgeAccess(settings, keys), ...judgeExpiring(expiring)];
}

function judgeAccess(settings: AccessSettings, keys: KeyCounts): Finding {
	const { host, anonymous, isBehindProxy } = settings;
	const others = isBehindProxy ? "the proxy of OPENHOURS_TRUST_PROXY" : host;
	const reachedBy = isBehindProxy || !LOOPBACK.test(host) ? others : undefined;
	if (anonymous !== undefined && anonymous !== "none")
		return judgeOpen(anonymous, reachedBy, keys.usable);
	if (keys.usable > 0) return ok(SUBJECT, areGood(keys.usable));
	if (reachedBy !== undefined)
		return wrong(
			SUBJECT,
			`no key is good, and others reach ${reachedBy}: openhours serve does not start`,
			`Make one: ${MAKE_ONE}; or set OPENHOURS_ANONYMOUS.`,
		);
	return keys.wereMade || anonymous === "none"
		? note(SUBJECT, "no key is good: nobody can use a server", `Make one: ${MAKE_ONE}.`)
		: ok(SUBJECT, "no key was made yet: whoever is on this machine may use a server");
}

/** A server that callers may use without a key: that others may write to it is worth knowing. */
function judgeOpen(anonymous: KeyScope, reachedBy: string | undefined, usable: number): Finding {
	if (reachedBy === undefined || anonymous === "read")
		return ok(SUBJECT, `${areGood(usable)}; without one, callers may ${MAY[anonymous]}`);
	return note(
		SUBJECT,
		`${areGood(usable)}, and none is needed: whoever reaches ${reachedBy} may ${MAY[anonymous]}`,
		"If that is not what you mean, set OPENHOURS_ANONYMOUS to read or none.",
	);
}

function areGood(usable: number): string {
	return `${counted(usable, "key")} ${usable === 1 ? "is" : "are"} good`;
}

const MAY: Readonly<Record<KeyScope, string>> = {
	read: "read",
	write: "read and write",
	admin: "do everything",
};

const LOOPBACK = /^(?:localhost|127\.[\d.]+|::1)$/i;

function judgeExpiring(
	keys: readonly { readonly name: string; readonly expiresAt: Instant }[],
): Finding[] {
	if (keys.length === 0) return [];
	const named = keys
		.slice(0, NAMED_MAX)
		.map(({ name, expiresAt }) => `${name} (${formatInstant(expiresAt)})`)
		.join(", ");
	const more = keys.length > NAMED_MAX ? ` and ${keys.length - NAMED_MAX} more` : "";
	return [
		note(
			SUBJECT,
			`${counted(keys.length, "key")} ${keys.length === 1 ? "expires" : "expire"} within two weeks: ${named}${more}`,
			"Give whoever uses them new ones, by other names: openhours keys create.",
		),
	];
}
