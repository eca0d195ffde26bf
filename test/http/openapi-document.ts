import type { FastifyInstance } from "fastify";
import { Compile, type Validator } from "typebox/schema";

export type JsonSchema = Readonly<Record<string, unknown>>;

export interface Parameter {
	readonly in: "path" | "query" | "header";
	readonly name: string;
	readonly required: boolean;
	readonly schema: JsonSchema;
	readonly example?: unknown;
	/** A JSON schema's list of examples, of which the document makes one or several. */
	readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

export interface MediaType {
	readonly schema: JsonSchema;
	readonly example?: unknown;
	readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

/** An operation as the document describes it, with all references followed. */
export interface DocumentedOperation {
	readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
	/** With `{name}` for each parameter. */
	readonly path: string;
	readonly operationId: string;
	readonly tags: readonly string[];
	readonly summary: string;
	readonly description: string;
	/** What a key must be good for. */
	readonly "x-scope": "public" | "read" | "write" | "admin";
	readonly parameters: readonly Parameter[];
	/** By media type. */
	readonly bodies: Readonly<Record<string, MediaType>>;
	readonly isBodyRequired: boolean;
	readonly responses: Readonly<
		Record<string, { readonly content?: Readonly<Record<string, MediaType>> }>
	>;
}

/** Reads the operations of the application's own OpenAPI document. */
export async function documentedOperations(app: FastifyInstance): Promise<DocumentedOperation[]> {
	const answer = await app.inject("/openapi.json");
	const document = answer.json();
	const { paths } = withoutReferences(document, document) as {
		paths: Record<string, Record<string, RawOperation>>;
	};
	return Object.entries(paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, raw]) => ({
			parameters: [],
			...raw,
			path,
			method: method.toUpperCase() as DocumentedOperation["method"],
			bodies: raw.requestBody?.content ?? {},
			isBodyRequired: raw.requestBody?.required === true,
		})),
	);
}

type RawOperation = Omit<
	DocumentedOperation,
	"path" | "method" | "bodies" | "isBodyRequired" | "parameters"
> & {
	readonly parameters?: readonly Parameter[];
	readonly requestBody?: {
		readonly required?: boolean;
		readonly content: Readonly<Record<string, MediaType>>;
	};
};

function withoutReferences(value: unknown, document: unknown): unknown {
	if (Array.isArray(value)) return value.map((item) => withoutReferences(item, document));
	if (typeof value !== "object" || value === null) return value;
	const { $ref } = value as { readonly $ref?: string };
	if ($ref !== undefined) {
		let target = document;
		for (const step of $ref.slice(2).split("/")) target = (target as JsonSchema)[step];
		return withoutReferences(target, document);
	}
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [key, withoutReferences(inner, document)]),
	);
}

const validators = new WeakMap<JsonSchema, Validator<JsonSchema>>();

/** What of a value does not fit a schema; empty when all of it does. */
export function misfitsOf(schema: JsonSchema, value: unknown): readonly unknown[] {
	let validator = validators.get(schema);
	if (validator === undefined) {
		validator = Compile(schema) as unknown as Validator<JsonSchema>;
		validators.set(schema, validator);
	}
	return validator.Check(value) ? [] : validator.Errors(value)[1];
}

/** The example that the document shows of a parameter or body. */
export function exampleOf({ example, examples }: Pick<MediaType, "example" | "examples">): unknown {
	return example ?? Object.values(examples ?? {})[0]?.value;
}
