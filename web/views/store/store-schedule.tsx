import { useQuery } from "@tanstack/react-query";
import { WEEKDAY_NAMES } from "../../../src/contract/weekdays.ts";
import { api, type Documents, documentOf } from "../../api/client.ts";
import { FLEET } from "../../api/fleet-events.ts";
import { Answer } from "../../parts/answer.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Moment } from "../../parts/values.tsx";

type Opening = Documents["WeeklyOpening"];

interface StoreScheduleProps {
	readonly store: Documents["DescribedStore"];
	readonly zone: string;
}

/** When a store means to be open, and where that came from. */
export function StoreSchedule({ store, zone }: StoreScheduleProps) {
	const params = { path: { store_id: store.store_id } };
	const hours = useQuery({
		queryKey: [FLEET, "hours", store.store_id],
		queryFn: ({ signal }) =>
			documentOf(api.GET("/v1/stores/{store_id}/business-hours", { params, signal })),
	});
	const special = useQuery({
		queryKey: [FLEET, "special", store.store_id],
		queryFn: ({ signal }) =>
			documentOf(api.GET("/v1/stores/{store_id}/special-hours", { params, signal })),
	});
	const closures = useQuery({
		queryKey: [FLEET, "closures", store.store_id],
		queryFn: ({ signal }) =>
			documentOf(api.GET("/v1/stores/{store_id}/closures", { params, signal })),
	});
	return (
		<Panel
			title="Business hours"
			note={
				store.timezone === null
					? `By the clock of ${zone}, the default of the server: it has no zone of its own.`
					: `By the clock of ${zone}, its own zone.`
			}
		>
			<Answer query={hours} of="its business hours">
				{(data) =>
					data.business_hours.length === 0 ? (
						<p>It has no business hours, and is taken to be always open.</p>
					) : (
						<DataTable
							caption="Business hours"
							columns={OPENINGS}
							rows={data.business_hours}
							rowKey={(row) => JSON.stringify(row)}
						/>
					)
				}
			</Answer>
			<Answer query={special} of="its special hours">
				{(data) =>
					data.special_hours.length > 0 && (
						<DataTable
							caption="Special hours"
							columns={SPECIAL}
							rows={data.special_hours}
							rowKey={(row) => JSON.stringify(row)}
						/>
					)
				}
			</Answer>
			<Answer query={closures} of="its closures">
				{(data) =>
					data.closures.length > 0 && (
						<DataTable
							caption="Planned closures"
							columns={closureColumns(zone)}
							rows={data.closures}
							rowKey={({ closure_id }) => closure_id}
						/>
					)
				}
			</Answer>
			{store.closures_of_all > 0 && (
				<p className="muted">Planned closures of all stores: {store.closures_of_all}.</p>
			)}
		</Panel>
	);
}

const OPENINGS: readonly Column<Opening>[] = [
	{
		key: "day",
		title: "Weekday",
		isName: true,
		cell: ({ day_of_week }) => WEEKDAY_NAMES[day_of_week],
	},
	{ key: "from", title: "Opens", cell: ({ start_time_local }) => start_time_local },
	{ key: "to", title: "Closes", cell: ({ end_time_local }) => end_time_local },
	{
		key: "valid",
		title: "Valid",
		cell: ({ valid_from }) => (valid_from == null ? "from the beginning" : `from ${valid_from}`),
	},
];

const SPECIAL: readonly Column<Documents["SpecialOpening"]>[] = [
	{ key: "date", title: "Date", isName: true, cell: ({ date }) => date },
	{
		key: "hours",
		title: "Hours",
		cell: ({ start_time_local, end_time_local }) =>
			start_time_local == null ? "closed all day" : `${start_time_local} to ${end_time_local}`,
	},
];

function closureColumns(zone: string): readonly Column<Documents["Closure"]>[] {
	return [
		{
			key: "from",
			title: "Closed from",
			isName: true,
			cell: ({ from_utc }) => <Moment at={from_utc} zone={zone} />,
		},
		{ key: "to", title: "To", cell: ({ to_utc }) => <Moment at={to_utc} zone={zone} /> },
		{ key: "reason", title: "Reason", cell: ({ reason }) => reason },
		{ key: "author", title: "Entered by", cell: ({ author }) => author ?? "not known" },
	];
}
