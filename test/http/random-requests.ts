import fc from "fast-check";
import {
	type DocumentedOperation,
	exampleOf,
	type JsonSchema,
	type MediaType,
	type Parameter,
} from "./openapi-document.ts";

/** Stands for the id of something that is there when the request is sent, chosen by `pick`. */
export interface ExistingId {
	readonly existing: string;
	readonly pick: number;
}

export interface RandomRequest {
	readonly operation: DocumentedOperation;
	/** Another method than the operation's own, now and then. */
	readonly method: string;
	readonly path: Readonly<Record<string, string | ExistingId>>;
	readonly query: readonly (readonly [string, string])[];
	readonly headers: Readonly<Record<string, string>>;
	readonly body: RandomBody | undefined;
}

export interface RandomBody {
	/** The media type that it is of; it may be sent as another. */
	readonly type: string;
	readonly text: string;
	/** What the text says, where it is JSON on purpose. */
	readonly value?: unknown;
}

const INSTANTS = [
	"2023-01-25T18:00:00Z",
	"2023-01-24T00:00:00Z",
	"2023-01-20T12:30:00.123+05:30",
	"2023-01-18 00:00:00",
	"2023-02-31T00:00:00Z",
	"1969-12-31T23:59:59Z",
	"9999-12-31T23:59:59.999Z",
	"yesterday",
];
const ZONES = ["America/New_York", "asia/kolkata", "UTC", "Mars/Base", "+05:30"];
export const STORE_IDS = ["8139926242460185114", "one", "two", "ä/ö %2F", "8.139926242460185E+018"];

/** What a text is likely to be by the name that it goes by; half of requests would fail at it otherwise. */
function knownTexts(name: string): readonly string[] | undefined {
	if (/(^|_)(from|to|as_of|timestamp|from_utc|to_utc|timestamp_utc|expires_at)$/.test(name))
		return INSTANTS;
	if (/timezone/.test(name)) return ZONES;
	if (/^store_ids?$/.test(name)) return STORE_IDS;
	// A top-level domain that never leads anywhere.
	if (name === "url") return ["https://openhours.invalid/hook", "http://127.0.0.1/", "ftp://x", ""];
	if (name === "cron") return ["0 6 * * 1", "*/5 * * * *", "at six", "0 0 30 2 *"];
	if (name === "month") return ["2023-01", "2022-12", "2023-02", "2023-13"];
	if (name === "date") return ["2023-01-25", "2023-02-30", "25.1.2023"];
	if (/time_local$/.test(name)) return ["09:00", "17:30:00", "24:00", "25:00", "00:00"];
	if (name === "status") return ["active", "inactive", "ACTIVE ", "asleep"];
	if (name === "group") return ["north", "south", ""];
	if (name === "secret") return ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_", "secret"];
	return undefined;
}

const anyText = fc.oneof(
	{ weight: 4, arbitrary: fc.string({ maxLength: 20 }) },
	{ weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
	{
		weight: 1,
		arbitrary: fc.constantFrom("\u0000", "\ud800", "'; drop table store; --", "../..", "%", "null"),
	},
	{ weight: 1, arbitrary: fc.constant("x".repeat(3_000)) },
);

const anyJson = fc.oneof(
	{ weight: 3, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
	{ weight: 1, arbitrary: fc.constantFrom(null, 0, "", [], {}, -1, 1e308, true) },
);

/** Values that fit a schema, as far as it goes; what only the core can tell, such as instants, is often right. */
export function fitting(schema: JsonSchema, name = ""): fc.Arbitrary<unknown> {
	const {
		anyOf,
		enum: values,
		type,
		const: constant,
	} = schema as {
		anyOf?: JsonSchema[];
		enum?: unknown[];
		type?: string | string[];
		const?: unknown;
	};
	if (constant !== undefined) return fc.constant(constant);
	if (values !== undefined) return fc.constantFrom(...values);
	if (anyOf !== undefined) return fc.oneof(...anyOf.map((one) => fitting(one, name)));
	if (Array.isArray(type))
		return fc.oneof(...type.map((one) => fitting({ ...schema, type: one }, name)));
	switch (type) {
		case "string":
			return fittingText(schema, name);
		case "integer":
			return fc.integer({
				min: (schema.minimum as number | undefined) ?? -1_000,
				max: (schema.maximum as number | undefined) ?? 1_000_000,
			});
		case "number":
			return fc.double({
				min: (schema.minimum as number | undefined) ?? -1e6,
				max: (schema.maximum as number | undefined) ?? 1e6,
				noNaN: true,
			});
		case "boolean":
			return fc.boolean();
		case "null":
			return fc.constant(null);
		case "array":
			return fc.array(fitting((schema.items ?? {}) as JsonSchema, name), {
				minLength: (schema.minItems as number | undefined) ?? 0,
				maxLength: Math.max(4, (schema.minItems as number | undefined) ?? 0),
			});
		case "object":
			return fittingObject(schema);
		default:
			return anyJson;
	}
}

function fittingText(schema: JsonSchema, name: string): fc.Arbitrary<string> {
	const {
		minLength = 0,
		maxLength = 200,
		format,
		pattern,
	} = schema as {
		minLength?: number;
		maxLength?: number;
		format?: string;
		pattern?: string;
	};
	if (format === "uuid") return fc.uuid();
	if (format === "date-time") return fc.constantFrom(...INSTANTS.slice(0, 2));
	if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
	const known = knownTexts(name);
	const text = fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 30)) });
	return known === undefined
		? text
		: fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: text });
}

function fittingObject(schema: JsonSchema): fc.Arbitrary<unknown> {
	const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
	return fc.record(
		Object.fromEntries(Object.entries(properties).map(([key, one]) => [key, fitting(one, key)])),
		{ requiredKeys: (schema.required ?? []) as string[] },
	);
}

/** A value with one thing wrong somewhere in it. */
function spoilt(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
	return fc.tuple(value, fc.nat(), anyJson, anyText).map(([whole, place, junk, name]) => {
		if (typeof whole !== "object" || whole === null) return junk;
		if (Array.isArray(whole))
			return whole.length === 0 ? [junk] : whole.with(place % whole.length, junk);
		const keys = Object.keys(whole);
		if (keys.length === 0 || place % 3 === 0) return { ...whole, [name]: junk };
		return { ...whole, [keys[place % keys.length] as string]: junk };
	});
}

function bodyOf(type: string, media: MediaType): fc.Arbitrary<RandomBody> {
	const { schema } = media;
	const example = exampleOf(media);
	const shown =
		typeof example === "string"
			? { type, text: example }
			: { type, text: JSON.stringify(example), value: example };
	const asText = (values: fc.Arbitrary<unknown>): fc.Arbitrary<RandomBody> => {
		if (type === "application/x-ndjson")
			return fc
				.array(values, { maxLength: 5 })
				.map((rows) => ({ type, text: rows.map((row) => JSON.stringify(row)).join("\n") }));
		if (type === "text/csv")
			return fc.array(csvRow, { maxLength: 5 }).map((rows) => csv(type, rows));
		return values.map((value) => ({ type, text: JSON.stringify(value), value }));
	};
	const good = asText(fitting(schema));
	return fc.oneof(
		{ weight: 8, arbitrary: good },
		...(example === undefined ? [] : [{ weight: 4, arbitrary: fc.constant(shown) }]),
		{ weight: 4, arbitrary: asText(spoilt(fitting(schema))) },
		{ weight: 1, arbitrary: asText(anyJson) },
		{ weight: 1, arbitrary: anyText.map((text) => ({ type, text })) },
		{ weight: 1, arbitrary: good.map(({ text }) => ({ type, text: text.slice(0, -1) })) },
	);
}

const HEADERS = [
	"store_id,timestamp_utc,status",
	"store_id,dayofweek,start_time_local,end_time_local",
	"store_id,timezone_str",
	"store_id,date,start_time_local,end_time_local",
	"store_id,from_utc,to_utc,reason",
	"store_id,name,group",
];
const csvRow = fc.array(
	fc.oneof(
		fc.constantFrom(
			...STORE_IDS,
			...INSTANTS,
			...ZONES,
			"active",
			"09:00",
			"17:00",
			"3",
			"",
			'"a,b"',
			'"',
		),
		fc.string({ maxLength: 8 }),
	),
	{ minLength: 1, maxLength: 5 },
);

function csv(type: string, rows: readonly (readonly string[])[]): RandomBody {
	const header = HEADERS[rows.length % HEADERS.length] as string;
	return { type, text: [header, ...rows.map((row) => row.join(","))].join("\n") };
}

/** What a parameter is given: of a list each value by itself, and one value of anything else. */
function valuesOf(parameter: Parameter): fc.Arbitrary<readonly string[]> {
	const good = fitting(parameter.schema, parameter.name).map((value) => [value].flat().map(String));
	const bad = anyText.map((text) => [text]);
	return fc.oneof({ weight: 7, arbitrary: good }, { weight: 1, arbitrary: bad });
}

function pathOf({ parameters }: DocumentedOperation): fc.Arbitrary<RandomRequest["path"]> {
	const inPath = parameters.filter((one) => one.in === "path");
	return fc.record(
		Object.fromEntries(
			inPath.map(({ name, example }) => [
				name,
				fc.oneof(
					{ weight: 8, arbitrary: fc.nat().map((pick): ExistingId => ({ existing: name, pick })) },
					{ weight: 1, arbitrary: fc.constant(String(example)) },
					{ weight: 1, arbitrary: anyText.filter(isPathSegment) },
				),
			]),
		),
	);
}

/** Dots alone would be taken out of the path before it is sent. */
function isPathSegment(text: string): boolean {
	return text !== "" && text !== "." && text !== ".." && text.isWellFormed();
}

function queryOf({ parameters }: DocumentedOperation): fc.Arbitrary<RandomRequest["query"]> {
	const known = parameters.filter((one) => one.in === "query");
	const given = known.map((parameter) =>
		fc.option(
			valuesOf(parameter).map((values) => values.map((value) => [parameter.name, value] as const)),
			{ freq: parameter.required ? 20 : 1 },
		),
	);
	const unknown = fc.option(
		fc.constantFrom<readonly [string, string]>(
			["no_such", "1"],
			["__proto__", "x"],
			["limit", "1e3"],
		),
		{ freq: 1 },
	);
	return fc
		.tuple(fc.tuple(...given), fc.integer({ min: 0, max: 19 }), unknown)
		.map(([pairs, chance, stranger]) => [
			...pairs.flatMap((ofOne) => ofOne ?? []),
			...(chance === 0 && stranger !== null ? [stranger] : []),
		]);
}

const SPECIAL_HEADERS = [
	{ accept: "application/json" },
	{ accept: "text/csv" },
	{ accept: "application/x-ndjson, */*;q=0.1" },
	{ accept: "image/png" },
	{ "idempotency-key": "one" },
	{ "idempotency-key": "ä".repeat(300) },
	{ range: "bytes=0-10" },
	{ range: "bytes=-5" },
	{ range: "bytes=999999999-" },
	{ range: "lines=1" },
	{ "if-none-match": "*" },
	{ "last-event-id": "7" },
	{ authorization: "Bearer oh_wrong" },
	{ "content-encoding": "gzip" },
] as const;

function headersOf(types: readonly string[]): fc.Arbitrary<Readonly<Record<string, string>>> {
	const special = fc.option(fc.constantFrom<Readonly<Record<string, string>>>(...SPECIAL_HEADERS), {
		freq: 1,
	});
	const otherType = fc.constantFrom(...types, "text/plain", "application/xml", "no type at all");
	return fc
		.tuple(special, otherType, fc.integer({ min: 0, max: 9 }))
		.map(([header, type, chance]) => ({
			...(chance >= 7 && header !== null ? header : {}),
			...(chance === 0 && { "content-type": type }),
		}));
}

/** Requests to an operation: right ones mostly, and ones in which anything at all is wrong. */
export function requestsTo(operation: DocumentedOperation): fc.Arbitrary<RandomRequest> {
	const types = Object.keys(operation.bodies);
	const body =
		types.length === 0
			? fc.constant(undefined)
			: fc.oneof(
					...types.map((type) => ({
						weight: 5,
						arbitrary: bodyOf(type, operation.bodies[type] as MediaType),
					})),
					{ weight: 1, arbitrary: fc.constant(undefined) },
				);
	return fc.record({
		operation: fc.constant(operation),
		method: fc.oneof(
			{ weight: 40, arbitrary: fc.constant<string>(operation.method) },
			{ weight: 1, arbitrary: fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS") },
		),
		path: pathOf(operation),
		query: queryOf(operation),
		headers: headersOf(types),
		body,
	});
}
