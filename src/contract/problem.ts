import { type Static, Type } from "typebox";

/** One thing that is wrong with a request, and where: in its body, or in one of its parameters. */
export const RequestFault = Type.Object({
	pointer: Type.Optional(
		Type.String({ description: "A JSON pointer (RFC 6901) into the body; empty for all of it." }),
	),
	parameter: Type.Optional(Type.String({ description: "The name of a query parameter." })),
	detail: Type.String({ description: "What is wrong with it, and what to write instead." }),
});
export type RequestFault = Static<typeof RequestFault>;

/** Every answer that is an error (RFC 9457). */
export const ProblemDocument = Type.Object({
	type: Type.String(),
	title: Type.String(),
	status: Type.Integer({ minimum: 400, maximum: 599 }),
	detail: Type.String(),
	request_id: Type.String({
		format: "uuid",
		description: "What the server's log knows the request by.",
	}),
	errors: Type.Optional(Type.Array(RequestFault)),
});
export type ProblemDocument = Static<typeof ProblemDocument>;
