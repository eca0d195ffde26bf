import { formatCell, LINE_END } from "../csv/cell.ts";
import { type ImportReject, manyImportRejects } from "../database/import-rejects.ts";
import type { ServiceContext } from "./context.ts";
import { hasIndexes, rejectDocument } from "./import-document.ts";
import { type ImportResource, importAlone } from "./import-resource.ts";

/** The forms in which the rows of an import that were left out can be had. */
export type RejectsFormat = "csv" | "json" | "ndjson";

const PAGE_REJECTS = 2_000;

/** The rows of an import that were left out, as text. */
export interface RejectsText {
	readonly fileName: string;
	/** In pieces, which are read as they are asked for. */
	readonly text: AsyncIterable<string>;
}

/**
 * The rows of an import that were left out, as far as they are kept. Refuses as not found when there is no
 * import with this id.
 */
export async function rejectsText(
	{ database }: ServiceContext,
	importId: string,
	format: RejectsFormat,
): Promise<RejectsText> {
	const resource = await importAlone(database, importId);
	const pages = readRejects(database, resource);
	return {
		fileName: `openhours-rejects-${importId}.${format}`,
		text: WRITERS[format](resource, pages),
	};
}

async function* readRejects(
	database: ServiceContext["database"],
	{ importId, rejectsKept }: ImportResource,
): AsyncGenerator<readonly ImportReject[]> {
	// More may come in meanwhile: they are not part of what was asked for.
	for (let from = 0; from < rejectsKept; from += PAGE_REJECTS) {
		const limit = Math.min(PAGE_REJECTS, rejectsKept - from);
		yield await manyImportRejects(database, importId, { from, limit });
	}
}

type Write = (
	resource: ImportResource,
	pages: AsyncIterable<readonly ImportReject[]>,
) => AsyncGenerator<string>;

const WRITERS: Readonly<Record<RejectsFormat, Write>> = {
	async *csv(resource, pages) {
		yield `${hasIndexes(resource) ? "index" : "line"},field,value,reason,message${LINE_END}`;
		for await (const page of pages) {
			const rows = page.map((reject) => {
				const { line, index, field, value, reason, message } = rejectDocument(resource, reject);
				const cells = [String(line ?? index), field ?? "", value, reason, message];
				return cells.map(formatCell).join(",") + LINE_END;
			});
			yield rows.join("");
		}
	},

	async *json(resource, pages) {
		const { importId, rowsRejected } = resource;
		yield `{"import_id":${JSON.stringify(importId)},"rejected":${rowsRejected},"rejects":[`;
		let isFirst = true;
		for await (const page of pages) {
			const rows = page.map((reject) => JSON.stringify(rejectDocument(resource, reject)));
			yield `${isFirst ? "" : ","}${rows.join(",")}`;
			isFirst = false;
		}
		yield "]}\n";
	},

	async *ndjson(resource, pages) {
		for await (const page of pages)
			yield page.map((reject) => `${JSON.stringify(rejectDocument(resource, reject))}\n`).join("");
	},
};
