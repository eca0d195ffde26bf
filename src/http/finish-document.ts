import { isDeepStrictEqual } from "node:util";

type Json = Record<string, unknown>;

/** An operation of the document, as far as it is looked at here. */
interface DocumentedOperation {
	requestBody?: { content: Record<string, { schema: Json }>; required?: boolean };
	responses: Record<string, { description: string; content?: Json } | { $ref: string }>;
}

interface OpenApi {
	paths: Record<string, Record<string, DocumentedOperation>>;
	components?: Json;
}

/**
 * Puts an OpenAPI document that was made of the routes in the form in which it is read.
 *
 * Every schema that has a title moves to the components, under its title, and is referred to wherever it
 * stands: clients that are generated then know it by name, and it is there once. So do the answers that are
 * problems. A body that may be left out is called optional, and one without any field is left out.
 *
 * Throws when two different schemas have one title: that is a mistake of ours.
 */
export function finishDocument({ openapiObject }: { readonly openapiObject: unknown }): OpenApi {
	const document = structuredClone(openapiObject) as OpenApi;
	const responses: Json = {};
	for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path))) {
		describeBody(operation);
		nameProblems(operation, responses);
	}
	const schemas: Json = {};
	document.paths = withReferences(document.paths, schemas) as OpenApi["paths"];
	document.components = {
		...document.components,
		responses: sortByName(withReferences(responses, schemas) as Json),
		schemas: sortByName(schemas),
	};
	return document;
}

/** The order of the routes says nothing about what they share. */
function sortByName(components: Json): Json {
	return Object.fromEntries(Object.entries(components).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function describeBody(operation: DocumentedOperation): void {
	const { requestBody } = operation;
	const schema = requestBody?.content["application/json"]?.schema;
	if (requestBody === undefined || schema?.type !== "object") return;
	if (Object.keys((schema.properties ?? {}) as Json).length === 0) delete operation.requestBody;
	else if (schema.required === undefined) requestBody.required = false;
}

/** Answers that are problems are the same wherever they are documented with the same sentence. */
function nameProblems({ responses }: DocumentedOperation, named: Json): void {
	for (const [status, response] of Object.entries(responses)) {
		if (!("content" in response) || response.content?.["application/problem+json"] === undefined)
			continue;
		const types = [...response.description.matchAll(/`([^`]+)`/g)].map(([, type]) => type);
		const name = types.join("-or-");
		named[name] = response;
		responses[status] = { $ref: `#/components/responses/${name}` };
	}
}

function withReferences(value: unknown, schemas: Json): unknown {
	if (Array.isArray(value)) return value.map((item) => withReferences(item, schemas));
	if (typeof value !== "object" || value === null) return value;
	const replaced = Object.fromEntries(
		// What is shown as an example is text to us, whatever it looks like.
		Object.entries(value).map(([key, inner]) =>
			key === "example" || key === "examples"
				? [key, inner]
				: [key, withReferences(inner, schemas)],
		),
	);
	const { title } = value as Json;
	if (typeof title !== "string" || !isSchema(value as Json)) return replaced;
	// The example of a body stands beside its schema where it is the body, and nowhere else.
	const { examples: _, ...schema } = replaced;
	const known = schemas[title] as Json | undefined;
	if (known !== undefined && !isDeepStrictEqual(undescribed(known), undescribed(schema)))
		throw new Error(`two different schemas have the title ${title}`);
	if (known?.description === undefined) schemas[title] = schema;
	return { $ref: `#/components/schemas/${title}` };
}

/** A parameter's description stands beside its schema, and not in it. */
function undescribed({ description: _, ...schema }: Json): Json {
	return schema;
}

/** Objects and whatever else says what kind of value it is; a property that is called "title" does not. */
function isSchema(value: Json): boolean {
	return "type" in value || "anyOf" in value || "enum" in value;
}
