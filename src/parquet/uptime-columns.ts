import type { UptimeRows } from "../contract/uptime.ts";
import { type Column, instant, maybeText, text } from "./column.ts";
import { figureColumns } from "./figure-columns.ts";

/** The columns of uptime, by whose it is, and by the names that they have in CSV. */
export const UPTIME_COLUMNS: {
	readonly [Per in keyof UptimeRows]: readonly Column<UptimeRows[Per]>[];
} = {
	store: [
		text("store_id", ({ store_id }) => store_id),
		maybeText("name", ({ name }) => name),
		maybeText("group", ({ group }) => group),
		text("timezone", ({ timezone }) => timezone),
		text("local", ({ local }) => local),
		instant("from_utc", ({ from }) => from),
		instant("to_utc", ({ to }) => to),
		...figureColumns<UptimeRows["store"]>(({ figures }) => figures),
	],
	group: [
		maybeText("group", ({ group }) => group),
		text("local", ({ local }) => local),
		...figureColumns<UptimeRows["group"]>(({ figures }) => figures),
	],
	fleet: [
		text("local", ({ local }) => local),
		...figureColumns<UptimeRows["fleet"]>(({ figures }) => figures),
	],
};
