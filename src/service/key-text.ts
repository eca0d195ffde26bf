import { createHash, randomBytes } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Enough that no two keys of one server ever have one id. */
const ID_LENGTH = 10;

/** The characters of the alphabet that it takes for 256 bits. */
const SECRET_LENGTH = 43;

const KEY = new RegExp(`^oh_[0-9A-Za-z]{${ID_LENGTH}}_[0-9A-Za-z]{${SECRET_LENGTH}}$`);
const KEY_ID = new RegExp(`^[0-9A-Za-z]{${ID_LENGTH}}$`);

/**
 * Makes up a key: `oh_`, its public id, `_`, and a secret of 256 random bits. It has no character that ends a
 * word, so that a click takes all of it.
 */
export function newKeyText(): { readonly keyId: string; readonly text: string } {
	const keyId = randomText(ID_LENGTH);
	return { keyId, text: `oh_${keyId}_${randomText(SECRET_LENGTH)}` };
}

/** Whether a text could be a key: whatever could not need not be looked for. */
export function isKeyText(text: string): boolean {
	return KEY.test(text);
}

/** Whether a text could be the id of a key. */
export function isKeyId(text: string): boolean {
	return KEY_ID.test(text);
}

/**
 * What is kept of a key: SHA-256 of all of it, in hexadecimal.
 *
 * Slow hashes with salts are for passwords, of which there are few enough to try. Nobody tries 2^256 secrets,
 * however quick the hash is, and no two of them are equal; while a quick one without salt can be looked
 * up by an index, for every request. That takes a little longer for a hash that begins like one that is kept, but
 * who wants to measure that would have to choose the beginnings of hashes, and cannot.
 */
export function hashKey(text: string): string {
	return createHash("sha256").update(text).digest("hex");
}

/** Characters by chance, each as likely as any other. */
function randomText(length: number): string {
	let text = "";
	while (text.length < length)
		// The bytes of a last, incomplete round of the alphabet would make its first characters likelier.
		for (const byte of randomBytes(length))
			if (byte < 4 * ALPHABET.length) text += ALPHABET[byte % ALPHABET.length];
	return text.slice(0, length);
}
