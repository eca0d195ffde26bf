import { type KeyboardEvent, memo, useId, useMemo, useRef, useState } from "react";
import type { components } from "../../src/contract/api.ts";
import { amount } from "../text/amount.ts";
import { type DurationMs, exactDuration } from "../text/duration.ts";
import { exactInstant, localDate, shortInstant } from "../text/instant.ts";
import { STATE_WORDS, type StateName } from "../text/words.ts";
import { ExactDuration, FigureTable } from "./figure-table.tsx";
import { Hatch, STATE_FILLS } from "./mark.tsx";
import styles from "./timeline.module.css";
import {
	clockTicks,
	type OutagePiece,
	outagePieces,
	type RowStretch,
	type RowTick,
	type TimelineRange,
	type TimelineRow,
	tickStep,
	timelineRows,
} from "./timeline-layout.ts";
import { Tip } from "./tip.tsx";
import { useTip } from "./use-tip.ts";
import { useWidth } from "./use-width.ts";

type Segment = components["schemas"]["Segment"];
type Outage = components["schemas"]["Outage"];

const AXIS_HEIGHT_PX = 20;
const DAYS_WIDTH_PX = 84;
const LABEL_ROOM_PX = 46;
/** Down time is at least so wide, so that a minute of it is seen. */
const DOWN_PX_MIN = 2;
const CLOSED_PX = 4;
/** What can be pointed at is at least so wide. */
const HIT_PX_MIN = 10;
const DAY_MINUTES = 1440;

/** The sizes of a timeline in pixels, and the one scale of all its rows. */
interface Scale {
	readonly left: number;
	readonly right: number;
	readonly rowHeight: number;
	readonly barHeight: number;
	readonly pxPerMs: number;
}

/**
 * A store's range to scale, by the clock of its zone: up and down at full height, unknown hatched, closed as a thin line. More than
 * two days are a row each. The outages are one stop of the keyboard; the arrows, Home and End go from one to the next, and Enter opens it.
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
						{exactInstant(from, zone)}
					</time>,
					<time key="to" dateTime={to}>
						{exactInstant(to, zone)}
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
	const longestMs = Math.max(...rows.map(({ lengthMs }) => lengthMs));
	const stepMin = tickStep(longestMs, Math.max(2, (scale.right - scale.left) / LABEL_ROOM_PX));
	const usual = rows.find((row) => row.lengthMs === DAY_MINUTES * 60_000) ?? rows[0];
	return (
		<g aria-hidden="true">
			{usual && <Axis ticks={clockTicks(usual, zone, stepMin)} row={usual} scale={scale} />}
			{rows.map((row, at) => (
				<Row
					key={row.startMs}
					row={row}
					top={AXIS_HEIGHT_PX + at * scale.rowHeight}
					ticks={clockTicks(row, zone, stepMin)}
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
			<path d={paths.unknown} fill={`url(#${hatch})`} />
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
			{hours !== 24 && <tspan dx="3">{hours} h</tspan>}
		</text>
	);
}

function OutageMarks({
	outages,
	pieces,
	scale,
	zone,
	currency,
	told,
	onTell,
	onLeave,
	onOpen,
}: {
	outages: readonly Outage[];
	pieces: readonly OutagePiece[];
	scale: Scale;
	zone: string;
	currency: string | null;
	/** The outage that is told about. */
	told: number | null;
	onTell: (piece: OutagePiece) => void;
	onLeave: () => void;
	onOpen: ((outage: Outage) => void) | undefined;
}) {
	const [entry, setEntry] = useState(0);
	const group = useRef<SVGGElement>(null);
	const byOutage = useMemo(() => Map.groupBy(pieces, ({ outage }) => outage), [pieces]);
	const shown = [...byOutage.keys()];
	const go = (event: KeyboardEvent) => {
		const marks = group.current?.querySelectorAll<SVGGElement>("[data-outage]");
		const at = shown.indexOf(shown.includes(entry) ? entry : (shown[0] ?? 0));
		const next = movedBy(event.key, at, shown.length);
		if (marks === undefined || next === null) return;
		event.preventDefault();
		marks[next]?.focus();
	};
	return (
		<g ref={group} onKeyDown={go}>
			{[...byOutage].map(([at, parts]) => (
				<OutageMark
					key={at}
					at={at}
					outage={outages[at] as Outage}
					pieces={parts}
					scale={scale}
					words={outageWords(outages[at] as Outage, zone, currency)}
					isEntry={at === entry || (at === shown[0] && !byOutage.has(entry))}
					isTold={at === told}
					onEnter={setEntry}
					onTell={onTell}
					onLeave={onLeave}
					onOpen={onOpen}
				/>
			))}
		</g>
	);
}

function OutageMark({
	at,
	outage,
	pieces,
	scale,
	words,
	isEntry,
	isTold,
	onEnter,
	onTell,
	onLeave,
	onOpen,
}: {
	at: number;
	outage: Outage;
	pieces: readonly OutagePiece[];
	scale: Scale;
	words: string;
	isEntry: boolean;
	isTold: boolean;
	onEnter: (outage: number) => void;
	onTell: (piece: OutagePiece) => void;
	onLeave: () => void;
	onOpen: ((outage: Outage) => void) | undefined;
}) {
	const first = pieces[0];
	const classes = [styles.outage, onOpen && styles.canOpen, isTold && styles.told];
	return (
		<g
			role={onOpen ? "button" : "img"}
			data-outage={at}
			aria-label={words}
			tabIndex={isEntry ? 0 : -1}
			className={classes.filter(Boolean).join(" ")}
			onFocus={() => {
				onEnter(at);
				if (first) onTell(first);
			}}
			onBlur={onLeave}
			onPointerLeave={onLeave}
			onKeyDown={(event) => {
				if (event.key !== "Enter" && event.key !== " ") return;
				event.preventDefault();
				onOpen?.(outage);
			}}
		>
			{pieces.map((piece) => (
				<rect
					key={piece.row}
					className={styles.hit}
					{...hitBox(piece, scale)}
					rx="2"
					onPointerEnter={() => onTell(piece)}
					onClick={(event) => {
						// A finger cannot point without pressing: it is told of the outage, and opens it from there.
						if ((event.nativeEvent as PointerEvent).pointerType !== "touch") onOpen?.(outage);
					}}
				/>
			))}
		</g>
	);
}

function scaleOf(rows: readonly TimelineRow[], width: number): Scale {
	const isDays = rows[0]?.day != null;
	const left = isDays ? DAYS_WIDTH_PX : 16;
	const right = Math.max(left, width - 18);
	const longestMs = Math.max(1, ...rows.map(({ lengthMs }) => lengthMs));
	return {
		left,
		right,
		rowHeight: isDays ? 20 : 40,
		barHeight: isDays ? 14 : 32,
		pxPerMs: (right - left) / longestMs,
	};
}

function rowPaths(row: TimelineRow, top: number, scale: Scale): Record<StateName, string> {
	const paths = { up: "", down: "", unknown: "", closed: "" };
	for (const segment of row.segments) {
		const { state } = segment;
		const height = state === "closed" ? CLOSED_PX : scale.barHeight;
		const x = scale.left + segment.fromMs * scale.pxPerMs;
		const exact = (segment.toMs - segment.fromMs) * scale.pxPerMs;
		const width = state === "down" ? Math.max(DOWN_PX_MIN, exact) : exact;
		paths[state] += `M${x} ${top + (scale.rowHeight - height) / 2}h${width}v${height}h${-width}z`;
	}
	return paths;
}

function hitBox(piece: RowStretch & { row: number }, scale: Scale) {
	const exact = (piece.toMs - piece.fromMs) * scale.pxPerMs;
	const width = Math.max(HIT_PX_MIN, exact + 2);
	return {
		x: scale.left + piece.fromMs * scale.pxPerMs - (width - exact) / 2,
		y: AXIS_HEIGHT_PX + piece.row * scale.rowHeight + (scale.rowHeight - scale.barHeight) / 2 - 1,
		width,
		height: scale.barHeight + 2,
	};
}

function anchorOf(piece: OutagePiece, scale: Scale) {
	const { x, y, width, height } = hitBox(piece, scale);
	return { centre: x + width / 2, top: y + 1, bottom: y + height - 1 };
}

function movedBy(key: string, at: number, many: number): number | null {
	const moves: Readonly<Record<string, number>> = {
		ArrowLeft: Math.max(0, at - 1),
		ArrowUp: Math.max(0, at - 1),
		ArrowRight: Math.min(many - 1, at + 1),
		ArrowDown: Math.min(many - 1, at + 1),
		Home: 0,
		End: many - 1,
	};
	return moves[key] ?? null;
}

function clock(minuteOfDay: number): string {
	const hour = String(Math.floor(minuteOfDay / 60)).padStart(2, "0");
	return `${hour}:${String(minuteOfDay % 60).padStart(2, "0")}`;
}

function outageFacts(outage: Outage, zone: string, currency: string | null): [string, string][] {
	const facts: [string, string][] = [
		["Start", shortInstant(outage.start, zone)],
		["End", outage.end === null ? "Going on" : shortInstant(outage.end, zone)],
		["Downtime in the range", exactDuration(outage.down_ms)],
	];
	if (outage.down_ms_total !== outage.down_ms)
		facts.push(["Downtime in all", exactDuration(outage.down_ms_total)]);
	if (outage.lost_sales_estimate !== null)
		facts.push(["Lost sales, estimate", amount(outage.lost_sales_estimate, currency)]);
	return facts;
}

function outageWords(outage: Outage, zone: string, currency: string | null): string {
	const facts = outageFacts(outage, zone, currency).map(
		([name, value]) => `${name.toLowerCase()} ${value}`,
	);
	return `Outage: ${facts.join(", ")}`;
}

function stateWords(segments: readonly Segment[]): string {
	const sums: Record<StateName, DurationMs> = { up: 0, down: 0, unknown: 0, closed: 0 };
	for (const { from, to, state } of segments) sums[state] += Date.parse(to) - Date.parse(from);
	return (["up", "down", "unknown"] as const)
		.map((state) => `${STATE_WORDS[state].toLowerCase()} ${exactDuration(sums[state])}`)
		.join(", ");
}
