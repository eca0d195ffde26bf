import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from "fastify";
import { type TObject, type TSchema, Type } from "typebox";
import { ImportDetails } from "../contract/import.ts";
import {
	BusinessHoursRow,
	ClosureRow,
	PollRow,
	SpecialHoursRow,
	StoreRow,
	TABLE_EXAMPLES,
	TimezoneRow,
	ValidFromQuery,
} from "../contract/tables.ts";
import type { LocalDay } from "../core/local-time.ts";
import type { ServiceContext } from "../service/context.ts";
import type { ImportKind } from "../service/take-in-upload.ts";
import { InvalidRequest } from "./invalid-request.ts";
import { type OperationDescription, operation } from "./operation.ts";
import { streamBodies } from "./upload-body.ts";
import { UPLOAD_LIMITS, type UploadLimits } from "./upload-limits.ts";
import { Uploads } from "./uploads.ts";
import { readValidFrom } from "./valid-from.ts";

/** What every table has in common. */
const HOW = `The body is CSV with a header, a JSON array of objects, or such an object a line; gzip is unpacked, with \`Content-Encoding\` or without. It is answered once all of it is kept. Rows that cannot be read are left out, and told: the first 100 of them in the answer. Sending the same again changes nothing.

In JSON, ids are text: numbers lose digits. Null is an empty cell, and a field that is not known leaves its row out. The columns' other names, as files have them, are understood too.`;

const POLLS = `Polls are added to what is there; at an instant at which there is one of the store already, the new one wins, and so does the later row of two.

${HOW}

It is taken in as it comes, in parts of some hundred thousand rows, and may have as many bytes as \`OPENHOURS_UPLOAD_LIMIT\` says. When it breaks off half-way, what was taken in until then stays: send all of it again.`;

/** What is said of tables whose rows can be valid from a date on. */
const DATED =
	"With dates, in rows or in the query, it replaces only what is known of a store from the first date on that is named for it: what is known of earlier ones stays, and so do figures of that time.";

/** The tables that replace something, and what. */
const TABLES: readonly {
	readonly kind: Exclude<ImportKind, "polls">;
	readonly url: string;
	readonly id: string;
	readonly row: TSchema;
	readonly summary: string;
	readonly replaces: string;
	/** Whether it is valid from a date on. */
	readonly isDated?: boolean;
}[] = [
	{
		kind: "business_hours",
		url: "/v1/business-hours",
		id: "importBusinessHours",
		row: BusinessHoursRow,
		summary: "Business hours of many stores",
		replaces: `Replaces the business hours of every store that is named, as a whole; those of others stay. ${DATED}`,
		isDated: true,
	},
	{
		kind: "timezones",
		url: "/v1/timezones",
		id: "importTimezones",
		row: TimezoneRow,
		summary: "Time zones of many stores",
		replaces: `Replaces the zone of every store that is named; those of others stay. ${DATED}`,
		isDated: true,
	},
	{
		kind: "special_hours",
		url: "/v1/special-hours",
		id: "importSpecialHours",
		row: SpecialHoursRow,
		summary: "Hours of single dates, of many stores",
		replaces:
			"Replaces what was said of every store and date that is named; other dates of the same store stay. A row with no times says that the store is closed.",
	},
	{
		kind: "closures",
		url: "/v1/closures",
		id: "importClosures",
		row: ClosureRow,
		summary: "Planned closures of many stores, or of all",
		replaces:
			"Adds planned closures, `*` for all stores. One with the same store, beginning and end takes the new reason.",
	},
	{
		kind: "stores",
		url: "/v1/stores",
		id: "importStores",
		row: StoreRow,
		summary: "Names, groups, cities and sales of many stores",
		replaces:
			"Replaces what people call the stores that are named, and their groups. Null says that there is none; what is left out stays.",
	},
];

/** Tables that come in as they are sent, of any number of stores. */
export function uploadRoutes(
	context: ServiceContext,
	limits: Partial<UploadLimits> = {},
): FastifyPluginAsync {
	return async (app) => {
		const uploads = new Uploads(context, { ...UPLOAD_LIMITS, ...limits });
		streamBodies(app);
		app.addHook("onClose", () => uploads.finished());
		const route = (
			method: "POST" | "PUT",
			url: string,
			kind: ImportKind,
			described: Pick<OperationDescription, "id" | "tag" | "summary" | "description" | "query">,
			row: TSchema,
		) => makeRoute(app, method, url, described, { kind, row, uploads });
		route(
			"POST",
			"/v1/polls",
			"polls",
			{ id: "importPolls", tag: "Polls", summary: "Send polls", description: POLLS },
			PollRow,
		);
		for (const { kind, url, id, row, summary, replaces, isDated = false } of TABLES) {
			const description = `${replaces}\n\n${HOW}`;
			const query = isDated ? { query: ValidFromQuery } : {};
			route("PUT", url, kind, { id, tag: "Stores", summary, description, ...query }, row);
		}
	};
}

function makeRoute(
	app: FastifyInstance,
	method: "POST" | "PUT",
	url: string,
	described: Pick<OperationDescription, "id" | "tag" | "summary" | "description" | "query">,
	{
		kind,
		row,
		uploads,
	}: { readonly kind: ImportKind; readonly row: TSchema; readonly uploads: Uploads },
): void {
	const { schema, config } = operation({
		...described,
		scope: "write",
		body: bodiesOf(kind, row),
		answers: { 200: { description: "What became of it.", body: ImportDetails } },
		refuses: ["refused", "too-many-uploads"],
	});
	app.route({
		method,
		url,
		schema,
		config: { ...config, streamsBody: true },
		// The schema of the body is for its readers: the body itself is a stream.
		validatorCompiler: () => () => true,
		preValidation: async (request) => {
			readParameters(request, described.query);
		},
		handler: (request) => uploads.takeIn(kind, request, readParameters(request, described.query)),
	});
}

function bodiesOf(kind: ImportKind, row: TSchema): Record<string, TSchema> {
	const { csv, row: example } = TABLE_EXAMPLES[kind];
	return {
		"application/json": Type.Array(row, { examples: [[example]] }),
		"application/x-ndjson": { ...row, examples: [example] } as TSchema,
		"text/csv": Type.String({ examples: [csv] }),
	};
}

/** The date that is given for all rows which say none. Refuses parameters that are not known. */
function readParameters({ query }: FastifyRequest, known: TObject | undefined): LocalDay {
	const faults = Object.entries(query as object).flatMap(([parameter, value]) => {
		if (known?.properties[parameter] === undefined)
			return [{ parameter, detail: "is not known here" }];
		return typeof value === "string" ? [] : [{ parameter, detail: "must be there once" }];
	});
	if (faults.length > 0) throw new InvalidRequest(faults);
	return readValidFrom(query as ValidFromQuery);
}
