import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import type uPlot from "uplot";
import { percent } from "../text/amount.ts";
import { exactDuration } from "../text/duration.ts";
import { Tip } from "./tip.tsx";
import { newTrend, TREND_HEIGHT_PX } from "./trend-canvas.ts";
import { partNames, type TrendPart } from "./trend-parts.ts";
import styles from "./trend-plot.module.css";
import { useTip } from "./use-tip.ts";
import { useWidth } from "./use-width.ts";

/**
 * Uptime as a line under 100 %, the space between them being the down time, and below it how much of the open time of
 * each part is known. The pointer and the arrow keys go from part to part; to a screen reader it is a slider that reads
 * the part out.
 */
export default function TrendPlot({
	parts,
	label,
}: {
	parts: readonly TrendPart[];
	label: string;
}) {
	const [ref, width] = useWidth<HTMLDivElement>();
	const canvas = useRef<HTMLDivElement>(null);
	const plot = useRef<uPlot>(null);
	const { subject, tell, leave, hold } = useTip<number>();
	const [entry, setEntry] = useState(parts.length - 1);
	const names = useMemo(() => partNames(parts), [parts]);
	const at = Math.min(entry, parts.length - 1);

	useEffect(() => {
		if (canvas.current === null || width === 0) return;
		const onPoint = (part: number | null) => (part === null ? leave() : tell(part));
		const made = newTrend(parts, canvas.current, width, onPoint);
		plot.current = made.plot;
		return made.remove;
	}, [parts, width, tell, leave]);

	const go = (to: number) => {
		setEntry(to);
		tell(to);
		const left = plot.current?.valToPos(to, "x") ?? 0;
		plot.current?.setCursor({ left, top: 1 }, false);
	};
	const told = subject === null ? undefined : parts[subject];
	const centre = subject === null ? 0 : centreOf(plot.current, subject);
	return (
		<div ref={ref} className={styles.picture}>
			<div
				className={styles.plot}
				style={{ height: TREND_HEIGHT_PX }}
				role="slider"
				tabIndex={0}
				aria-label={label}
				aria-valuemin={0}
				aria-valuemax={parts.length - 1}
				aria-valuenow={at}
				aria-valuetext={valueWords(parts[at], names[at])}
				onKeyDown={(event) => {
					const next = movedBy(event, at, parts.length);
					if (next === null) return;
					event.preventDefault();
					go(next);
				}}
				onFocus={(event) => event.currentTarget.matches(":focus-visible") && go(at)}
				onBlur={leave}
			>
				<div ref={canvas} aria-hidden="true" />
			</div>
			{told && (
				<Tip
					anchor={{ centre, top: 8, bottom: TREND_HEIGHT_PX }}
					width={width}
					title={names[subject ?? 0] ?? ""}
					facts={partFacts(told)}
					onEnter={hold}
					onLeave={leave}
				/>
			)}
		</div>
	);
}

function centreOf(plot: uPlot | null, part: number): number {
	if (plot === null) return 0;
	return plot.valToPos(part, "x") + plot.over.offsetLeft;
}

function movedBy(event: KeyboardEvent, at: number, many: number): number | null {
	const moves: Readonly<Record<string, number>> = {
		ArrowLeft: at - 1,
		ArrowDown: at - 1,
		ArrowRight: at + 1,
		ArrowUp: at + 1,
		PageDown: at - 7,
		PageUp: at + 7,
		Home: 0,
		End: many - 1,
	};
	const to = moves[event.key];
	return to === undefined ? null : Math.min(many - 1, Math.max(0, to));
}

function partFacts({ figures }: TrendPart): [string, string][] {
	return [
		["Uptime", percent(figures.uptime_percent)],
		["Coverage", percent(figures.coverage_percent)],
		["Down", exactDuration(figures.down_ms)],
		["Unknown", exactDuration(figures.unknown_ms)],
		["Open", exactDuration(figures.open_ms)],
	];
}

function valueWords(part: TrendPart | undefined, name: string | undefined): string {
	if (part === undefined) return "";
	if (part.figures.open_ms === 0) return `${name}: no open time`;
	if (part.figures.uptime_percent === null) return `${name}: nothing known`;
	const facts = partFacts(part).map(([fact, value]) => `${fact.toLowerCase()} ${value}`);
	return `${name}: ${facts.join(", ")}`;
}
