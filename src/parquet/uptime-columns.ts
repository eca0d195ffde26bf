import type { UptimeRows } from "../contract/uptime.ts";
import { type Column, instant, integer, maybeAmount, maybeText, text } from "./column.ts";
import { figureColumns } from "./figure-columns.ts";

const LOST_SALES_SUM: readonly Column<UptimeRows["fleet"]>[] = [
	maybeAmount("lost_sales_estimate", ({ lost_sales_estimate }) => lost_sales_estimate),
	integer("lost_sales_stores", ({ lost_sales_stores }) => lost_sales_stores),
	integer("stores_with_downtime", ({ stores_with_downtime }) => stores_with_downtime),
];

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
		maybeAmount("lost_sales_estimate", ({ lost_sales_estimate }) => lost_sales_estimate),
	],
	group: [
		maybeText("group", ({ group }) => group),
		text("local", ({ local }) => local),
		...figureColumns<UptimeRows["group"]>(({ figures }) => figures),
		...LOST_SALES_SUM,
	],
	fleet: [
		text("local", ({ local }) => local),
		...figureColumns<UptimeRows["fleet"]>(({ figures }) => figures),
		...LOST_SALES_SUM,
	],
};
