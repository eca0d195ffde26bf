import { formatInstant, type Instant } from "../core/instant.ts";
import { keyDocument } from "../service/key-document.ts";
import {
	type ApiKey,
	createKey,
	faultOf,
	type KeyScope,
	keyIdMeantBy,
	listKeys,
	revokeKey,
} from "../service/keys.ts";
import type { Context } from "./context.ts";
import type { Expiry } from "./options.ts";
import { alignedTable } from "./table.ts";
import { withServices } from "./with-services.ts";

export interface CreateValues {
	readonly name: string;
	readonly scope: KeyScope;
	readonly expires?: Expiry;
}

export interface ListValues {
	readonly limit: number;
	readonly json?: boolean;
}

/** `openhours keys create`: prints the key, this once, and beside it what it is. */
export async function create(values: CreateValues, context: Context): Promise<void> {
	const { name, scope, expires } = values;
	await withServices(context, async (services) => {
		const key = await createKey(services, {
			name,
			scope,
			expiresAt: expires === undefined ? undefined : instantOf(expires, context.now()),
		});
		context.standardOutput.write(`${key.text}\n`);
		context.standardError.write(
			`the key ${key.keyId} (${key.name}, ${scope}, ${describeEnd(key)}), shown this once\n` +
				(key.isFirst
					? "It is the first: from now on every caller needs one, also on this machine, unless OPENHOURS_ANONYMOUS says otherwise.\n"
					: ""),
		);
	});
}

/** `openhours keys list`. */
export async function list(values: ListValues, context: Context): Promise<void> {
	await withServices(context, async (services) => {
		const { keys } = await listKeys(services, { limit: values.limit });
		context.standardOutput.write(
			values.json === true
				? keys.map((key) => `${JSON.stringify(keyDocument(key))}\n`).join("")
				: alignedTable(
						["key", "scope", "state", "created", "last used", "name"],
						keys.map((key) => describeKey(key, context.now())),
					),
		);
	});
}

/** `openhours keys revoke`. */
export async function revoke(key: string, context: Context): Promise<void> {
	await withServices(context, async (services) =>
		revokeKey(services, await keyIdMeantBy(services, key)),
	);
}

function instantOf(expires: Expiry, now: Instant): Instant {
	return "at" in expires ? expires.at : now + expires.afterMs;
}

function describeKey(key: ApiKey, now: Instant): string[] {
	const { keyId, name, scope, createdAt, lastUsedAt } = key;
	return [
		keyId,
		scope,
		describeState(key, now),
		formatInstant(createdAt),
		lastUsedAt === undefined ? "never" : formatInstant(lastUsedAt),
		name,
	];
}

function describeState(key: ApiKey, now: Instant): string {
	switch (faultOf(key, now)) {
		case "revoked":
			return `revoked ${formatInstant(key.revokedAt as Instant)}`;
		case "expired":
			return `expired ${formatInstant(key.expiresAt as Instant)}`;
		default:
			return `good, ${describeEnd(key)}`;
	}
}

function describeEnd({ expiresAt }: ApiKey): string {
	return expiresAt === undefined ? "for good" : `until ${formatInstant(expiresAt)}`;
}
