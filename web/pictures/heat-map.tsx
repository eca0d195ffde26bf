// biome-ignore-all lint/a11y/useSemanticElements: a table in SVG has its roles only, there being no elements for them.
// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: the picture is the grid.

import { type KeyboardEvent, memo, useId, useRef, useState } from "react";
import type { components } from "../../src/contract/api.ts";
import { WEEKDAY_NAMES } from "../../src/contract/weekdays.ts";
import { count, percent } from "../text/amount.ts";
import { exactDuration } from "../text/duration.ts";
import { counted, WEEKDAYS } from "../text/words.ts";
import { ExactCount, ExactDuration, ExactPercent, FigureTable } from "./figure-table.tsx";
import styles from "./heat-map.module.css";
import { DOT, HATCHED_EDGE, Hatch, SHARE_FILLS } from "./mark.tsx";
import { SHARE_WORDS, shareMark } from "./share-scale.ts";
import { Tip } from "./tip.tsx";
import { useTip } from "./use-tip.ts";
import { useWidth } from "./use-width.ts";

type PeakFigures = components["schemas"]["PeakFigures"];
type PeakMatrixRow = components["schemas"]["PeakMatrixRow"];

/** An hour of the week: the weekday from 0 for Monday, and the full hour. */
interface HourOfWeek {
	readonly weekday: number;
	readonly hour: number;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const DAYS_WIDTH_PX = 34;
const HOURS_HEIGHT_PX = 20;
const CELL_HEIGHT_PX = 26;
/** Narrower than that, not every hour has room for its label. */
const LABELLED_CELL_PX = 22;

/**
 * The week by weekday and hour, Monday first, each cell the share of its known time that was down. It is one stop of
 * the keyboard: within it the arrows, Home and End go from cell to cell (with Control, to the first and the last).
 */
export function HeatMap({
	matrix,
	peak,
	label,
}: {
	matrix: readonly PeakMatrixRow[];
	/** The hour of the week that is named the peak, to be outlined; null for none. */
	peak: HourOfWeek | null;
	label: string;
}) {
	const [ref, width] = useWidth<HTMLDivElement>();
	const { subject, tell, leave, hold } = useTip<HourOfWeek>();
	const [entry, setEntry] = useState<HourOfWeek>(peak ?? { weekday: 0, hour: 0 });
	const svg = useRef<SVGSVGElement>(null);
	const hatch = useId();
	const column = (hour: number) =>
		Math.round(DAYS_WIDTH_PX + (hour * Math.max(0, width - DAYS_WIDTH_PX)) / 24);
	const boxOf = ({ weekday, hour }: HourOfWeek): CellBox => ({
		x: column(hour),
		y: HOURS_HEIGHT_PX + weekday * CELL_HEIGHT_PX,
		width: column(hour + 1) - column(hour),
	});
	const go = (event: KeyboardEvent) => {
		const next = movedBy(event, entry);
		if (next === null) return;
		event.preventDefault();
		svg.current?.querySelector<SVGGElement>(`[data-cell="${next.weekday}-${next.hour}"]`)?.focus();
	};
	const told = subject && figuresAt(matrix, subject);
	return (
		<div ref={ref} className={styles.picture}>
			{width > 0 && (
				<svg
					ref={svg}
					role="grid"
					aria-label={label}
					width={width}
					height={HOURS_HEIGHT_PX + 7 * CELL_HEIGHT_PX}
					onKeyDown={go}
				>
					<defs>
						<Hatch id={hatch} />
					</defs>
					<HourLabels column={column} />
					{matrix.map(({ weekday, hours }) => (
						<g key={weekday} role="row">
							<g role="rowheader" aria-label={WEEKDAY_NAMES[weekday]}>
								<text
									className={styles.label}
									x="0"
									y={HOURS_HEIGHT_PX + (weekday + 0.5) * CELL_HEIGHT_PX}
									dominantBaseline="central"
								>
									{WEEKDAYS[weekday]}
								</text>
							</g>
							{hours.map((figures, hour) => (
								<Cell
									// biome-ignore lint/suspicious/noArrayIndexKey: the index is the hour.
									key={hour}
									weekday={weekday}
									hour={hour}
									figures={figures}
									{...boxOf({ weekday, hour })}
									hatch={hatch}
									isEntry={entry.weekday === weekday && entry.hour === hour}
									isPeak={peak?.weekday === weekday && peak.hour === hour}
									onEnter={setEntry}
									onTell={tell}
									onLeave={leave}
								/>
							))}
						</g>
					))}
				</svg>
			)}
			{subject && told && (
				<Tip
					anchor={anchorOf(boxOf(subject))}
					width={width}
					title={hourWords(subject)}
					facts={[
						["Down", exactDuration(told.down_ms)],
						["Share of known time", percent(told.down_percent)],
						["Open", exactDuration(told.open_ms)],
						["Unknown", exactDuration(told.unknown_ms)],
						["Outages begun", count(told.outages_begun)],
					]}
					onEnter={hold}
					onLeave={leave}
				/>
			)}
		</div>
	);
}

/** The table behind a {@link HeatMap}: a row for each hour of the week that had open time. */
export function HeatMapTable({ matrix }: { matrix: readonly PeakMatrixRow[] }) {
	const rows = matrix.flatMap(({ weekday, hours }) =>
		hours.flatMap((figures, hour) =>
			figures.open_ms === 0
				? []
				: {
						key: `${weekday}-${hour}`,
						cells: [
							hourWords({ weekday, hour }),
							<ExactPercent key="share" value={figures.down_percent} />,
							<ExactDuration key="down" ms={figures.down_ms} />,
							<ExactDuration key="up" ms={figures.up_ms} />,
							<ExactDuration key="unknown" ms={figures.unknown_ms} />,
							<ExactDuration key="open" ms={figures.open_ms} />,
							<ExactCount key="begun" value={figures.outages_begun} />,
						],
					},
		),
	);
	return (
		<FigureTable
			caption="Hours of the week with open time, by the local clock"
			columns={[
				{ name: "Hour" },
				{ name: "Down, of known time", isNumber: true },
				{ name: "Down", isNumber: true },
				{ name: "Up", isNumber: true },
				{ name: "Unknown", isNumber: true },
				{ name: "Open", isNumber: true },
				{ name: "Outages begun", isNumber: true },
			]}
			rows={rows}
		/>
	);
}

interface CellBox {
	readonly x: number;
	readonly y: number;
	readonly width: number;
}

const Cell = memo(function Cell({
	weekday,
	hour,
	figures,
	x,
	y,
	width,
	hatch,
	isEntry,
	isPeak,
	onEnter,
	onTell,
	onLeave,
}: HourOfWeek &
	CellBox & {
		figures: PeakFigures;
		hatch: string;
		/** Whether the keyboard comes to the picture here. */
		isEntry: boolean;
		isPeak: boolean;
		onEnter: (at: HourOfWeek) => void;
		onTell: (at: HourOfWeek) => void;
		onLeave: () => void;
	}) {
	const at = { weekday, hour };
	const mark = shareMark(figures);
	const gap = width < 16 ? 1 : 2;
	const box = {
		x: x + gap / 2,
		y: y + 1,
		width: Math.max(0, width - gap),
		height: CELL_HEIGHT_PX - 2,
		rx: width < 16 ? 1.5 : 3,
	};
	return (
		<g
			role="gridcell"
			className={styles.cell}
			data-cell={`${weekday}-${hour}`}
			aria-label={`${isPeak ? "Peak: " : ""}${cellWords(at, figures)}`}
			tabIndex={isEntry ? 0 : -1}
			onFocus={() => {
				onEnter(at);
				onTell(at);
			}}
			onBlur={onLeave}
			onPointerEnter={() => onTell(at)}
			onPointerLeave={onLeave}
		>
			<rect className={styles.hit} x={x} y={y} width={width} height={CELL_HEIGHT_PX} />
			{mark === "closed" && (
				<circle cx={x + width / 2} cy={y + CELL_HEIGHT_PX / 2} r="1.5" className={DOT} />
			)}
			{mark === "sparse" && <rect {...box} fill={`url(#${hatch})`} className={HATCHED_EDGE} />}
			{typeof mark === "number" && <rect {...box} className={SHARE_FILLS[mark]} />}
			{isPeak && <rect {...box} className={styles.peak} />}
			<rect {...box} className={styles.edge} />
		</g>
	);
});

function HourLabels({ column }: { column: (hour: number) => number }) {
	const step = column(1) - column(0) < LABELLED_CELL_PX ? 3 : 1;
	return (
		<g role="row">
			<text role="columnheader" className={styles.unseen} x="0" y="10">
				Weekday
			</text>
			{HOURS.map((hour) => (
				<text
					key={hour}
					role="columnheader"
					aria-label={`${clock(hour)} to ${clock(hour + 1)}`}
					className={hour % step === 0 ? styles.label : styles.unseen}
					x={(column(hour) + column(hour + 1)) / 2}
					y="10"
					textAnchor="middle"
				>
					{hour}
				</text>
			))}
		</g>
	);
}

function movedBy(event: KeyboardEvent, { weekday, hour }: HourOfWeek): HourOfWeek | null {
	const isWhole = event.ctrlKey || event.metaKey;
	const moves: Readonly<Record<string, HourOfWeek>> = {
		ArrowLeft: { weekday, hour: Math.max(0, hour - 1) },
		ArrowRight: { weekday, hour: Math.min(23, hour + 1) },
		ArrowUp: { weekday: Math.max(0, weekday - 1), hour },
		ArrowDown: { weekday: Math.min(6, weekday + 1), hour },
		Home: { weekday: isWhole ? 0 : weekday, hour: 0 },
		End: { weekday: isWhole ? 6 : weekday, hour: 23 },
	};
	return moves[event.key] ?? null;
}

function figuresAt(matrix: readonly PeakMatrixRow[], at: HourOfWeek): PeakFigures | undefined {
	return matrix.find(({ weekday }) => weekday === at.weekday)?.hours[at.hour];
}

function anchorOf({ x, y, width }: CellBox) {
	return { centre: x + width / 2, top: y + 3, bottom: y + CELL_HEIGHT_PX - 3 };
}

function clock(hour: number): string {
	return `${String(hour).padStart(2, "0")}:00`;
}

function hourWords({ weekday, hour }: HourOfWeek): string {
	return `${WEEKDAY_NAMES[weekday]}, ${clock(hour)} to ${clock(hour + 1)}`;
}

function cellWords(at: HourOfWeek, figures: PeakFigures): string {
	const mark = shareMark(figures);
	if (mark === "closed") return `${hourWords(at)}: ${SHARE_WORDS.closed.toLowerCase()}`;
	const share =
		figures.down_percent === null
			? "nothing known"
			: `${percent(figures.down_percent)} of known time down`;
	const words = [
		share,
		`down ${exactDuration(figures.down_ms)}`,
		`open ${exactDuration(figures.open_ms)}`,
		`unknown ${exactDuration(figures.unknown_ms)}`,
		counted(figures.outages_begun, "outage begun", "outages begun"),
	];
	if (mark === "sparse") words.push(SHARE_WORDS.sparse.toLowerCase());
	return `${hourWords(at)}: ${words.join(", ")}`;
}
