import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, type Documents, documentOf } from "../../api/client.ts";
import { FLEET } from "../../api/fleet-events.ts";
import { Answer } from "../../parts/answer.tsx";
import { Download } from "../../parts/button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { downtimeColumns } from "../../parts/downtime-columns.tsx";
import { FigureList } from "../../parts/figure-list.tsx";
import { HoursOfWeek } from "../../parts/hours-of-week.tsx";
import { Panel } from "../../parts/panel.tsx";
import { RangePicker } from "../../parts/range-picker.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { StateSince } from "../../parts/state-since.tsx";
import { Moment } from "../../parts/values.tsx";
import { Columns, View } from "../../parts/view.tsx";
import { Behind } from "../../pictures/behind.tsx";
import { StateLegend } from "../../pictures/legend.tsx";
import { Timeline, TimelineTable } from "../../pictures/timeline.tsx";
import { apiPath } from "../../state/paths.ts";
import { type RangeParameters, readRange, resolveRange } from "../../state/range.ts";
import { useUrlState } from "../../state/url-state.ts";
import { StoreSchedule } from "./store-schedule.tsx";

type DescribedStore = Documents["DescribedStore"];

interface OfRange {
	readonly store: DescribedStore;
	readonly range: RangeParameters;
	readonly zone: string;
}

/** One store: its figures over a range, when it was down, and what its business hours are. */
export default function Store({ storeId }: { readonly storeId: string }) {
	const store = useQuery({
		queryKey: [FLEET, "store", storeId],
		queryFn: ({ signal }) =>
			documentOf(
				api.GET("/v1/stores/{store_id}", { params: { path: { store_id: storeId } }, signal }),
			),
	});
	return (
		<Answer query={store} of="the store" lines={8}>
			{(data) => <KnownStore store={data} />}
		</Answer>
	);
}

function KnownStore({ store }: { readonly store: DescribedStore }) {
	const url = useUrlState();
	const zone = store.timezone ?? store.settings.default_timezone;
	const range = resolveRange(readRange(url), store.as_of, zone);
	const shown = { store, range, zone };
	return (
		<View
			title={store.name ?? store.store_id}
			note={
				<>
					<StateMark state={store.state} /> <StateSince store={store} zone={zone} /> ·{" "}
					{[store.store_id, store.group, store.city].filter((one) => one !== null).join(" · ")}
				</>
			}
			controls={<RangePicker range={range} asOf={store.as_of} zone={zone} />}
		>
			<StoreFigures {...shown} />
			<StoreTimeline {...shown} />
			<StoreHours {...shown} />
			<StoreSchedule store={store} zone={zone} />
		</View>
	);
}

function addressOf(
	store: DescribedStore,
	part: string,
	parameters: Readonly<Record<string, string>>,
) {
	return apiPath(`/v1/stores/${encodeURIComponent(store.store_id)}/${part}`, {
		...parameters,
		format: "csv",
	});
}

function StoreFigures({ store, range }: OfRange) {
	const query = { ...range, compare: "before" } as const;
	const uptime = useQuery({
		queryKey: [FLEET, "store-uptime", store.store_id, query],
		queryFn: ({ signal }) =>
			documentOf(
				api.GET("/v1/stores/{store_id}/uptime", {
					params: { path: { store_id: store.store_id }, query },
					signal,
				}),
			),
		placeholderData: keepPreviousData,
	});
	return (
		<Panel
			title="Uptime"
			actions={
				<Download href={addressOf(store, "uptime", { ...range, by: "day" })}>CSV by day</Download>
			}
		>
			<Answer query={uptime} of="its figures">
				{(data) => (
					<FigureList
						figures={data.figures}
						changePoints={data.uptime_change_points}
						lostSales={data.lost_sales_estimate}
						currency={data.currency}
					/>
				)}
			</Answer>
		</Panel>
	);
}

function StoreTimeline({ store, range, zone }: OfRange) {
	const params = { path: { store_id: store.store_id }, query: { ...range } };
	const timeline = useQuery({
		queryKey: [FLEET, "timeline", params],
		queryFn: ({ signal }) =>
			documentOf(api.GET("/v1/stores/{store_id}/timeline", { params, signal })),
		placeholderData: keepPreviousData,
	});
	const outages = useQuery({
		queryKey: [FLEET, "outages", params],
		queryFn: ({ signal }) =>
			documentOf(api.GET("/v1/stores/{store_id}/outages", { params, signal })),
		placeholderData: keepPreviousData,
	});
	return (
		<>
			<Panel
				title="What it was in"
				note={`To scale, by the clock of ${zone}.`}
				actions={<Download href={addressOf(store, "timeline", { ...range })}>CSV</Download>}
			>
				<Answer query={timeline} of="its timeline" lines={7}>
					{(data) => (
						<>
							<Timeline
								segments={data.segments}
								outages={outages.data?.outages ?? []}
								from={data.from}
								to={data.to}
								zone={zone}
								label="What the store was in"
								currency={store.currency}
							/>
							<StateLegend />
							<Behind summary="As a table">
								<TimelineTable segments={data.segments} zone={zone} />
							</Behind>
						</>
					)}
				</Answer>
			</Panel>
			<Panel
				title="Outages"
				actions={<Download href={addressOf(store, "outages", { ...range })}>CSV</Download>}
			>
				<Answer query={outages} of="its outages">
					{(data) =>
						data.outages.length === 0 ? (
							<p className="muted">None in this range.</p>
						) : (
							<DataTable
								caption="Outages"
								columns={outageColumns(zone, store.currency)}
								rows={data.outages}
								rowKey={({ start }) => start}
							/>
						)
					}
				</Answer>
			</Panel>
		</>
	);
}

function outageColumns(
	zone: string,
	currency: string | null,
): readonly Column<Documents["Outage"]>[] {
	return [
		{
			key: "start",
			title: "Start",
			isName: true,
			cell: ({ start, began_before }) => (
				<>
					<Moment at={start} zone={zone} /> {began_before && "(before the range)"}
				</>
			),
		},
		{
			key: "end",
			title: "End",
			cell: ({ end }) => (end === null ? "going on" : <Moment at={end} zone={zone} />),
		},
		...downtimeColumns<Documents["Outage"]>(currency),
	];
}

function StoreHours({ store, range }: OfRange) {
	const params = { path: { store_id: store.store_id }, query: { ...range } };
	const peaks = useQuery({
		queryKey: [FLEET, "store-peaks", params],
		queryFn: ({ signal }) => documentOf(api.GET("/v1/stores/{store_id}/peaks", { params, signal })),
		placeholderData: keepPreviousData,
	});
	return (
		<Columns>
			<Panel
				title="When it is down"
				note="The share of known open time that was down."
				actions={<Download href={addressOf(store, "peaks", { ...range })}>CSV</Download>}
			>
				<Answer query={peaks} of="its hours of the week" lines={7}>
					{(data) => <HoursOfWeek found={data} />}
				</Answer>
			</Panel>
		</Columns>
	);
}
