import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import { type TSchema, Type } from "typebox";
import type { RowsFile } from "../service/rows-file.ts";
import { acceptedFormat } from "./accepted-format.ts";
import { unlessGone } from "./client-gone.ts";
import { InvalidRequest } from "./invalid-request.ts";
import type { Answer } from "./operation.ts";
import { PARQUET_TYPE } from "./parquet-type.ts";
import { addVary } from "./vary.ts";

type FileForm = "csv" | "parquet";
type Form = "json" | FileForm;

const MEDIA_TYPES: Readonly<Record<Form, string>> = {
	json: "application/json",
	csv: "text/csv; charset=utf-8",
	parquet: PARQUET_TYPE,
};

/** The forms in which there is an answer, and what makes it; the signal says that the client went away. */
export interface Forms<Document> {
	readonly json: (gone: AbortSignal) => Promise<Document>;
	readonly csv: (gone: AbortSignal) => Promise<RowsFile>;
	readonly parquet?: (gone: AbortSignal) => Promise<RowsFile>;
}

/** The forms of what is found in the same way for each of them. */
export function formsOf<Found, Document>(
	find: (gone: AbortSignal) => Promise<Found>,
	as: { readonly json: (found: Found) => Document; readonly csv: (found: Found) => RowsFile },
): Forms<Document> {
	return {
		json: async (gone) => as.json(await find(gone)),
		csv: async (gone) => as.csv(await find(gone)),
	};
}

/** What goes with pages alone: as a file, a list comes whole. */
const OF_PAGES = ["limit", "cursor"] as const;

/**
 * Answers in the form that a request asks for, by `format` or else by `Accept`: with a document as JSON, which
 * it is where it says neither, or with a file of rows.
 *
 * Refuses a file where a parameter is given that goes with JSON only: those of pages, and those that are named.
 */
export async function answerInForm<Document>(
	{ request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
	forms: Forms<Document>,
	jsonOnly: readonly string[] = OF_PAGES,
): Promise<Document | FastifyReply> {
	addVary(reply, "accept");
	const form = requestedForm(request, forms, jsonOnly);
	const makeFile = form === "json" ? undefined : forms[form];
	return unlessGone<Document | FastifyReply>(reply, async (gone) => {
		if (makeFile === undefined) return forms.json(gone);
		const file = await makeFile(gone);
		return reply
			.type(MEDIA_TYPES[form])
			.header("content-disposition", `attachment; filename="${file.name}"`)
			.send(Readable.from(request.method === "HEAD" ? [] : file.pieces));
	});
}

function requestedForm(
	request: FastifyRequest,
	forms: Forms<unknown>,
	jsonOnly: readonly string[],
): Form {
	// It fits the operation's schema.
	const query = request.query as { readonly format?: Form };
	const there = (["json", "csv", "parquet"] as const).filter((form) => forms[form] !== undefined);
	const form = query.format ?? acceptedFormat(request, there, MEDIA_TYPES);
	const given = form === "json" ? [] : jsonOnly.filter((name) => name in query);
	if (given.length > 0)
		throw new InvalidRequest(
			given.map((parameter) => ({ parameter, detail: "goes with the format json only" })),
		);
	return form;
}

/** What an operation answers that is answered by {@link answerInForm}. */
export function answerOf(
	description: string,
	document: TSchema,
	files: readonly FileForm[] = ["csv"],
): Answer {
	const types = files.map((form) => MEDIA_TYPES[form].split(";", 1)[0] as string);
	return {
		description,
		body: {
			"application/json": document,
			...Object.fromEntries(types.map((type) => [type, Type.String()])),
		},
		headers: {
			"content-disposition": Type.String({
				description: "The name of the file; JSON has none.",
			}),
			vary: Type.String(),
		},
	};
}
