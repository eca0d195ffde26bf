import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import { sql } from "kysely";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { KeyScope } from "../../src/contract/key.ts";
import { SessionDocument } from "../../src/contract/session.ts";
import { DAY_MS, formatInstant, HOUR_MS, MINUTE_MS, utcDayOf } from "../../src/core/instant.ts";
import { packPoll } from "../../src/core/poll.ts";
import { createMonths } from "../../src/database/store-day.ts";
import { writePolls } from "../../src/database/write-polls.ts";
import { buildApp } from "../../src/http/app.ts";
import type { GuardOptions } from "../../src/http/guard/guard-options.ts";
import { keepHouse } from "../../src/service/housekeeping.ts";
import { hashKey, newKeyText } from "../../src/service/key-text.ts";
import { createKey, listKeys, revokeKey } from "../../src/service/keys.ts";
import { newSessionToken } from "../../src/service/session-token.ts";
import { describeOnBothEngines } from "../database/databases.ts";
import { reportToItsEnd, type TestServices, testServices } from "../service/services.ts";
import { documentOf, placesOf, problemOf } from "./answers.ts";
import { documentedOperations, exampleOf } from "./openapi-document.ts";

const NOW = Date.UTC(2023, 0, 25, 12);
const SCOPES = ["public", "read", "write", "admin"] as const;

/** What every browser sends with what scripts of the server's own page do. */
const OWN_PAGE = { "sec-fetch-site": "same-origin" };

type Headers = Readonly<Record<string, string>>;

/** The one cookie that an answer sets, as it is written. */
function cookieOf({ headers }: LightMyRequestResponse): string {
	const written = headers["set-cookie"];
	expect(written).toEqual(expect.any(String));
	return written as string;
}

/** What a browser sends of the cookie that an answer set. */
function sentBack(answer: LightMyRequestResponse): { readonly cookie: string } {
	return { cookie: cookieOf(answer).split(";", 1)[0] as string };
}

function tokenOf({ cookie }: { readonly cookie: string }): string {
	return cookie.split("=", 2)[1] as string;
}

describeOnBothEngines("sessions", (given) => {
	const clock = { now: NOW };
	let services: TestServices;
	beforeEach(async () => {
		await given.database.script("delete from api_key");
		clock.now = NOW;
		services = testServices(given.database, NOW, { now: () => clock.now });
	});
	const start = (guard: GuardOptions = {}): FastifyInstance => {
		const app = buildApp(services, { guard });
		onTestFinished(() => app.close());
		return app;
	};
	const makeKey = (scope: KeyScope, expiresAt?: number) =>
		createKey(services, { name: `of ${scope}`, scope, expiresAt });
	const signIn = (app: FastifyInstance, key: string, headers: Headers = OWN_PAGE) =>
		app.inject({ method: "POST", url: "/v1/session", headers, payload: { key } });
	const signOut = (app: FastifyInstance, headers: Headers = {}) =>
		app.inject({ method: "DELETE", url: "/v1/session", headers: { ...OWN_PAGE, ...headers } });
	/** Signs in with a key that is good; returns the cookie. */
	const signedIn = async (app: FastifyInstance, key: string, headers: Headers = OWN_PAGE) => {
		const answer = await signIn(app, key, headers);
		documentOf(answer, 201, SessionDocument);
		return sentBack(answer);
	};
	const whoAmI = async (app: FastifyInstance, headers: InjectOptions["headers"] = {}) =>
		documentOf(await app.inject({ url: "/v1/session", headers }), 200, SessionDocument);
	/** Asks for what needs the scope `read`. */
	const look = (app: FastifyInstance, headers: InjectOptions["headers"] = {}) =>
		app.inject({ url: "/v1/webhooks", headers });
	/** Asks for what needs the scope `admin`, and changes nothing: there is no such key. */
	const revokeNothing = (app: FastifyInstance, headers: InjectOptions["headers"] = {}) =>
		app.inject({ method: "DELETE", url: "/v1/keys/AAAAAAAAAA", headers });
	const bearer = (text: string) => ({ authorization: `Bearer ${text}` });
	const unauthenticated = (answer: LightMyRequestResponse) => {
		const problem = problemOf(answer, 401);
		expect(problem.type).toBe("/problems/unauthenticated");
		expect(answer.headers["www-authenticate"]).toBe("Bearer");
		return problem.detail;
	};
	const foreignPage = (answer: LightMyRequestResponse) =>
		expect(problemOf(answer, 403).type).toBe("/problems/foreign-page");
	const rows = async () => {
		const found = await sql<{ row: string }>`select session::text as row from session`.execute(
			given.database.tables,
		);
		return found.rows.map(({ row }) => row);
	};

	describe("begin", () => {
		test("with a good key: it is told who it is of, for 30 days", async () => {
			const app = start();
			const { text } = await makeKey("write");
			const answer = await signIn(app, text);
			const session = {
				signed_in: true,
				name: "of write",
				scope: "write",
				expires_at: formatInstant(NOW + 30 * DAY_MS),
			};
			expect(documentOf(answer, 201, SessionDocument)).toEqual(session);
			expect(await whoAmI(app, sentBack(answer))).toEqual(session);
			expect(answer.headers["cache-control"]).toBe("no-store");
		});

		test("without a word of the key in the cookie, nor of the token in the database", async () => {
			const { text, keyId } = await makeKey("read");
			const app = start();
			const tokens = [];
			for (let i = 0; i < 2; i++) tokens.push(tokenOf(await signedIn(app, text)));
			expect(new Set(tokens).size).toBe(2);
			const kept = (await rows()).join("\n");
			for (const token of tokens) {
				// 256 bits, in base64url.
				expect(token).toMatch(/^[\w-]{43}$/);
				for (const part of [keyId, text.split("_")[2] as string]) expect(token).not.toContain(part);
				expect(kept).not.toContain(token);
				expect(kept).toContain(hashKey(token));
			}
		});

		test("with a wrong, revoked or expired key: not, and it is said why", async () => {
			const app = start();
			const [revoked, expired] = [await makeKey("read"), await makeKey("write", NOW + MINUTE_MS)];
			await revokeKey(services, revoked.keyId);
			clock.now += MINUTE_MS;
			for (const [key, detail] of [
				[newKeyText().text, "There is no such key."],
				["x", "There is no such key."],
				[revoked.text, "The key was revoked."],
				[expired.text, "The key has expired."],
			] as const) {
				const answer = await signIn(app, key);
				expect(unauthenticated(answer)).toBe(detail);
				expect(answer.headers).not.toHaveProperty("set-cookie");
			}
			expect(await rows()).toEqual([]);
		});

		test.each<[string, object | undefined, string[]]>([
			["no body", undefined, ["/key"]],
			["a key that is no text", { key: 1 }, ["/key"]],
			["an empty key", { key: "" }, ["/key"]],
			["too long a key", { key: "x".repeat(201) }, ["/key"]],
			["a field that there is not", { key: "x", name: "me" }, ["/name"]],
		])("with %s: not, and it is said where", async (_what, payload, places) => {
			const request = { method: "POST", url: "/v1/session", headers: OWN_PAGE } as const;
			const answer = await start().inject(
				payload === undefined ? request : { ...request, payload },
			);
			expect(placesOf(problemOf(answer, 422))).toEqual(places);
		});

		test("in the place of the one before, which ends", async () => {
			const app = start();
			const { text } = await makeKey("read");
			const before = await signedIn(app, text);
			const now = await signedIn(app, text, { ...OWN_PAGE, ...before });
			expect(await rows()).toHaveLength(1);
			unauthenticated(await look(app, before));
			expect((await look(app, now)).statusCode).toBe(200);
		});

		test("also with the cookie of one that has ended", async () => {
			const app = start();
			const { text } = await makeKey("read");
			for (const token of [newSessionToken(), "x", ""]) {
				const cookie = `openhours_session=${token}`;
				const now = await signedIn(app, text, { ...OWN_PAGE, cookie });
				expect((await look(app, now)).statusCode).toBe(200);
			}
		});

		test("while so many wrong keys a minute come from an address, and no more keys are looked at then", async () => {
			const app = start({ limits: { wrongKeysPerMinute: 3 } });
			const [known, other] = [await makeKey("read"), await makeKey("write")];
			const session = await signedIn(app, known.text);
			for (let i = 0; i < 3; i++) unauthenticated(await signIn(app, newKeyText().text));
			// Not even the right one: whoever guesses it does not learn so.
			for (const key of [newKeyText().text, other.text]) {
				const answer = await signIn(app, key);
				expect(problemOf(answer, 429).type).toBe("/problems/too-many-requests");
				expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
				expect(answer.headers).not.toHaveProperty("set-cookie");
			}
			// As a bearer they are the same keys.
			problemOf(await look(app, bearer(newKeyText().text)), 429);
			// Whoever is signed in goes on, and so does whoever had a good key.
			expect((await look(app, session)).statusCode).toBe(200);
			expect((await signIn(app, known.text)).statusCode).toBe(201);
		});
	});

	describe("are kept in a cookie", () => {
		const https = { "x-forwarded-proto": "https", "x-forwarded-host": "openhours.example.com" };

		test("that only this server gets, and no script", async () => {
			const { text } = await makeKey("read");
			expect(cookieOf(await signIn(start(), text))).toMatch(
				/^openhours_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/,
			);
		});

		test("that goes over TLS alone, where it came over TLS", async () => {
			const app = start({ trustProxy: 1 });
			const { text } = await makeKey("read");
			const origin = "https://openhours.example.com";
			const answer = await signIn(app, text, { ...OWN_PAGE, ...https, origin });
			expect(cookieOf(answer)).toMatch(
				/^__Host-openhours_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
			);
			const session = sentBack(answer);
			expect((await look(app, { ...https, ...session })).statusCode).toBe(200);
			expect(cookieOf(await signOut(app, { ...https, ...session, origin }))).toMatch(
				/^__Host-openhours_session=; Max-Age=0; Path=\/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Strict$/,
			);
		});

		test("of the plain name that is worth nothing over TLS: neighbours could have set it", async () => {
			const app = start({ trustProxy: 1 });
			const { text } = await makeKey("read");
			const plain = await signedIn(app, text);
			expect((await look(app, plain)).statusCode).toBe(200);
			unauthenticated(await look(app, { ...https, ...plain }));
		});

		test("as over plain HTTP, where whoever says that it was TLS is not believed", async () => {
			const { text } = await makeKey("read");
			for (const guard of [{}, { trustProxy: ["10.0.0.0/8"] }]) {
				const cookie = cookieOf(await signIn(start(guard), text, { ...OWN_PAGE, ...https }));
				expect(cookie).toMatch(/^openhours_session=/);
				expect(cookie).not.toMatch(/Secure/);
			}
		});

		test("for as long as they last", async () => {
			const { text } = await makeKey("read", NOW + HOUR_MS);
			expect(cookieOf(await signIn(start(), text))).toMatch(/; Max-Age=3600;/);
		});

		test.each([
			["localhost:7070", "openhours_session_7070"],
			["127.0.0.1:80", "openhours_session"],
			["[::1]:8080", "openhours_session_8080"],
			["fleet", "openhours_session"],
		])("that at %s is called %s", async (host, name) => {
			const { text } = await makeKey("read");
			const cookie = cookieOf(await signIn(start(), text, { ...OWN_PAGE, host }));
			expect(cookie.split("=", 1)[0]).toBe(name);
		});

		test("of its own for each port of a machine: one server signs nobody out of the other", async () => {
			const app = start();
			const { text } = await makeKey("read");
			const [one, other] = ["localhost:7070", "localhost:7071"];
			// The browser sends all that it has for the name.
			const { cookie } = await signedIn(app, text, { ...OWN_PAGE, host: one });
			const { cookie: second } = await signedIn(app, text, { ...OWN_PAGE, host: other, cookie });
			const all = `${cookie}; ${second}`;
			expect(await rows()).toHaveLength(2);
			const left = await signOut(app, { host: one, cookie: all });
			expect(cookieOf(left)).toMatch(/^openhours_session_7070=;/);
			expect((await look(app, { host: other, cookie: second })).statusCode).toBe(200);
			unauthenticated(await look(app, { host: one, cookie: all }));
		});
	});

	describe("stand for their keys", () => {
		test.each(["read", "write", "admin"] as const)(
			"in every operation, as far as one of scope %s reaches",
			async (scope) => {
				const app = start();
				const { text } = await makeKey(scope);
				const session = await signedIn(app, text);
				const operations = await documentedOperations(app);
				expect(operations.length).toBeGreaterThan(30);
				for (const { method, path, parameters, ...operation } of operations) {
					// That one would sign out.
					if (operation.operationId === "deleteSession") continue;
					const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
						const parameter = parameters.find((one) => one.in === "path" && one.name === name);
						return encodeURIComponent(String(parameter && exampleOf(parameter)));
					});
					// Nothing is right about it but its address: who sent it is looked at before anything else.
					const answer = await app.inject({
						method,
						url: `${url}?no_such_parameter=1`,
						headers: { ...OWN_PAGE, ...session },
					});
					const told = operation.operationId;
					if (SCOPES.indexOf(scope) < SCOPES.indexOf(operation["x-scope"]))
						expect(problemOf(answer, 403).type, told).toBe("/problems/forbidden");
					else expect([401, 403], told).not.toContain(answer.statusCode);
				}
			},
		);

		test("for a report's events, too", async () => {
			const day = utcDayOf(NOW);
			await createMonths(given.database, { first: day, last: day });
			const polls = Float64Array.of(packPoll(NOW - MINUTE_MS, 1));
			await given.database.transaction((tx) => writePolls(tx, [{ storeId: "one", polls }]));
			const url = `/v1/reports/${await reportToItsEnd(services)}/events`;
			const app = start();
			const session = await signedIn(app, (await makeKey("read")).text);
			// What EventSource sends.
			const headers = { ...OWN_PAGE, accept: "text/event-stream", ...session };
			const events = await app.inject({ url, headers });
			expect([events.statusCode, events.body]).toEqual([
				200,
				expect.stringMatching(/event: report/),
			]);
			unauthenticated(await app.inject({ url, headers: { accept: "text/event-stream" } }));
		});

		test("and are good for nothing once they are revoked, from the next request on", async () => {
			const app = start();
			const { keyId, text } = await makeKey("read");
			const session = await signedIn(app, text);
			expect((await look(app, session)).statusCode).toBe(200);
			await revokeKey(services, keyId);
			expect(unauthenticated(await look(app, session))).toBe("The key was revoked. Sign in again.");
		});

		test("and end with them, when they expire first", async () => {
			const app = start();
			const { text } = await makeKey("read", NOW + HOUR_MS);
			const session = await signedIn(app, text);
			expect((await whoAmI(app, session)).expires_at).toBe(formatInstant(NOW + HOUR_MS));
			clock.now = NOW + HOUR_MS - 1;
			expect((await look(app, session)).statusCode).toBe(200);
			clock.now = NOW + HOUR_MS;
			expect(unauthenticated(await look(app, session))).toBe("The key has expired. Sign in again.");
		});

		test("and are a use of them, as the list of keys tells", async () => {
			const app = start();
			const session = await signedIn(app, (await makeKey("read")).text);
			const lastUsedAt = async () => (await listKeys(services, { limit: 1 })).keys[0]?.lastUsedAt;
			clock.now = NOW + HOUR_MS;
			await look(app, session);
			await expect.poll(lastUsedAt).toBe(NOW + HOUR_MS);
		});

		test("and cannot be told apart where there is no database, nor is it said where that is", async () => {
			const { DatabaseError } = await import("../../src/database/engine/errors.ts");
			const database = {
				get tables(): never {
					throw new DatabaseError("unreachable", "host secret does not answer");
				},
			};
			const app = buildApp({ ...services, database: database as never });
			onTestFinished(() => app.close());
			const headers = { cookie: `openhours_session=${newSessionToken()}` };
			for (const url of ["/v1/webhooks", "/v1/session"]) {
				const answer = await app.inject({ url, headers });
				problemOf(answer, 503);
				expect(answer.body).not.toContain("secret");
				// Whoever is signed in stays so.
				expect(answer.headers).not.toHaveProperty("set-cookie");
			}
			// What needs no key is there all the same.
			expect((await app.inject({ url: "/problems", headers })).statusCode).toBe(200);
		});
	});

	describe("end", () => {
		test("30 days after they began, used or not, and are deleted some time later", async () => {
			const app = start();
			const { text } = await makeKey("read");
			const session = await signedIn(app, text);
			for (const day of [10, 20]) {
				clock.now = NOW + day * DAY_MS;
				expect((await look(app, session)).statusCode).toBe(200);
			}
			clock.now = NOW + 30 * DAY_MS - 1;
			await keepHouse(services, { keepPollsMs: undefined });
			expect((await look(app, session)).statusCode).toBe(200);
			clock.now = NOW + 30 * DAY_MS;
			expect(unauthenticated(await look(app, session))).toBe(
				"The session has ended. Sign in again.",
			);
			await signedIn(app, text);
			await keepHouse(services, { keepPollsMs: undefined });
			expect(await rows()).toHaveLength(1);
		});

		test("by signing out: in the database and in the browser", async () => {
			const app = start();
			const { text } = await makeKey("read");
			const [here, elsewhere] = [await signedIn(app, text), await signedIn(app, text)];
			const answer = await signOut(app, here);
			expect([answer.statusCode, answer.body]).toEqual([204, ""]);
			expect(cookieOf(answer)).toBe(
				"openhours_session=; Max-Age=0; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Strict",
			);
			unauthenticated(await look(app, here));
			expect((await look(app, elsewhere)).statusCode).toBe(200);
			expect(await rows()).toHaveLength(1);
		});

		test("by signing out as often as one likes", async () => {
			const app = start();
			const session = await signedIn(app, (await makeKey("read")).text);
			for (const headers of [session, session, {}, { cookie: "openhours_session=x" }])
				expect((await signOut(app, headers)).statusCode).toBe(204);
		});

		test("without keeping anybody from signing in, however often their cookie is sent", async () => {
			const app = start({ limits: { wrongKeysPerMinute: 3 } });
			const { text } = await makeKey("read");
			const session = await signedIn(app, text);
			await signOut(app, session);
			for (let i = 0; i < 5; i++) unauthenticated(await look(app, session));
			const other = await makeKey("write");
			expect((await signIn(app, other.text)).statusCode).toBe(201);
		});
	});

	describe("tell whoever asks", () => {
		const nobody = { signed_in: false, name: null, expires_at: null };

		test.each([
			["none", null],
			["read", "read"],
			["write", "write"],
			["admin", "admin"],
		] as const)("what they may do without a key, where that is %s", async (anonymous, scope) => {
			await makeKey("read");
			expect(await whoAmI(start({ anonymous }))).toEqual({ ...nobody, scope });
		});

		test("that they may do everything on the server's own machine, until there is a key", async () => {
			const app = start();
			expect(await whoAmI(app)).toEqual({ ...nobody, scope: "admin" });
			await makeKey("read");
			expect(await whoAmI(app)).toEqual({ ...nobody, scope: null });
		});

		test("by another name that leads to such a machine: nothing", async () => {
			foreignPage(await start().inject({ url: "/v1/session", headers: { host: "example.com" } }));
		});

		test("with a key, whose it is, and refuse a wrong one", async () => {
			const app = start({ anonymous: "read" });
			const { text } = await makeKey("write");
			const key = { signed_in: false, name: "of write", scope: "write", expires_at: null };
			expect(await whoAmI(app, bearer(text))).toEqual(key);
			unauthenticated(await app.inject({ url: "/v1/session", headers: bearer(newKeyText().text) }));
		});

		test("that they have ended, once, and the cookie goes", async () => {
			const app = start({ anonymous: "read" });
			const { keyId, text } = await makeKey("admin");
			const session = await signedIn(app, text);
			expect(
				(await app.inject({ url: "/v1/session", headers: session })).headers,
			).not.toHaveProperty("set-cookie");
			await revokeKey(services, keyId);
			const answer = await app.inject({ url: "/v1/session", headers: session });
			expect(documentOf(answer, 200, SessionDocument)).toEqual({ ...nobody, scope: "read" });
			expect(cookieOf(answer)).toMatch(/^openhours_session=; Max-Age=0; Path=\//);
		});
	});

	describe("where callers may read without a key", () => {
		test("let whoever signs in do more", async () => {
			const app = start({ anonymous: "read" });
			const session = await signedIn(app, (await makeKey("admin")).text);
			expect((await look(app)).statusCode).toBe(200);
			unauthenticated(await revokeNothing(app, OWN_PAGE));
			problemOf(await revokeNothing(app, { ...OWN_PAGE, ...session }), 404);
			await signOut(app, session);
			expect((await look(app)).statusCode).toBe(200);
		});

		test("are refused once they have ended, as wrong keys are", async () => {
			const app = start({ anonymous: "read" });
			unauthenticated(await look(app, { cookie: `openhours_session=${newSessionToken()}` }));
		});
	});

	describe("beside a key in Authorization", () => {
		test("do not count: neither to reach further, nor to make up for a wrong one", async () => {
			const app = start();
			const [reader, admin] = [await makeKey("read"), await makeKey("admin")];
			const session = await signedIn(app, admin.text);
			const both = { ...OWN_PAGE, ...session, ...bearer(reader.text) };
			expect(problemOf(await revokeNothing(app, both), 403).type).toBe("/problems/forbidden");
			expect(await whoAmI(app, both)).toMatchObject({ signed_in: false, name: "of read" });
			unauthenticated(await look(app, { ...session, ...bearer(newKeyText().text) }));
		});

		test("do not have a key refused: it needs no page, and may be of any", async () => {
			const app = start();
			const { text } = await makeKey("admin");
			const session = await signedIn(app, text);
			for (const page of [{}, { origin: "https://evil.example" }])
				problemOf(await revokeNothing(app, { ...session, ...bearer(text), ...page }), 404);
		});

		test("count where it is the password of a proxy before the server", async () => {
			const app = start();
			const session = await signedIn(app, (await makeKey("read")).text);
			const authorization = `Basic ${Buffer.from("user:password").toString("base64")}`;
			expect((await look(app, { ...session, authorization })).statusCode).toBe(200);
		});
	});

	describe("are for pages of this server", () => {
		const HOST = "localhost:7070";
		const OWN = "http://localhost:7070";
		const APP = "http://localhost:5173";
		/** What is not of one of them, or does not say so. */
		const others: [string, Headers][] = [
			["nothing at all", {}],
			["another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
			["another site, of a browser that says only where from", { origin: "https://evil.example" }],
			["another port of this machine", { origin: APP, "sec-fetch-site": "same-site" }],
			["another port of this machine, without Origin", { "sec-fetch-site": "same-site" }],
			["another scheme", { origin: "https://localhost:7070" }],
			["a page that hides where from", { origin: "null" }],
			["a page that hides where from, of this server", { ...OWN_PAGE, origin: "null" }],
			["a page that says two things", { origin: OWN, "sec-fetch-site": "cross-site" }],
			["a page that says two things the other way", { ...OWN_PAGE, origin: APP }],
			["a person who typed it", { "sec-fetch-site": "none" }],
			["nobody knows what", { "sec-fetch-site": "" }],
		];
		const started = async (guard: GuardOptions = {}) => {
			const app = start(guard);
			const { text } = await makeKey("admin");
			const session = await signedIn(app, text, { host: HOST, origin: OWN });
			return { app, text, headers: { host: HOST, ...session } };
		};

		test.each<[string, Headers]>([
			["Origin", { origin: OWN }],
			["Sec-Fetch-Site", OWN_PAGE],
			["both", { ...OWN_PAGE, origin: OWN }],
		])("which say so by %s", async (_by, page) => {
			const { app, headers } = await started();
			problemOf(await revokeNothing(app, { ...headers, ...page }), 404);
		});

		test.each(others)("and change nothing for %s", async (_what, page) => {
			const { app, headers } = await started();
			for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const)
				for (const url of ["/v1/keys", "/v1/keys/AAAAAAAAAA", "/v1/session", "/no/such/address"])
					foreignPage(await app.inject({ method, url, headers: { ...headers, ...page } }));
			expect(await whoAmI(app, headers)).toMatchObject({ signed_in: true });
			expect((await listKeys(services, { limit: 10 })).keys).toHaveLength(1);
		});

		test("and do for no page of another origin, even where it may use the API or callers may do everything", async () => {
			const { app, text, headers } = await started({ anonymous: "admin", corsOrigins: [APP] });
			const fromApp = { host: HOST, origin: APP };
			problemOf(await revokeNothing(app, fromApp), 404);
			foreignPage(await revokeNothing(app, { ...headers, ...fromApp }));
			foreignPage(await look(app, { ...headers, ...fromApp }));
			// With a key it may.
			problemOf(await revokeNothing(app, { ...headers, ...fromApp, ...bearer(text) }), 404);
		});

		test("and are read by links and event streams of theirs, which may say nothing", async () => {
			const { app, headers } = await started();
			for (const page of [{}, OWN_PAGE, { origin: OWN }, { "sec-fetch-site": "none" }])
				for (const method of ["GET", "HEAD"] as const) {
					const asked = { method, url: "/v1/webhooks", headers: { ...headers, ...page } };
					expect((await app.inject(asked)).statusCode).toBe(200);
				}
			foreignPage(await look(app, { ...headers, origin: "https://evil.example" }));
		});

		test.each(others.filter(([, page]) => Object.keys(page).length > 0))(
			"in which nobody is signed in or out for %s, whatever key it has",
			async (_what, page) => {
				const { app, text, headers } = await started({ corsOrigins: [APP] });
				for (const by of [bearer(text), {}]) {
					const from = { host: HOST, ...by, ...page };
					foreignPage(await signIn(app, text, from));
					foreignPage(
						await app.inject({
							method: "DELETE",
							url: "/v1/session",
							headers: { ...headers, ...from },
						}),
					);
				}
				expect(await rows()).toHaveLength(1);
			},
		);

		test("and begin for programs that are no browsers, too", async () => {
			const app = start();
			const session = await signedIn(app, (await makeKey("read")).text, {});
			expect((await look(app, session)).statusCode).toBe(200);
		});

		test("behind a proxy with TLS, where it is believed", async () => {
			const app = start({ trustProxy: ["loopback"] });
			const headers = {
				host: "127.0.0.1:7070",
				"x-forwarded-host": "openhours.example.com:8443",
				"x-forwarded-proto": "https",
				origin: "https://openhours.example.com:8443",
			};
			const answer = await signIn(app, (await makeKey("admin")).text, headers);
			expect(cookieOf(answer)).toMatch(/^__Host-openhours_session_8443=/);
			const session = sentBack(answer);
			problemOf(await revokeNothing(app, { ...headers, ...session }), 404);
			const elsewhere = { ...headers, origin: "https://openhours.example.com" };
			foreignPage(await revokeNothing(app, { ...elsewhere, ...session }));
		});
	});

	test("are documented as a way to say who one is, beside keys", async () => {
		const document = (await start().inject("/openapi.json")).json();
		expect(document.security).toEqual([{ key: [] }, { session: [] }]);
		expect(document.components.securitySchemes.session).toMatchObject({
			type: "apiKey",
			in: "cookie",
			name: "openhours_session",
		});
	});
});
