import { randomBytes } from "node:crypto";

const BYTES = 32;

const TOKEN = /^[\w-]{43}$/;

/**
 * Makes up what a session is known by: 256 random bits, in characters that may stand in a cookie as they are.
 * It tells nothing of the key, and a new one is made each time that somebody signs in.
 */
export function newSessionToken(): string {
	return randomBytes(BYTES).toString("base64url");
}

/** Whether a text could be the token of a session: whatever could not need not be looked for. */
export function isSessionToken(text: string): boolean {
	return TOKEN.test(text);
}
