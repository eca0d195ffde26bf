import { promises as dns, type LookupAddress } from "node:dns";
import http from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import { type DurationMs, SECOND_MS } from "../core/instant.ts";
import { hostOf, isPublicAddress, NOT_PUBLIC } from "./public-address.ts";

/** What is sent, and where to. */
export interface WebhookMessage {
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

/** The status that came back, or why none did: in words that are fit to be shown to anybody. */
export type WebhookAnswer =
	| { readonly status: number; readonly error?: undefined }
	| { readonly status?: undefined; readonly error: string };

/** Finds all addresses of a name. */
export type ResolveName = (name: string) => Promise<readonly LookupAddress[]>;

export interface SendOptions {
	/** Whether it may go to addresses that are not public. */
	readonly allowPrivate: boolean;
	/** How long all of it may take, from the look-up of the name on. */
	readonly deadlineMs: DurationMs;
	readonly resolve?: ResolveName;
}

/** What of an answer is read and thrown away, so that an honest receiver can send it to its end. */
const ANSWER_BYTES_MAX = 64 << 10;

/**
 * Sends a message once. The addresses that were found for the host are checked, and one of them is
 * connected to without looking again: a name that stands for something else a moment later leads
 * nowhere else. Redirects are not followed, and no proxy is asked.
 */
export async function sendWebhook(
	message: WebhookMessage,
	{ allowPrivate, deadlineMs, resolve = resolveName }: SendOptions,
): Promise<WebhookAnswer> {
	const deadline = AbortSignal.timeout(deadlineMs);
	try {
		const url = new URL(message.url);
		const addresses = await Promise.race([addressesOf(hostOf(url), resolve), failAt(deadline)]);
		if (!allowPrivate && !addresses.every(({ address }) => isPublicAddress(address)))
			return { error: NOT_PUBLIC };
		return { status: await post(url, addresses, message, deadline) };
	} catch (error) {
		if (deadline.aborted) return { error: `no answer in ${deadlineMs / SECOND_MS} seconds` };
		return { error: describeFailure(error) };
	}
}

async function addressesOf(host: string, resolve: ResolveName): Promise<readonly LookupAddress[]> {
	const family = isIP(host);
	return family === 0 ? resolve(host) : [{ address: host, family }];
}

function resolveName(name: string): Promise<LookupAddress[]> {
	return dns.lookup(name, { all: true });
}

function failAt(deadline: AbortSignal): Promise<never> {
	return new Promise((_, reject) => {
		deadline.addEventListener("abort", () => reject(deadline.reason), { once: true });
	});
}

/**
 * Posts the message, and returns the status of the answer once that is there to its end; the status
 * counts even when the rest of the answer is too long, breaks off, or does not come in time.
 */
function post(
	url: URL,
	addresses: readonly LookupAddress[],
	{ headers, body }: WebhookMessage,
	signal: AbortSignal,
): Promise<number> {
	const { request } = url.protocol === "https:" ? https : http;
	return new Promise((resolve, reject) => {
		let status: number | undefined;
		const settle = (error: Error) => (status === undefined ? reject(error) : resolve(status));
		const sent = request(url, {
			method: "POST",
			headers: { ...headers, "content-length": Buffer.byteLength(body) },
			agent: false,
			signal,
			lookup: (_host, { all }, found) => {
				const [first] = addresses;
				if (all) found(null, [...addresses]);
				else found(null, first?.address ?? "", first?.family);
			},
		});
		sent.on("error", settle);
		sent.on("response", (answer) => {
			status = answer.statusCode;
			let bytes = 0;
			answer.on("data", (chunk: Buffer) => {
				bytes += chunk.length;
				if (bytes > ANSWER_BYTES_MAX) sent.destroy();
			});
			answer.on("error", settle);
			answer.on("close", () => settle(new Error("closed")));
		});
		sent.end(body);
	});
}

/** What codes of Node mean to whoever runs the receiver; Node's own messages would show addresses. */
const FAILURES: Readonly<Record<string, string>> = {
	ECONNREFUSED: "nothing answers at its address and port",
	ECONNRESET: "the connection broke off before an answer came",
	EPIPE: "the connection broke off before an answer came",
	ENOTFOUND: "the name of its host is not found",
	EAI_AGAIN: "the name of its host cannot be looked up at the moment",
	EHOSTUNREACH: "its host cannot be reached",
	ENETUNREACH: "its host cannot be reached",
	ETIMEDOUT: "its host does not answer",
	EPROTO: "it does not speak TLS as it should",
	CERT_HAS_EXPIRED: "its certificate has expired",
	ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name",
	DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is signed by itself",
	SELF_SIGNED_CERT_IN_CHAIN: "its certificate is signed by nobody known here",
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is signed by nobody known here",
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its certificate is signed by nobody known here",
};

function describeFailure(error: unknown): string {
	const { code = "no code" } = error as NodeJS.ErrnoException;
	if (code.startsWith("HPE_")) return "what it answers is not HTTP";
	return FAILURES[code] ?? `it could not be sent (${code})`;
}
