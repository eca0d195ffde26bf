import type { Documents } from "../api/client.ts";
import styles from "./figure-list.module.css";
import { Amount, Duration, Percent, Points } from "./values.tsx";

interface FigureListProps {
	readonly figures: Documents["Figures"];
	readonly changePoints: number | null;
	readonly lostSales: string | null;
	readonly currency: string | null;
}

/** The figures of a range, each with its name. */
export function FigureList({ figures, changePoints, lostSales, currency }: FigureListProps) {
	const shown = [
		["uptime_percent", "Uptime", <Percent key="v" value={figures.uptime_percent} />],
		["change", "Change, points", <Points key="v" value={changePoints} />],
		["coverage_percent", "Coverage", <Percent key="v" value={figures.coverage_percent} />],
		["down_ms", "Down", <Duration key="v" ms={figures.down_ms} />],
		["unknown_ms", "Unknown", <Duration key="v" ms={figures.unknown_ms} />],
		["open_ms", "Open", <Duration key="v" ms={figures.open_ms} />],
		[
			"lost_sales",
			"Lost sales, estimate",
			<Amount key="v" value={lostSales} currency={currency} />,
		],
	] as const;
	return (
		<dl className={styles.figures}>
			{shown.map(([name, title, value]) => (
				<div key={name} data-figure={name}>
					<dt>{title}</dt>
					<dd>{value}</dd>
				</div>
			))}
		</dl>
	);
}
