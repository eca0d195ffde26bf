import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { axisParts, axisStart, partLabel, type TrendPart, trendSeries } from "./trend-parts.ts";

export const TREND_HEIGHT_PX = 240;

const AXIS_WIDTH_PX = 72;
const LABEL_ROOM_PX = 64;
const COVERAGE_GAP_PX = 8;
const COVERAGE_PX = 12;
const FONT_PX = 11.5;

/** What is drawn of the page's colours. */
const COLOURS = {
	up: "--up",
	down: "--down",
	known: "--closed",
	unknown: "--unknown",
	line: "--line",
	muted: "--muted",
	surface: "--surface",
} as const;

type Colours = Readonly<Record<keyof typeof COLOURS, string>>;

/**
 * Draws a trend into an element, and again whenever light changes to dark; `onPoint` is told which part is pointed at, and null when none is any more.
 */
export function newTrend(
	parts: readonly TrendPart[],
	element: HTMLElement,
	width: number,
	onPoint: (part: number | null) => void,
): { readonly plot: uPlot; readonly remove: () => void } {
	let colours = coloursOf(element);
	const { uptime, coverage } = trendSeries(parts);
	const least = axisStart(uptime);
	const font = `${FONT_PX}px ${getComputedStyle(element).fontFamily}`;
	const options: uPlot.Options = {
		width,
		height: TREND_HEIGHT_PX,
		padding: [12, 12, 0, 0],
		legend: { show: false },
		scales: {
			x: { time: false, range: [-0.5, parts.length - 0.5] },
			y: { range: [least, 100] },
		},
		axes: [
			{
				size: COVERAGE_GAP_PX + COVERAGE_PX + 28,
				gap: COVERAGE_GAP_PX + COVERAGE_PX + 6,
				font,
				stroke: () => colours.muted,
				grid: { show: false },
				ticks: { show: false },
				splits: ({ bbox }) =>
					axisParts(parts, Math.max(2, bbox.width / devicePixelRatio / LABEL_ROOM_PX)),
				values: (_plot, splits) => splits.map((at) => partLabel(parts[at]?.local ?? "")),
			},
			{
				size: AXIS_WIDTH_PX,
				gap: 6,
				space: 32,
				font,
				stroke: () => colours.muted,
				grid: { stroke: () => colours.line, width: 1 },
				ticks: { show: false },
				values: (_plot, splits) => splits.map((value) => `${Number(value.toFixed(3))} %`),
			},
		],
		cursor: {
			y: false,
			drag: { x: false, y: false },
			points: { size: 8, width: 2, fill: () => colours.surface },
		},
		series: [
			{},
			{
				stroke: () => colours.up,
				width: 2,
				fill: () => `color-mix(in srgb, ${colours.down} 16%, transparent)`,
				fillTo: 100,
				points: { size: 5, fill: () => colours.up, filter: alone },
			},
		],
		hooks: {
			setCursor: [({ cursor }) => onPoint(cursor.idx ?? null)],
			draw: [(plot) => drawCoverage(plot, coverage, colours, font)],
		},
	};
	const plot = new uPlot(options, [parts.map((_, at) => at), uptime], element);
	const stop = onThemeChange(() => {
		colours = coloursOf(element);
		plot.redraw(false, true);
	});
	return {
		plot,
		remove: () => {
			stop();
			plot.destroy();
		},
	};
}

/** All points where there is room for them; else only those that no line leads to, which would not be seen. */
const alone: uPlot.Series.Points.Filter = (plot, series, show) => {
	const values = plot.data[series] ?? [];
	const points: number[] = [];
	for (const [at, value] of values.entries())
		if (value != null && (show || (values[at - 1] == null && values[at + 1] == null)))
			points.push(at);
	return points;
};

/** A column below each part: its open time, of which what is unknown is filled from above. */
function drawCoverage(
	plot: uPlot,
	coverage: readonly (number | null)[],
	colours: Colours,
	font: string,
) {
	const { ctx, bbox } = plot;
	const ratio = devicePixelRatio;
	const height = COVERAGE_PX * ratio;
	const bottom = bbox.top + bbox.height + (COVERAGE_GAP_PX + COVERAGE_PX) * ratio;
	ctx.save();
	for (const [at, share] of coverage.entries()) {
		if (share === null) continue;
		const left = Math.round(plot.valToPos(at - 0.5, "x", true));
		const right = Math.round(plot.valToPos(at + 0.5, "x", true));
		const gap = right - left > 6 * ratio ? ratio : 0;
		const unknown = share === 100 ? 0 : Math.max(ratio, (height * (100 - share)) / 100);
		ctx.fillStyle = colours.known;
		ctx.fillRect(left, bottom - height, right - left - gap, height);
		ctx.fillStyle = colours.unknown;
		ctx.fillRect(left, bottom - height, right - left - gap, unknown);
	}
	ctx.fillStyle = colours.muted;
	ctx.font = font.replace(/^[\d.]+px/, `${FONT_PX * ratio}px`);
	ctx.textAlign = "right";
	ctx.textBaseline = "middle";
	ctx.fillText("Coverage", bbox.left - 6 * ratio, bottom - height / 2);
	ctx.restore();
}

/** A canvas takes no `light-dark()`; an element that has the colour says what it comes to. */
function coloursOf(element: HTMLElement): Colours {
	const probe = element.appendChild(document.createElement("span"));
	const settled = Object.entries(COLOURS).map(([name, property]) => {
		probe.style.color = `var(${property})`;
		return [name, getComputedStyle(probe).color];
	});
	probe.remove();
	return Object.fromEntries(settled) as Colours;
}

/** Calls when light changes to dark or back, by the system's setting or by the page's own. */
function onThemeChange(changed: () => void): () => void {
	const system = matchMedia("(prefers-color-scheme: dark)");
	const page = new MutationObserver(changed);
	system.addEventListener("change", changed);
	page.observe(document.documentElement, { attributeFilter: ["data-theme"] });
	return () => {
		system.removeEventListener("change", changed);
		page.disconnect();
	};
}
