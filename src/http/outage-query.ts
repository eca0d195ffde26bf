import type { FastifyRequest } from "fastify";
import type { OutagesQuery, StoreOutagesQuery } from "../contract/outage.ts";
import type { OutageFilter } from "../service/found-outages.ts";
import type { OutageOrder, OutageSort } from "../service/outage-table.ts";
import { acceptedFormat } from "./accepted-format.ts";
import { InvalidRequest } from "./invalid-request.ts";
import { PARQUET_TYPE } from "./parquet-type.ts";

/** How many outages a page has where nothing is said. */
export const OUTAGES_DEFAULT = 100;

/** The forms that `Accept` and `format` can ask for; of equal ones, the first. */
const FORMATS = ["json", "csv", "parquet"] as const;
type OutagesFormat = (typeof FORMATS)[number];

/** The media types of lists of outages. */
export const OUTAGE_TYPES: Readonly<Record<OutagesFormat, string>> = {
	json: "application/json",
	csv: "text/csv; charset=utf-8",
	parquet: PARQUET_TYPE,
};

/** The form that a request asks for. Refuses what goes with pages alone, where a file is asked for. */
export function outagesFormatOf(
	request: FastifyRequest,
	query: Pick<OutagesQuery, "format" | "limit" | "cursor">,
): OutagesFormat {
	const format = query.format ?? acceptedFormat(request, FORMATS, OUTAGE_TYPES);
	const ofPages = (["limit", "cursor"] as const).filter((name) => query[name] !== undefined);
	if (format !== "json" && ofPages.length > 0)
		throw new InvalidRequest(
			ofPages.map((parameter) => ({ parameter, detail: "goes with the format json only" })),
		);
	return format;
}

/** Which outages are wanted. */
export function readOutageFilter(
	query: Pick<StoreOutagesQuery, "at_least_ms" | "ignore_under_ms" | "going_on">,
): OutageFilter {
	const { at_least_ms, ignore_under_ms, going_on } = query;
	return {
		atLeastMs: at_least_ms,
		ignoreUnderMs: ignore_under_ms,
		goingOn: going_on === undefined ? undefined : going_on === "true",
	};
}

/** In which order they are wanted. */
export function readOutageSort(text: NonNullable<OutagesQuery["sort"]>): OutageSort {
	const descends = text.startsWith("-");
	return { by: (descends ? text.slice(1) : text) as OutageOrder, descends };
}
