import type { Documents } from "../api/client.ts";
import { Behind } from "../pictures/behind.tsx";
import { HeatMap, HeatMapTable } from "../pictures/heat-map.tsx";
import { ShareLegend } from "../pictures/legend.tsx";

/** The hours of the week of a store or of many, with the peak among them: as a picture, and as a table behind it. */
export function HoursOfWeek({
	found: { matrix, peaks },
}: {
	readonly found: Pick<Documents["FleetPeaks"], "matrix" | "peaks">;
}) {
	return (
		<>
			<HeatMap matrix={matrix} peak={peaks.hour_of_week.by_rate} label="Hours of the week" />
			<ShareLegend />
			<Behind summary="As a table">
				<HeatMapTable matrix={matrix} />
			</Behind>
		</>
	);
}
