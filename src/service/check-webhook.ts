import { randomBytes } from "node:crypto";
import { isIP } from "node:net";
import type { ServiceContext } from "./context.ts";
import { hostOf, isPublicAddress, NOT_PUBLIC } from "./public-address.ts";
import { Refusal } from "./refusal.ts";

/** Who wants to be told, as a caller gives it. */
export interface WebhookRequest {
	readonly url: string;
	/** What messages are signed with: `whsec_` and a key in base64; made up without it. */
	readonly secret?: string | undefined;
}

/** A webhook that can be kept. */
export interface CheckedWebhook {
	readonly url: string;
	readonly secret: string;
	/** Whether the secret was made up here, so that the caller must be told it. */
	readonly isMadeUp: boolean;
}

const URL_LENGTH_MAX = 2_000;

const SECRET_PREFIX = "whsec_";
const KEY_BYTES_MIN = 24;
const KEY_BYTES_MAX = 64;
const KEY_BYTES_MADE_UP = 32;

/**
 * Checks a webhook before it is kept, and makes up a secret where none is given. What a name stands for
 * is looked up each time that something is sent.
 *
 * Refuses as invalid what is no address to send to, an IP address that is not public unless these are
 * allowed, and a secret of another form.
 */
export function checkWebhook(
	{ webhooks }: Pick<ServiceContext, "webhooks">,
	{ url, secret }: WebhookRequest,
): CheckedWebhook {
	return {
		url: checkedUrl(url, webhooks.allowPrivate),
		secret: secret === undefined ? newSecret() : checkedSecret(secret),
		isMadeUp: secret === undefined,
	};
}

function checkedUrl(text: string, allowPrivate: boolean): string {
	const url = text.length <= URL_LENGTH_MAX ? URL.parse(text) : null;
	if (url === null || !["http:", "https:"].includes(url.protocol))
		throw new Refusal(
			"invalid",
			`the URL of a webhook is written as https://example.com/path, with http or https, in at most ${URL_LENGTH_MAX} characters`,
		);
	if (url.username !== "" || url.password !== "")
		throw new Refusal(
			"invalid",
			"the URL of a webhook has no user and no password in it; the receiver knows us by the signature",
		);
	const host = hostOf(url);
	if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host))
		throw new Refusal("invalid", NOT_PUBLIC);
	return url.href;
}

function checkedSecret(secret: string): string {
	const base64 = secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : "";
	const key = Buffer.from(base64, "base64");
	// Node reads base64 leniently; a receiver may not.
	if (key.toString("base64") !== base64 || key.length < KEY_BYTES_MIN || key.length > KEY_BYTES_MAX)
		throw new Refusal(
			"invalid",
			`the secret of a webhook is ${SECRET_PREFIX} and then ${KEY_BYTES_MIN} to ${KEY_BYTES_MAX} bytes in base64; leave it out to have one made up`,
		);
	return secret;
}

function newSecret(): string {
	return SECRET_PREFIX + randomBytes(KEY_BYTES_MADE_UP).toString("base64");
}
