import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { percent } from "../text/amount.ts";
import { exactDuration } from "../text/duration.ts";
import { Tip } from "./tip.tsx";
import styles from "./trend.module.css";
import { axisStart, partLabel, partWords, type TrendPart, trendSeries } from "./trend-parts.ts";
import { useWidth } from "./use-width.ts";

const HEIGHT_PX = 220;

/** Labels of parts below the plot are so far apart at least. */
const LABEL_ROOM_PX = 64;

const AXIS_WIDTH_PX = 64;

/** The line of uptimes, with the coverage as a thin one; a column of the plot is told about where one points or goes by the arrows. */
export default function TrendPlot({
	parts,
	label,
}: {
	parts: readonly TrendPart[];
	label: string;
}) {
	const [ref, width] = useWidth<HTMLDivElement>();
	const place = useRef<HTMLDivElement>(null);
	const plot = useRef<uPlot>(null);
	const [told, setTold] = useState<number | null>(null);
	const colours = useColours();
	const data = useMemo(() => dataOf(parts), [parts]);
	useEffect(() => {
		if (place.current === null || width === 0) return;
		const options = optionsOf({ parts, width, colours, onTell: setTold });
		const made = new uPlot(options, data, place.current);
		plot.current = made;
		return () => {
			plot.current = null;
			made.destroy();
		};
	}, [parts, data, width, colours]);
	const go = (event: KeyboardEvent) => {
		const next = movedBy(event.key, told, parts.length);
		if (next === undefined) return;
		event.preventDefault();
		setTold(next);
		const drawn = plot.current;
		if (drawn === null) return;
		const left = next === null ? -10 : drawn.valToPos(next, "x");
		drawn.setCursor({ left, top: 0 });
	};
	const part = told === null ? undefined : parts[told];
	return (
		<div
			ref={ref}
			className={styles.trend}
			role="group"
			aria-label={`${label}. The arrow keys go from one part to the next.`}
			// biome-ignore lint/a11y/noNoninteractiveTabindex: what is told by pointing must be told by the keyboard, too.
			tabIndex={0}
			onKeyDown={go}
			onBlur={() => setTold(null)}
		>
			<div ref={place} aria-hidden="true" />
			{part !== undefined && plot.current !== null && (
				<Tip
					anchor={{ centre: centreOf(plot.current, told ?? 0), top: 12, bottom: HEIGHT_PX - 40 }}
					width={width}
					title={partWords(part.local)}
					facts={factsOf(part)}
					onEnter={() => {}}
					onLeave={() => setTold(null)}
				/>
			)}
			<p className="visually-hidden" role="status">
				{part !== undefined && wordsOf(part)}
			</p>
		</div>
	);
}

function dataOf(parts: readonly TrendPart[]): uPlot.AlignedData {
	const { uptime, coverage } = trendSeries(parts);
	return [parts.map((_, place) => place), uptime, coverage];
}

interface Colours {
	readonly text: string;
	readonly line: string;
	readonly uptime: string;
	readonly coverage: string;
}

/** The colours of the page as they are now: a canvas knows nothing of the page's theme. */
function useColours(): Colours {
	const [colours, setColours] = useState(readColours);
	useEffect(() => {
		const read = () => setColours(readColours());
		const system = matchMedia("(prefers-color-scheme: dark)");
		system.addEventListener("change", read);
		const chosen = new MutationObserver(read);
		chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
		return () => {
			system.removeEventListener("change", read);
			chosen.disconnect();
		};
	}, []);
	return colours;
}

function readColours(): Colours {
	return {
		text: colourOf("--muted"),
		line: colourOf("--line"),
		uptime: colourOf("--up"),
		coverage: colourOf("--unknown"),
	};
}

/** A colour of the page as a canvas understands it: `light-dark()` is decided by the element that has it. */
function colourOf(name: string): string {
	const probe = document.createElement("span");
	probe.style.color = `var(${name})`;
	document.body.append(probe);
	const { color } = getComputedStyle(probe);
	probe.remove();
	return color;
}

interface PlotWishes {
	readonly parts: readonly TrendPart[];
	readonly width: number;
	readonly colours: Colours;
	readonly onTell: (place: number | null) => void;
}

function optionsOf({ parts, width, colours, onTell }: PlotWishes): uPlot.Options {
	const start = axisStart(trendSeries(parts).uptime);
	const last = parts.length - 1;
	const font = `12px ${getComputedStyle(document.body).fontFamily}`;
	const axis = { stroke: colours.text, font, ticks: { show: false } };
	return {
		width,
		height: HEIGHT_PX,
		legend: { show: false },
		cursor: { y: false, drag: { x: false, y: false }, points: { size: 8 } },
		hooks: { setCursor: [({ cursor }) => onTell(cursor.idx ?? null)] },
		scales: {
			// A single part stands in the middle.
			x: { time: false, range: [-0.5, last + 0.5] },
			y: { range: [start, 100] },
			coverage: { range: [0, 100] },
		},
		axes: [
			{
				...axis,
				grid: { show: false },
				splits: () => labelled(parts.length, width),
				values: (_plot, places) => places.map((place) => partLabel(parts[place]?.local ?? "")),
			},
			{
				...axis,
				size: AXIS_WIDTH_PX,
				grid: { stroke: colours.line, width: 1 },
				values: (_plot, values) => values.map((value) => `${Number(value.toFixed(3))} %`),
			},
		],
		series: [
			{},
			{
				label: "Uptime",
				scale: "y",
				stroke: colours.uptime,
				width: 2,
				spanGaps: false,
				points: { show: parts.length < 60, size: 5, fill: colours.uptime },
			},
			{
				label: "Coverage",
				scale: "coverage",
				stroke: colours.coverage,
				width: 1,
				dash: [4, 4],
				spanGaps: false,
				points: { show: false },
			},
		],
	};
}

/** The parts that have room for a label, evenly apart. */
function labelled(parts: number, width: number): number[] {
	const most = Math.max(1, Math.floor((width - AXIS_WIDTH_PX) / LABEL_ROOM_PX));
	const step = Math.max(1, Math.ceil(parts / most));
	return Array.from({ length: Math.ceil(parts / step) }, (_, place) => place * step);
}

function centreOf(plot: uPlot, place: number): number {
	return plot.valToPos(place, "x") + plot.bbox.left / devicePixelRatio;
}

/** Where a key leads; `null` for nowhere any more, `undefined` for a key that leads nowhere. */
function movedBy(key: string, at: number | null, parts: number): number | null | undefined {
	const last = parts - 1;
	const moves: Readonly<Record<string, number | null>> = {
		ArrowLeft: Math.max(0, (at ?? parts) - 1),
		ArrowRight: Math.min(last, (at ?? -1) + 1),
		Home: 0,
		End: last,
		Escape: null,
	};
	return moves[key];
}

function factsOf({ figures }: TrendPart) {
	return [
		["Uptime", percent(figures.uptime_percent)],
		["Coverage", percent(figures.coverage_percent)],
		["Down", exactDuration(figures.down_ms)],
		["Up", exactDuration(figures.up_ms)],
		["Unknown", exactDuration(figures.unknown_ms)],
	] as const;
}

function wordsOf(part: TrendPart): string {
	return `${partWords(part.local)}: ${factsOf(part)
		.map(([name, value]) => `${name.toLowerCase()} ${value}`)
		.join(", ")}`;
}
