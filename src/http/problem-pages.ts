import { createHash } from "node:crypto";
import type { FastifyPluginAsync, FastifyReply } from "fastify";
import { Type } from "typebox";
import { PROBLEMS, type ProblemType, problemAddress } from "../contract/problem.ts";
import { operation } from "./operation.ts";
import { HttpProblem } from "./problem.ts";

const PATH = Type.Object({
	problem: Type.String({
		description: "The last part of a problem's `type`.",
		examples: ["invalid-request"],
	}),
});

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin: 2rem 0 0; font-size: 1.2rem; }
h2 a { color: inherit; text-decoration: none; }
h2 a:hover { text-decoration: underline; }
p { margin: 0.3rem 0; }
small { opacity: 0.75; }
`;

/** The page has nothing but its text and this style. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const PAGE = { "text/html": Type.String() };

/** A page for each type of problem, at the address that is its type, and one that lists them. */
export const problemPages: FastifyPluginAsync = async (app) => {
	app.get(
		"/problems",
		operation({
			id: "listProblems",
			tag: "Server",
			scope: "public",
			summary: "All types of problems",
			description: "A page that lists every type of problem that an answer can have.",
			answers: { 200: { description: "The page.", body: PAGE } },
		}),
		async (_request, reply) => sendPage(reply, "Problems", Object.keys(PROBLEMS).map(entry)),
	);

	app.get<{ Params: { problem: string } }>(
		"/problems/:problem",
		operation({
			id: "getProblem",
			tag: "Server",
			scope: "public",
			summary: "What a type of problem means",
			description: "A page that explains a type of problem, and says what to do about it.",
			path: PATH,
			answers: { 200: { description: "The page.", body: PAGE } },
		}),
		async ({ params: { problem } }, reply) => {
			if (!Object.hasOwn(PROBLEMS, problem))
				throw new HttpProblem(
					"not-found",
					"There is no such type of problem; /problems lists them.",
				);
			const { title } = PROBLEMS[problem as ProblemType];
			return sendPage(reply, title, [entry(problem)]);
		},
	);
};

function entry(type: string): string {
	const { status, title, meaning } = PROBLEMS[type as ProblemType];
	return `<section>
<h2><a href="${problemAddress(type as ProblemType)}">${title}</a></h2>
<p><small><code>${type}</code>, status ${status}</small></p>
<p>${meaning.replaceAll(/`([^`]+)`/g, "<code>$1</code>")}</p>
</section>`;
}

function sendPage(reply: FastifyReply, title: string, entries: readonly string[]): FastifyReply {
	return reply
		.type("text/html; charset=utf-8")
		.header("content-security-policy", POLICY)
		.send(page(title, entries));
}

/** All of the text is ours: nothing in it needs to be escaped. */
function page(title: string, entries: readonly string[]): string {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} – Openhours</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${entries.join("\n")}
</main>
<p><a href="/problems">All problems</a> · <a href="/docs">The API</a></p>
</body>
</html>
`;
}
