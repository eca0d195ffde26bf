import type {
	ImportDetails as ImportDetailsDocument,
	ImportDocument,
	RejectCode,
	RejectDocument,
} from "../contract/import.ts";
import { formatInstant, type Instant } from "../core/instant.ts";
import { sayFault } from "../csv/reject.ts";
import type { ImportDetails, ImportReject, ImportResource } from "./import-resource.ts";
import { MEDIA_TYPES } from "./take-in-upload.ts";

/** Writes an import as JSON. */
export function importDocument(resource: ImportResource): ImportDocument {
	const { added, replaced, unchanged } = resource.polls;
	return {
		import_id: resource.importId,
		kind: resource.kind,
		media_type: resource.mediaType as ImportDocument["media_type"],
		state: resource.state,
		started_at: formatInstant(resource.startedAt),
		finished_at: maybeInstant(resource.finishedAt),
		bytes_read: resource.bytesRead,
		bytes_total: resource.bytesTotal ?? null,
		rows_read: resource.rowsRead,
		rejected: resource.rowsRejected,
		rejects_kept: resource.rejectsKept,
		stores: resource.stores,
		polls: resource.kind === "polls" ? { new: added, changed: replaced, unchanged } : null,
		failure: resource.failure ?? null,
	};
}

/** Writes an import with the first of the rows that were left out as JSON. */
export function importDetailsDocument(details: ImportDetails): ImportDetailsDocument {
	return {
		...importDocument(details),
		rejects: details.rejects.map((reject) => rejectDocument(details, reject)),
	};
}

/** Writes a row that was left out as JSON; where it is, goes by the form of its upload. */
export function rejectDocument(
	{ mediaType }: Pick<ImportResource, "mediaType">,
	{ place, field, value, reason }: ImportReject,
): RejectDocument {
	const code = reason as RejectCode;
	return {
		...(hasIndexes({ mediaType }) ? { index: place } : { line: place }),
		field: field === "" ? null : field,
		value,
		reason: code,
		message: sayFault({ column: field, value, reason: code }),
	};
}

/** Whether the rows of an upload are counted, from 0, instead of its lines. */
export function hasIndexes({ mediaType }: Pick<ImportResource, "mediaType">): boolean {
	return mediaType === MEDIA_TYPES.json;
}

function maybeInstant(instant: Instant | undefined): string | null {
	return instant === undefined ? null : formatInstant(instant);
}
