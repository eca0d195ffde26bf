import type { FastifyPluginAsync } from "fastify";
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
		async (_request, reply) =>
			reply
				.type("text/html; charset=utf-8")
				.send(page("Problems", Object.keys(PROBLEMS).map(entry))),
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
			return reply.type("text/html; charset=utf-8").send(page(title, [entry(problem)]));
		},
	);
};

function entry(type: string): string {
	const { status, title, meaning } = PROBLEMS[type as ProblemType];
	return `<section>
<h2><a href="${problemAddress(type as ProblemType)}">${title}</a></h2>
<p><code>${type}</code>, status ${status}</p>
<p>${meaning.replaceAll(/`([^`]+)`/g, "<code>$1</code>")}</p>
</section>`;
}

/** All of the text is ours: nothing in it needs to be escaped. */
function page(title: string, entries: readonly string[]): string {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} – Openhours</title>
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
