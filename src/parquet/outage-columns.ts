import type { FleetOutageDocument } from "../contract/outage.ts";
import {
	type Column,
	flag,
	instant,
	integer,
	maybeAmount,
	maybeInstant,
	maybeText,
	text,
} from "./column.ts";

/** The columns of outages, by the names that they have in CSV. */
export const OUTAGE_COLUMNS: readonly Column<FleetOutageDocument>[] = [
	text("store_id", ({ store_id }) => store_id),
	maybeText("name", ({ name }) => name),
	maybeText("group", ({ group }) => group),
	text("timezone", ({ timezone }) => timezone),
	instant("start_utc", ({ start }) => start),
	maybeInstant("end_utc", ({ end }) => end),
	text("start_local", ({ start_local }) => start_local),
	maybeText("end_local", ({ end_local }) => end_local),
	integer("down_ms", ({ down_ms }) => down_ms),
	integer("down_ms_total", ({ down_ms_total }) => down_ms_total),
	flag("began_before", ({ began_before }) => began_before),
	flag("goes_on_past", ({ goes_on_past }) => goes_on_past),
	maybeAmount("lost_sales_estimate", ({ lost_sales_estimate }) => lost_sales_estimate),
];
