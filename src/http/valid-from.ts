import type { ValidFromQuery } from "../contract/tables.ts";
import { FROM_THE_BEGINNING } from "../core/dated.ts";
import type { LocalDay } from "../core/local-time.ts";
import { FieldReader } from "./field-reader.ts";

/** The date from which on that is valid which says none itself. Refuses what is no date. */
export function readValidFrom({ valid_from }: ValidFromQuery): LocalDay {
	if (valid_from === undefined) return FROM_THE_BEGINNING;
	const reader = new FieldReader("parameter");
	const day = reader.localDay("valid_from", valid_from);
	reader.refuseFaults();
	return day;
}
