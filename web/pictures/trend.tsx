import { lazy, Suspense } from "react";
import { ExactDuration, ExactPercent, FigureTable } from "./figure-table.tsx";
import styles from "./trend.module.css";
import { axisStart, partNames, type TrendPart, trendSeries } from "./trend-parts.ts";

const TrendPlot = lazy(() => import("./trend-plot.tsx"));

/** Uptime by part, with how much of the open time is known below it. The plotter is loaded when the first is drawn. */
export function Trend({ parts, label }: { parts: readonly TrendPart[]; label: string }) {
	const { uptime } = trendSeries(parts);
	if (uptime.every((value) => value === null))
		return <p className="muted">{label}: nothing was measured.</p>;
	const start = axisStart(uptime);
	return (
		<div>
			<Suspense fallback={<div className={styles.trend} />}>
				<TrendPlot parts={parts} label={label} />
			</Suspense>
			{start > 0 && (
				<p className={styles.note}>
					The axis begins at {start} %, not at 0. Gaps: nothing was measured.
				</p>
			)}
		</div>
	);
}

/** The table behind a {@link Trend}. */
export function TrendTable({ parts }: { parts: readonly TrendPart[] }) {
	const names = partNames(parts);
	return (
		<FigureTable
			caption="Uptime in order of time, by the local calendar"
			columns={[
				{ name: "Part" },
				{ name: "Uptime", isNumber: true },
				{ name: "Coverage", isNumber: true },
				{ name: "Down", isNumber: true },
				{ name: "Up", isNumber: true },
				{ name: "Unknown", isNumber: true },
				{ name: "Open", isNumber: true },
			]}
			rows={parts.map(({ local, figures }, at) => ({
				key: local,
				cells: [
					<time key="part" dateTime={local}>
						{names[at]}
					</time>,
					<ExactPercent key="uptime" value={figures.uptime_percent} />,
					<ExactPercent key="coverage" value={figures.coverage_percent} />,
					<ExactDuration key="down" ms={figures.down_ms} />,
					<ExactDuration key="up" ms={figures.up_ms} />,
					<ExactDuration key="unknown" ms={figures.unknown_ms} />,
					<ExactDuration key="open" ms={figures.open_ms} />,
				],
			}))}
		/>
	);
}
