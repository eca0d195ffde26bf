import type { FastifyPluginAsync, FastifyRequest } from "fastify";
import { SessionDocument, SessionRequest } from "../contract/session.ts";
import type { ServiceContext } from "../service/context.ts";
import { maybeInstant } from "../service/report-document.ts";
import { endSession, startSession } from "../service/sessions.ts";
import type { Access } from "./guard/access.ts";
import { type Caller, callerWithKey } from "./guard/caller.ts";
import { foreignSession, isOfAnotherPage } from "./guard/foreign-pages.ts";
import { dropSessionToken, keepSessionToken, sessionTokenOf } from "./guard/session-cookie.ts";
import { wrongKeyToSignIn } from "./guard/unauthenticated.ts";
import { operation } from "./operation.ts";

/** Who is signed in to the server's own pages. */
export function sessionRoutes(context: ServiceContext, access: Access): FastifyPluginAsync {
	return async (app) => {
		app.post<{ Body: SessionRequest }>(
			"/v1/session",
			{
				...operation({
					id: "createSession",
					tag: "Sessions",
					scope: "public",
					summary: "Sign in",
					description: `Begins a session that stands for a key, for 30 days, or until the key expires if that is sooner. The browser gets a cookie with a token of its own, which no script can read, and sends it by itself from then on. It takes the place of the key in every operation; where \`Authorization\` is sent too, that counts. A session that the browser had before ends.

The cookie is for the pages of this server: a request with it that is not \`GET\` or \`HEAD\` must say that it comes from one, as browsers do (\`Origin\`, \`Sec-Fetch-Site\`). Programs send their key.`,
					body: SessionRequest,
					answers: {
						201: { description: "The caller is signed in.", body: SessionDocument },
					},
					refuses: ["unauthenticated"],
				}),
				onRequest: refuseOtherPages,
			},
			async (request, reply) => {
				const { key, fault } = await access.checkKey(request, request.body.key);
				if (key === undefined) throw wrongKeyToSignIn(fault);
				const session = await startSession(context, key, { instead: sessionTokenOf(request) });
				request.caller = callerWithKey(key, session.expiresAt);
				keepSessionToken(request, reply, { ...session, now: context.now() });
				return reply.code(201).send(sessionDocument(request.caller));
			},
		);

		app.get(
			"/v1/session",
			operation({
				id: "getSession",
				tag: "Sessions",
				scope: "public",
				summary: "Who the caller is",
				description:
					"Who the caller is, and what they may do: as the one who is signed in, with a key, or without either. A session that has ended is the same as none, and its cookie is cleared.",
				answers: { 200: { description: "The caller.", body: SessionDocument } },
				refuses: ["unauthenticated"],
			}),
			async (request, reply): Promise<SessionDocument> => {
				const { hasSessionEnded } = await access.introduce(request);
				if (hasSessionEnded) dropSessionToken(request, reply);
				return sessionDocument(request.caller);
			},
		);

		app.delete(
			"/v1/session",
			{
				...operation({
					id: "deleteSession",
					tag: "Sessions",
					scope: "public",
					summary: "Sign out",
					description:
						"Ends the session of the caller's cookie, if there is one, and clears the cookie.",
					answers: { 204: { description: "The caller is not signed in." } },
					refuses: ["too-slow", "too-large", "unsupported-media-type"],
				}),
				onRequest: refuseOtherPages,
			},
			async (request, reply) => {
				const token = sessionTokenOf(request);
				if (token !== undefined) {
					request.caller = await access.callerOfSession(token);
					await endSession(context, token);
				}
				dropSessionToken(request, reply);
				return reply.code(204).send();
			},
		);
	};
}

/** A page with a key of its own could otherwise sign somebody in with it, or out, whoever they are. */
async function refuseOtherPages(request: FastifyRequest): Promise<void> {
	if (isOfAnotherPage(request)) throw foreignSession();
}

function sessionDocument({ keyId, name, scope, sessionExpiresAt }: Caller): SessionDocument {
	return {
		signed_in: sessionExpiresAt !== undefined,
		name: keyId === undefined ? null : name,
		scope: scope ?? null,
		expires_at: maybeInstant(sessionExpiresAt),
	};
}
