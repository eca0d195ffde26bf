// biome-ignore-all lint/a11y/useSemanticElements: what is drawn in SVG has its roles only, there being no elements for them.
// biome-ignore-all lint/a11y/noAriaHiddenOnFocusable: no group without a tabindex takes the focus.

import { memo, useId, useMemo } from "react";
import type { components } from "../../src/contract/api.ts";
import { type DurationMs, exactDuration } from "../text/duration.ts";
import { fullInstant, localDate } from "../text/instant.ts";
import { STATE_WORDS, type StateName } from "../text/words.ts";
import { ExactDuration, FigureTable } from "./figure-table.tsx";
import { HATCHED_EDGE, Hatch, STATE_FILLS } from "./mark.tsx";
import styles from "./timeline.module.css";
import {
	clockTicks,
	DAY_MS,
	type OutagePiece,
	outagePieces,
	type RowTick,
	type TimelineRange,
	type TimelineRow,
	timelineRows,
} from "./timeline-layout.ts";
import { OutageMarks, outageFacts } from "./timeline-outages.tsx";
import { AXIS_HEIGHT_PX, anchorOf, rowPaths, type Scale, scaleOf } from "./timeline-scale.ts";
import { Tip } from "./tip.tsx";
import { useTip } from "./use-tip.ts";
import { useWidth } from "./use-width.ts";

type Segment = components["schemas"]["Segment"];
type Outage = components["schemas"]["Outage"];

const DAY_MINUTES = 1440;

/**
 * A store's range to scale, by the clock of its zone: up, down standing out of it, unknown hatched, closed a thin line.
 * Of more than two days, each is a row. The outages are one stop of the keyboard: the arrows, Home and End go from one
 * to the next, and Enter opens it.
 */
export function Timeline({
	segments,
	outages,
	label,
	currency = null,
	onOpenOutage,
	...range
}: TimelineRange & {
	segments: readonly Segment[];
	outages: readonly Outage[];
	label: string;
	/** What lost sales are in. */
	currency?: string | null;
	onOpenOutage?: (outage: Outage) => void;
}) {
	const { from, to, zone } = range;
	const [ref, width] = useWidth<HTMLDivElement>();
	const hatch = useId();
	const rows = useMemo(
		() => timelineRows(segments, { from, to, zone }),
		[segments, from, to, zone],
	);
	const pieces = useMemo(
		() => outagePieces(outages, rows, { from, to, zone }),
		[outages, rows, from, to, zone],
	);
	const scale = useMemo(() => scaleOf(rows, width), [rows, width]);
	const { subject, tell, leave, hold } = useTip<OutagePiece>();
	const told = subject === null ? undefined : outages[subject.outage];
	const height = AXIS_HEIGHT_PX + rows.length * scale.rowHeight;
	return (
		<div ref={ref} className={styles.picture}>
			{width > 0 && (
				<svg
					role="group"
					aria-label={`${label}: ${stateWords(segments)}`}
					width={width}
					height={height}
				>
					<defs>
						<Hatch id={hatch} />
					</defs>
					<Rows rows={rows} zone={zone} scale={scale} hatch={hatch} />
					<OutageMarks
						outages={outages}
						pieces={pieces}
						scale={scale}
						zone={zone}
						currency={currency}
						told={subject?.outage ?? null}
						onTell={tell}
						onLeave={leave}
						onOpen={onOpenOutage}
					/>
				</svg>
			)}
			{subject && told && (
				<Tip
					anchor={anchorOf(subject, scale)}
					width={width}
					title={told.end === null ? "Outage, going on" : "Outage"}
					facts={outageFacts(told, zone, currency)}
					onEnter={hold}
					onLeave={leave}
				>
					{onOpenOutage && (
						<button type="button" onClick={() => onOpenOutage(told)}>
							Open the outage
						</button>
					)}
				</Tip>
			)}
		</div>
	);
}

/** The table behind a {@link Timeline}: each segment with its exact beginning, end and length. */
export function TimelineTable({ segments, zone }: { segments: readonly Segment[]; zone: string }) {
	return (
		<FigureTable
			caption={`Segments in order, by the clock of ${zone}`}
			columns={[
				{ name: "From" },
				{ name: "To" },
				{ name: "State" },
				{ name: "Length", isNumber: true },
			]}
			rows={segments.map(({ from, to, state }) => ({
				key: from,
				cells: [
					<time key="from" dateTime={from}>
						{fullInstant(from, zone)}
					</time>,
					<time key="to" dateTime={to}>
						{fullInstant(to, zone)}
					</time>,
					STATE_WORDS[state],
					<ExactDuration key="length" ms={Date.parse(to) - Date.parse(from)} />,
				],
			}))}
		/>
	);
}

/** All that does not change while someone points at outages. */
const Rows = memo(function Rows({
	rows,
	zone,
	scale,
	hatch,
}: {
	rows: readonly TimelineRow[];
	zone: string;
	scale: Scale;
	hatch: string;
}) {
	const usual = rows.find((row) => row.lengthMs === DAY_MS) ?? rows[0];
	return (
		<g aria-hidden="true">
			{usual && <Axis ticks={clockTicks(usual, zone, scale.stepMin)} row={usual} scale={scale} />}
			{rows.map((row, at) => (
				<Row
					key={row.startMs}
					row={row}
					top={AXIS_HEIGHT_PX + at * scale.rowHeight}
					ticks={clockTicks(row, zone, scale.stepMin)}
					scale={scale}
					hatch={hatch}
				/>
			))}
		</g>
	);
});

function Axis({
	ticks,
	row,
	scale,
}: {
	ticks: readonly RowTick[];
	row: TimelineRow;
	scale: Scale;
}) {
	return ticks.map(({ atMs, minuteOfDay }) => (
		<text
			key={atMs}
			className={styles.label}
			x={scale.left + atMs * scale.pxPerMs}
			y="11"
			textAnchor="middle"
		>
			{clock(atMs === row.lengthMs && row.day !== null ? DAY_MINUTES : minuteOfDay)}
		</text>
	));
}

function Row({
	row,
	top,
	ticks,
	scale,
	hatch,
}: {
	row: TimelineRow;
	top: number;
	ticks: readonly RowTick[];
	scale: Scale;
	hatch: string;
}) {
	const paths = rowPaths(row, top, scale);
	const grid = ticks
		.map(({ atMs }) => `M${scale.left + atMs * scale.pxPerMs} ${top}v${scale.rowHeight}`)
		.join("");
	return (
		<>
			<path d={grid} className={styles.tick} />
			{row.day !== null && <DayLabel row={row} day={row.day} y={top + scale.rowHeight / 2} />}
			<path d={paths.closed} className={STATE_FILLS.closed} />
			<path d={paths.up} className={STATE_FILLS.up} />
			<path d={paths.unknown} fill={`url(#${hatch})`} className={HATCHED_EDGE} />
			<path d={paths.down} className={STATE_FILLS.down} />
		</>
	);
}

function DayLabel({ row, day, y }: { row: TimelineRow; day: string; y: number }) {
	const hours = row.lengthMs / 3_600_000;
	const isMonday = localDate(day).startsWith("Mon");
	return (
		<text
			className={isMonday ? `${styles.label} ${styles.weekStart}` : styles.label}
			x="0"
			y={y}
			dominantBaseline="central"
		>
			{localDate(day)}
			{hours !== 24 && <tspan dx="5">{hours} h</tspan>}
		</text>
	);
}

function clock(minuteOfDay: number): string {
	const hour = String(Math.floor(minuteOfDay / 60)).padStart(2, "0");
	return `${hour}:${String(minuteOfDay % 60).padStart(2, "0")}`;
}

function stateWords(segments: readonly Segment[]): string {
	const sums: Record<StateName, DurationMs> = { up: 0, down: 0, unknown: 0, closed: 0 };
	for (const { from, to, state } of segments) sums[state] += Date.parse(to) - Date.parse(from);
	return (["up", "down", "unknown"] as const)
		.map((state) => `${STATE_WORDS[state].toLowerCase()} ${exactDuration(sums[state])}`)
		.join(", ");
}
