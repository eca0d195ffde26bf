import type { FastifyRequest } from "fastify";
import { HttpProblem } from "./problem.ts";

/**
 * The form in which a request would have its answer, of those that there are, by its `Accept`; the first of
 * them when it does not say. Refuses one that accepts none of them.
 */
export function acceptedFormat<Format extends string>(
	request: FastifyRequest,
	there: readonly Format[],
	contentTypes: Readonly<Record<Format, string>>,
): Format {
	const types = there.map((format) => contentTypes[format].split(";", 1)[0] as string);
	// Some ask for the charset too: that is the one in which all of it comes.
	const accepted = request.accepts().type(types.map((type) => `${type}; charset=utf-8`));
	if (accepted === false)
		throw new HttpProblem("not-acceptable", `This comes as ${types.join(" or ")}.`);
	return there[types.indexOf(String(accepted).split(";", 1)[0] as string)] as Format;
}
