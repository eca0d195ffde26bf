import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { DAY_MS } from "../../src/core/instant.ts";
import { describeProgramOnBoth } from "./databases.ts";
import { OpenhoursProcess, openhours } from "./openhours.ts";

const KEY = /^oh_[0-9A-Za-z]{10}_[0-9A-Za-z]{43}\n$/;

type Settings = Readonly<Record<string, string>>;

/** Makes a key on the command line; returns it. */
async function create(settings: Settings, ...args: readonly string[]): Promise<string> {
	const { code, stdout, stderr } = await openhours(["keys", "create", ...args], settings);
	expect([code, stderr]).toEqual([0, expect.stringContaining("shown this once")]);
	expect(stdout).toMatch(KEY);
	expect(stderr).not.toContain(stdout.trim());
	return stdout.trim();
}

/** Starts a server, and returns it and how to ask it with a key. */
async function serve(settings: Settings, ...args: readonly string[]) {
	const server = new OpenhoursProcess(["serve", "--port", "0", ...args], settings);
	onTestFinished(async () => {
		await server.kill("SIGKILL");
	});
	const [, url] = (await server.printed(/answers at (http:\S+)/)) as unknown as [string, string];
	const ask = async (key: string | undefined, path = "/v1/reports", method = "GET") => {
		const headers = new Headers(key === undefined ? {} : { authorization: `Bearer ${key}` });
		const answer = await fetch(`${url}${path}`, { method, headers });
		await answer.body?.cancel();
		return answer.status;
	};
	return { server, url, ask };
}

describeProgramOnBoth("keys of the whole program", (given) => {
	test("are made, listed, used, expire and are revoked", async () => {
		const reader = await create(given.settings, "--name", "reader", "--scope", "read");
		const writer = await create(
			given.settings,
			...["--name", "nightly import", "--scope", "write", "--expires", "90d"],
		);
		const listed = await openhours(["keys", "list", "--json"], given.settings);
		const keys = listed.stdout
			.trim()
			.split("\n")
			.map((line) => JSON.parse(line));
		expect(keys).toMatchObject([
			{ key_id: writer.split("_")[1], name: "nightly import", scope: "write" },
			{ key_id: reader.split("_")[1], name: "reader", scope: "read", expires_at: null },
		]);
		expect(Date.parse(keys[0].expires_at) - Date.parse(keys[0].created_at)).toBeCloseTo(
			90 * DAY_MS,
			-4,
		);
		const table = await openhours(["keys", "list"], given.settings);
		expect(table.stdout).toMatch(/^key +scope +state +created +last used +name\n/);
		expect(table.stdout).toMatch(/ read +good, for good .* never +reader\n/);
		for (const text of [listed.stdout, table.stdout])
			for (const key of [reader, writer]) expect(text).not.toContain(key.split("_")[2]);

		const { server, ask } = await serve(given.settings);
		expect(server.stderr).toContain("Whoever uses it needs a key.");
		expect([await ask(undefined), await ask("oh_wrong")]).toEqual([401, 401]);
		expect([await ask(reader), await ask(reader, "/v1/reports", "POST")]).toEqual([200, 403]);
		expect(await ask(writer, "/v1/keys")).toBe(403);
		expect(await ask(undefined, "/healthz")).toBe(200);
		expect(await server.kill("SIGTERM")).toBe(0);

		const used = await openhours(["keys", "list", "--json"], given.settings);
		expect(used.stdout).toMatch(/"name":"reader".*"last_used_at":"20/);
		const [log] = [server.stdout];
		expect(log).toMatch(/"key":"reader","key_id":"\w{10}","method":"GET","route":"\/v1\/reports"/);
		for (const key of [reader, writer]) expect(log).not.toContain(key.split("_")[2]);

		expect(await openhours(["keys", "revoke", "nightly import"], given.settings)).toEqual({
			code: 0,
			stdout: "",
			stderr: "",
		});
		const after = await openhours(["keys", "list"], given.settings);
		expect(after.stdout).toMatch(/ write +revoked 20\S+ /);
		const again = await openhours(["keys", "revoke", "nightly import"], given.settings);
		expect([again.code, again.stderr]).toEqual([2, expect.stringContaining("No key that is not")]);
	});

	test("are refused with words when they make no sense", async () => {
		for (const [args, says] of [
			[["--name", "x"], "--scope"],
			[["--scope", "read"], "--name"],
			[["--name", "x", "--scope", "all"], "read, write, admin"],
			[["--name", "x", "--scope", "read", "--expires", "soon"], "Write it as 90d"],
			[["--name", "x", "--scope", "read", "--expires", "2001-01-01"], "that is past"],
			[["--name", "anonymous", "--scope", "read"], "for callers without a key"],
		] as const) {
			const { code, stdout, stderr } = await openhours(["keys", "create", ...args], given.settings);
			expect([code, stdout]).toEqual([2, ""]);
			expect(stderr).toContain(says);
		}
		await create(given.settings, "--name", "twice", "--scope", "read");
		const second = ["keys", "create", "--name", "twice", "--scope", "admin"];
		const { code, stderr } = await openhours(second, given.settings);
		expect([code, stderr]).toEqual([1, expect.stringContaining("revoke it first")]);
	});

	test("are good for nothing at once when they are revoked while the server runs", async () => {
		const admin = await create(given.settings, "--name", "admin", "--scope", "admin");
		const other = await create(given.settings, "--name", "other", "--scope", "read");
		const { url, ask } = await serve(given.settings, "--host", "0.0.0.0");
		expect(url).toMatch(/^http:\/\/0\.0\.0\.0:/);
		expect(await ask(other)).toBe(200);
		if (given.settings.DATABASE_URL !== undefined) {
			await openhours(
				["keys", "revoke", other.split("_")[1]?.slice(0, 8) as string],
				given.settings,
			);
		} else {
			const locked = await openhours(["keys", "revoke", "other"], given.settings);
			expect(locked.code).toBe(1);
			expect(locked.stderr).toContain(`under ${url}/v1`);
			expect(await ask(admin, `/v1/keys/${other.split("_")[1]}`, "DELETE")).toBe(204);
		}
		expect([await ask(other), await ask(admin)]).toEqual([401, 200]);
	});
});

describe("a server without keys", () => {
	const directory = mkdtempSync(join(tmpdir(), "openhours-keys-"));
	afterAll(() => rmSync(directory, { recursive: true, force: true }));
	const data = (name: string) => ({ OPENHOURS_DATA: join(directory, name) });

	test("is for its own machine, until one is made", async () => {
		const { server, url, ask } = await serve(data("alone"));
		expect(server.stderr).toContain("Whoever is on this machine may use it");
		expect(await ask(undefined)).toBe(200);
		const made = await fetch(`${url}/v1/keys`, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify({ name: "first", scope: "admin" }),
		});
		const { key } = (await made.json()) as { key: string };
		expect([await ask(undefined), await ask(key)]).toEqual([401, 200]);
	});

	test("is for whom it is told to be for", async () => {
		const settings = { ...data("told"), OPENHOURS_ANONYMOUS: "read" };
		const { server, ask } = await serve(settings, "--host", "0.0.0.0");
		expect(server.stderr).toContain("Whoever reaches it may read everything, without a key.");
		expect([await ask(undefined), await ask(undefined, "/v1/reports", "POST")]).toEqual([200, 401]);
	});

	test("does not start behind a proxy, which is there for others", async () => {
		const settings = { ...data("proxied"), OPENHOURS_TRUST_PROXY: "1" };
		const { code, stderr } = await openhours(["serve", "--port", "0"], settings);
		expect(code).toBe(1);
		expect(stderr).toContain("reach the proxy of OPENHOURS_TRUST_PROXY");
	});

	test("starts on another address as soon as there is one that is good", async () => {
		const settings = data("other");
		await create(settings, "--name", "ci", "--scope", "read");
		await openhours(["keys", "revoke", "ci"], settings);
		const refused = await openhours(["serve", "--host", "0.0.0.0", "--port", "0"], settings);
		expect([refused.code, refused.stderr]).toEqual([
			1,
			expect.stringContaining("no key that is good"),
		]);
		const key = await create(settings, "--name", "ci", "--scope", "read");
		const { ask } = await serve(settings, "--host", "0.0.0.0");
		expect([await ask(undefined), await ask(key)]).toEqual([401, 200]);
	});
});
