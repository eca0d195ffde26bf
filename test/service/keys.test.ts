import { createHash } from "node:crypto";
import { sql } from "kysely";
import { beforeEach, describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../src/core/instant.ts";
import type { Database } from "../../src/database/engine/database.ts";
import { KeyChecker } from "../../src/service/check-key.ts";
import { hashKey, isKeyText, newKeyText } from "../../src/service/key-text.ts";
import {
	type ApiKeyCursor,
	type CreatedKey,
	countKeys,
	createKey,
	type KeyWish,
	keyIdMeantBy,
	listKeys,
	revokeKey,
} from "../../src/service/keys.ts";
import { Refusal } from "../../src/service/refusal.ts";
import { describeAccess } from "../../src/service/server-access.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { type TestServices, testServices } from "./services.ts";

const NOW = Date.UTC(2023, 0, 25, 12);

describe("the text of a key", () => {
	test("has a public id and 256 bits of chance, in characters that a click takes together", () => {
		const { keyId, text } = newKeyText();
		expect(text).toMatch(/^oh_[0-9A-Za-z]{10}_[0-9A-Za-z]{43}$/);
		expect(text.split("_")[1]).toBe(keyId);
		// The characters of the alphabet by so many places.
		expect(43 * Math.log2(62)).toBeGreaterThan(256);
	});

	test("is another each time, with every character in every place", () => {
		const texts = Array.from({ length: 2_000 }, () => newKeyText().text);
		expect(new Set(texts).size).toBe(texts.length);
		for (const place of [3, 12, 14, 56])
			expect(new Set(texts.map((text) => text[place])).size).toBe(62);
	});

	test("is kept as its SHA-256", () => {
		const { text } = newKeyText();
		expect(hashKey(text)).toBe(createHash("sha256").update(text).digest("hex"));
	});

	test.each(["", "oh_", "Bearer x", "oh_k3J9dPq2xW_short", `oh_k3J9dPq2xW_${"\u0000".repeat(43)}`])(
		"cannot be %j",
		(text) => expect(isKeyText(text)).toBe(false),
	);
});

/** A database that tells of every update before it is made. */
function watchingUpdates(database: Database, onUpdate: () => void): Database {
	const tables = new Proxy(database.tables, {
		get: (target, name) => {
			if (name === "updateTable") onUpdate();
			const value = Reflect.get(target, name, target);
			return typeof value === "function" ? value.bind(target) : value;
		},
	});
	return new Proxy(database, {
		get: (target, name) => (name === "tables" ? tables : Reflect.get(target, name, target)),
	});
}

describeOnBothEngines("keys", (given) => {
	const clock = { now: NOW };
	let services: TestServices;
	let checker: KeyChecker;
	beforeEach(async () => {
		await given.database.script("delete from api_key");
		clock.now = NOW;
		services = testServices(given.database, NOW, { now: () => clock.now });
		checker = new KeyChecker(services);
	});
	const create = (wish: Partial<KeyWish> = {}) =>
		createKey(services, { name: "ci", scope: "read", ...wish });
	const lastUsedAt = async () => (await listKeys(services, { limit: 1 })).keys[0]?.lastUsedAt;

	test("are good as soon as they are made, for what they were made", async () => {
		const { text, keyId } = await create({ scope: "write" });
		const { key } = await checker.check(text);
		expect(key).toMatchObject({ keyId, name: "ci", scope: "write", createdAt: NOW });
	});

	test("are kept as a hash and nothing else", async () => {
		const { text } = await create();
		const { rows } = await sql<{ row: string }>`select api_key::text as row from api_key`.execute(
			given.database.tables,
		);
		const secret = text.split("_")[2] as string;
		expect(rows[0]?.row).toContain(hashKey(text));
		expect(rows[0]?.row).not.toContain(secret);
	});

	test("are good for nothing from the moment they are revoked, everywhere", async () => {
		const { text, keyId } = await create();
		const elsewhere = new KeyChecker(services);
		await checker.check(text);
		await elsewhere.check(text);
		await revokeKey(services, keyId);
		for (const one of [checker, elsewhere])
			expect(await one.check(text)).toMatchObject({ fault: "revoked" });
	});

	test("are good until they expire, and no longer", async () => {
		const { text } = await create({ expiresAt: NOW + HOUR_MS });
		clock.now = NOW + HOUR_MS - 1;
		expect((await checker.check(text)).fault).toBeUndefined();
		clock.now = NOW + HOUR_MS;
		expect(await checker.check(text)).toMatchObject({ fault: "expired" });
	});

	test("that nobody made are not known, however like one they look", async () => {
		const { text } = await create();
		const swapped = `${text.slice(0, -1)}${text.endsWith("A") ? "B" : "A"}`;
		for (const wrong of [newKeyText().text, swapped, text.toLowerCase(), `${text} `, "x"])
			expect(await checker.check(wrong)).toMatchObject({ fault: "unknown" });
	});

	test("are known to whoever checked them while they were good", async () => {
		const { text, keyId } = await create();
		expect(checker.wasGood(text)).toBe(false);
		await checker.check(text);
		expect(checker.wasGood(text)).toBe(true);
		await revokeKey(services, keyId);
		await checker.check(text);
		expect(checker.wasGood(text)).toBe(false);
	});

	test("show when they were last used, written at most once a minute", async () => {
		const { text } = await create();
		expect(await lastUsedAt()).toBeUndefined();
		let updates = 0;
		const database = watchingUpdates(given.database, () => updates++);
		const watched = new KeyChecker({ ...services, database });
		await watched.check(text);
		await expect.poll(lastUsedAt).toBe(NOW);
		clock.now = NOW + MINUTE_MS;
		await watched.check(text);
		// Another process knows of it from the row alone.
		await new KeyChecker({ ...services, database }).check(text);
		expect(updates).toBe(1);
		clock.now = NOW + MINUTE_MS + 1;
		await watched.check(text);
		await watched.check(text);
		expect(updates).toBe(2);
		await expect.poll(lastUsedAt).toBe(NOW + MINUTE_MS + 1);
	});

	test("are good also when it cannot be written down that they are used", async () => {
		const { text, keyId } = await create();
		const database = watchingUpdates(given.database, () => {
			throw new Error("only reading today");
		});
		const check = await new KeyChecker({ ...services, database }).check(text);
		expect(check.key?.keyId).toBe(keyId);
	});

	test("have names that are theirs alone, until they are revoked", async () => {
		const { keyId } = await create();
		await expect(create()).rejects.toMatchObject({ meaning: "conflict" });
		await expect(create({ name: " ci " })).rejects.toMatchObject({ meaning: "conflict" });
		await create({ name: "CI" });
		await revokeKey(services, keyId);
		await create();
		expect((await listKeys(services, { limit: 10 })).keys).toHaveLength(3);
	});

	test.each(["", "  ", "two\nlines", "\u0000", "\ud800", "x".repeat(101), "anonymous"])(
		"cannot have the name %j",
		async (name) => {
			await expect(create({ name })).rejects.toMatchObject({ meaning: "invalid" });
		},
	);

	test("cannot expire before they are made, nor after all that can be written", async () => {
		for (const expiresAt of [NOW, NOW - 1, 0, Date.UTC(10_000, 0)])
			await expect(create({ expiresAt })).rejects.toBeInstanceOf(Refusal);
		expect(await countKeys(services)).toEqual({ usable: 0, wereMade: false });
	});

	test("say which was the first ever", async () => {
		const first = await create();
		await revokeKey(services, first.keyId);
		expect([first.isFirst, (await create()).isFirst]).toEqual([true, false]);
	});

	test("are listed newest first, page by page, whatever became of them", async () => {
		const made: CreatedKey[] = [];
		for (let i = 0; i < 5; i++) {
			// Two of them are made in the same millisecond.
			clock.now = NOW + Math.floor(i / 2);
			made.push(await create({ name: `key ${i}` }));
		}
		await revokeKey(services, (made[2] as CreatedKey).keyId);
		for (const limit of [1, 2, 3, 5, 10]) {
			const walked: string[] = [];
			let after: ApiKeyCursor | undefined;
			do {
				const page = await listKeys(services, { after, limit });
				expect(page.keys.length).toBeLessThanOrEqual(limit);
				walked.push(...page.keys.map(({ keyId }) => keyId));
				after = page.next;
			} while (after !== undefined);
			expect(walked).toHaveLength(5);
			expect([...walked].sort()).toEqual(made.map(({ keyId }) => keyId).sort());
			expect(walked[0]).toBe((made[4] as CreatedKey).keyId);
		}
	});

	test("are revoked once; what is no key is not found", async () => {
		const { keyId } = await create();
		await revokeKey(services, keyId);
		clock.now += DAY_MS;
		await revokeKey(services, keyId);
		expect((await listKeys(services, { limit: 1 })).keys[0]?.revokedAt).toBe(NOW);
		for (const id of ["AAAAAAAAAA", "", "ci", "\u0000"])
			await expect(revokeKey(services, id)).rejects.toMatchObject({ meaning: "not_found" });
	});

	describe("are meant by", () => {
		async function insert(keyId: string, name: string, revoked = false): Promise<void> {
			await given.database.tables
				.insertInto("api_key")
				.values({
					key_id: keyId,
					name,
					scope: "read",
					key_hash: hashKey(keyId),
					created_at: new Date(NOW).toISOString(),
					revoked_at: revoked ? new Date(NOW).toISOString() : null,
				})
				.execute();
		}
		beforeEach(async () => {
			await insert("abcAAAAAAA", "ci");
			await insert("abcBBBBBBB", "dashboards");
			await insert("xyzCCCCCCC", "abc");
			await insert("oldDDDDDDD", "ci", true);
		});

		test.each([
			["their id", "abcAAAAAAA", "abcAAAAAAA"],
			["their name", "ci", "abcAAAAAAA"],
			["a name that is as long as an id", "dashboards", "abcBBBBBBB"],
			["the beginning of an id", "abcB", "abcBBBBBBB"],
			["a name that begins ids of others", "abc", "xyzCCCCCCC"],
			["the id of one that was revoked before", "oldDDDDDDD", "oldDDDDDDD"],
		])("%s", async (_what, text, keyId) => {
			expect(await keyIdMeantBy(services, text)).toBe(keyId);
		});

		test("no text that could be several, and none that is nobody's", async () => {
			await expect(keyIdMeantBy(services, "ab")).rejects.toThrow(
				"Several keys have ids that begin with ab: abcAAAAAAA, abcBBBBBBB.",
			);
			for (const text of ["old", "", "%", "_", "CI", "\u0000"])
				await expect(keyIdMeantBy(services, text)).rejects.toMatchObject({ meaning: "not_found" });
		});
	});

	describe("decide who may use a server", () => {
		const describeFor = (access: Partial<Parameters<typeof describeAccess>[1]> = {}) =>
			describeAccess(services, { anonymous: undefined, reachedBy: undefined, ...access });

		test("on its own machine: everybody, until there is one", async () => {
			expect(await describeFor()).toMatch(/^Whoever is on this machine may use it/);
			const { keyId } = await create();
			expect(await describeFor()).toBe("Whoever uses it needs a key.");
			await revokeKey(services, keyId);
			expect(await describeFor()).toMatch(/needs a key, and none is good/);
		});

		test("where others reach it: it needs one that is good, or to be told", async () => {
			const others = { reachedBy: "0.0.0.0" };
			const refusal =
				/others than this machine reach 0\.0\.0\.0.*openhours keys create.*OPENHOURS_ANONYMOUS/;
			await expect(describeFor(others)).rejects.toThrow(refusal);
			await expect(describeFor({ ...others, anonymous: "none" })).rejects.toThrow(refusal);
			expect(await describeFor({ ...others, anonymous: "read" })).toBe(
				"Whoever reaches it may read everything, without a key.",
			);
			await create({ expiresAt: NOW + 1 });
			expect(await describeFor(others)).toBe("Whoever uses it needs a key.");
			clock.now = NOW + 1;
			await expect(describeFor(others)).rejects.toMatchObject({ meaning: "conflict" });
		});
	});
});
