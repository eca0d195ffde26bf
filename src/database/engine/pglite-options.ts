import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import { VALUE_READERS } from "./values.ts";

const SETTINGS = [
	"client_min_messages=warning",
	// The files are in the machine's page cache, where any page is as near as the next.
	"random_page_cost=1.1",
];

/** How PGlite is started, whatever for. */
export const PGLITE_OPTIONS: PGliteOptions = {
	parsers: Object.fromEntries(VALUE_READERS),
	startParams: [...PGlite.defaultStartParams, ...SETTINGS.flatMap((setting) => ["-c", setting])],
};
