import type { Column } from "./data-table.tsx";
import { Amount, Duration } from "./values.tsx";

/** What a row may be told of that was down. */
interface Down {
	readonly down_ms: number | null;
	readonly lost_sales_estimate: string | null;
}

/** How long something was down, and what that may have cost: the last columns of whatever is told of outages. */
export function downtimeColumns<Row extends Down>(currency: string | null): readonly Column<Row>[] {
	return [
		{
			key: "down",
			title: "Downtime",
			isNumber: true,
			cell: ({ down_ms }) => <Duration ms={down_ms} />,
		},
		{
			key: "lost",
			title: "Lost sales, estimate",
			isNumber: true,
			cell: ({ lost_sales_estimate }) => <Amount value={lost_sales_estimate} currency={currency} />,
		},
	];
}
