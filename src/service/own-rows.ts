import { REJECT_REASONS, type Reject } from "../csv/reject.ts";
import type { RowSource } from "../csv/rows.ts";
import type { OnReject } from "../csv/table.ts";

/** One thing that is wrong with rows that were given, and where. */
export interface RowFault {
	/** Which row, from 0. */
	readonly index: number;
	/** Its field at fault; `undefined` when all of it is. */
	readonly field: string | undefined;
	readonly detail: string;
}

/** Rows of which some cannot be read: nothing was done with any of them. */
export class InvalidRows extends Error {
	override readonly name = "InvalidRows";
	readonly faults: readonly RowFault[];

	constructor(faults: readonly RowFault[]) {
		super("rows that cannot be read");
		this.faults = faults;
	}
}

/**
 * Stands in rows for the store that they are of: whichever id it has, none of them can be about another, or
 * about all.
 */
export const OWN_STORE = "own";

/** More of them have one cause. */
const FAULTS_MAX = 20;

/**
 * Reads rows of one store that do not name it, as the same rows of a file are read, under the id
 * {@link OWN_STORE}. Throws {@link InvalidRows} when any of them is bad.
 */
export async function readOwnRows<Table>(
	rows: readonly object[],
	read: (source: RowSource, onReject: OnReject) => Promise<Table>,
): Promise<Table> {
	const rejects: Reject[] = [];
	const values = rows.map((row) => ({ ...row, store_id: OWN_STORE }));
	const table = await read({ name: "rows", values }, (reject) => {
		if (rejects.length < FAULTS_MAX) rejects.push(reject);
	});
	if (rejects.length > 0) throw new InvalidRows(rejects.map(faultOf));
	return table;
}

function faultOf({ line, column, value, reason }: Reject): RowFault {
	const isOfRow = column === "" || column === "store_id";
	return {
		index: line,
		field: isOfRow ? undefined : column,
		detail: isOfRow ? REJECT_REASONS[reason] : `${JSON.stringify(value)} ${REJECT_REASONS[reason]}`,
	};
}
