import { memo, type PointerEvent, useId, useMemo, useRef } from "react";
import { type BarDay, dayAt, dayBarPaths, daysWords, dayWords } from "./day-bar-layout.ts";
import { ExactDuration, ExactPercent, FigureTable } from "./figure-table.tsx";
import { HATCHED_EDGE, Hatch, STATE_FILLS } from "./mark.tsx";

/**
 * The last days of a store side by side, small enough for a row of a list. One shape a state and one title, which says
 * the day under the pointer: fifty of them are drawn while a list flies past.
 */
export const DayBar = memo(function DayBar({
	days,
	label,
	width = 160,
	height = 24,
}: {
	days: readonly BarDay[];
	label: string;
	width?: number;
	height?: number;
}) {
	const hatch = useId();
	const title = useRef<HTMLTitleElement>(null);
	const paths = useMemo(() => dayBarPaths(days, { width, height }), [days, width, height]);
	const words = useMemo(() => `${label}: ${daysWords(days)}`, [days, label]);
	const name = (event: PointerEvent<SVGSVGElement>) => {
		const box = event.currentTarget.getBoundingClientRect();
		const day = dayAt(days, event.clientX - box.left, box.width);
		if (title.current && day) title.current.textContent = dayWords(day);
	};
	return (
		<svg role="img" aria-label={words} width={width} height={height} onPointerMove={name}>
			<title ref={title}>{words}</title>
			{paths.unknown !== "" && (
				<defs>
					<Hatch id={hatch} />
				</defs>
			)}
			<rect width={width} height={height} fill="transparent" />
			{paths.closed !== "" && <path d={paths.closed} className={STATE_FILLS.closed} />}
			{paths.up !== "" && <path d={paths.up} className={STATE_FILLS.up} />}
			{paths.unknown !== "" && (
				<path d={paths.unknown} fill={`url(#${hatch})`} className={HATCHED_EDGE} />
			)}
			{paths.down !== "" && <path d={paths.down} className={STATE_FILLS.down} />}
		</svg>
	);
});

/** The table behind a {@link DayBar}. */
export function DayBarTable({ days }: { days: readonly BarDay[] }) {
	return (
		<FigureTable
			caption="Days by the store's own calendar"
			columns={[
				{ name: "Day" },
				{ name: "Uptime", isNumber: true },
				{ name: "Down", isNumber: true },
				{ name: "Up", isNumber: true },
				{ name: "Unknown", isNumber: true },
				{ name: "Open", isNumber: true },
			]}
			rows={days.map(({ local, figures }) => ({
				key: local,
				cells: [
					local,
					<ExactPercent key="uptime" value={figures.uptime_percent} />,
					<ExactDuration key="down" ms={figures.down_ms} />,
					<ExactDuration key="up" ms={figures.up_ms} />,
					<ExactDuration key="unknown" ms={figures.unknown_ms} />,
					<ExactDuration key="open" ms={figures.open_ms} />,
				],
			}))}
		/>
	);
}
