import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { api, type Documents, documentOf } from "../../api/client.ts";
import { useFleetNow } from "../../api/fleet.ts";
import { FLEET } from "../../api/fleet-events.ts";
import { Answer } from "../../parts/answer.tsx";
import { Download } from "../../parts/button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { FigureList } from "../../parts/figure-list.tsx";
import { GroupChoice } from "../../parts/group-choice.tsx";
import { HoursOfWeek } from "../../parts/hours-of-week.tsx";
import { Panel } from "../../parts/panel.tsx";
import { RangePicker } from "../../parts/range-picker.tsx";
import { Amount, Count, Duration, Percent, Points } from "../../parts/values.tsx";
import { View } from "../../parts/view.tsx";
import { Behind } from "../../pictures/behind.tsx";
import { Trend, TrendTable } from "../../pictures/trend.tsx";
import { apiPath, storePath } from "../../state/paths.ts";
import { readRange, resolveRange, unitOf } from "../../state/range.ts";
import { useUrlState } from "../../state/url-state.ts";

/** How many stores and groups are shown at each end. */
const RANKED = 10;

interface Asked {
	readonly from: string;
	readonly to: string;
	readonly group?: string;
}

/** All stores together over a range. */
export default function Fleet() {
	return (
		<Answer query={useFleetNow()} of="the fleet" lines={8}>
			{(now) => <FleetOver now={now} />}
		</Answer>
	);
}

function FleetOver({ now }: { readonly now: Documents["FleetNow"] }) {
	const url = useUrlState();
	const group = url.get("group");
	const zone = now.settings.default_timezone;
	const range = resolveRange(readRange(url), now.as_of, zone);
	const asked = { ...range, ...(group !== undefined && { group }) };
	return (
		<View
			title="Fleet"
			note="All stores together, weighed by time."
			controls={
				<>
					<RangePicker range={range} asOf={now.as_of} zone={zone} />
					<GroupChoice
						group={group ?? ""}
						onChange={(next) => url.set({ group: next }, { isStep: true })}
					/>
				</>
			}
		>
			<Figures asked={asked} />
			<Hours asked={asked} />
			<WorstStores asked={asked} />
			<Groups asked={range} />
		</View>
	);
}

function Figures({ asked }: { readonly asked: Asked }) {
	const query = { ...asked, by: unitOf(asked), compare: "before" } as const;
	const uptime = useQuery({
		queryKey: [FLEET, "uptime", query],
		queryFn: ({ signal }) => documentOf(api.GET("/v1/fleet/uptime", { params: { query }, signal })),
		placeholderData: keepPreviousData,
	});
	return (
		<Panel
			title="Uptime"
			actions={
				<Download
					href={apiPath("/v1/fleet/uptime", { ...asked, by: unitOf(asked), format: "csv" })}
				>
					CSV
				</Download>
			}
		>
			<Answer query={uptime} of="the fleet's figures" lines={8}>
				{(data) => (
					<>
						<FigureList
							figures={data.figures}
							changePoints={data.uptime_change_points}
							lostSales={data.lost_sales_estimate}
							currency={data.currency}
						/>
						<Trend parts={data.parts ?? []} label="Uptime of the fleet" />
						<Behind summary="As a table">
							<TrendTable parts={data.parts ?? []} />
						</Behind>
					</>
				)}
			</Answer>
		</Panel>
	);
}

function Hours({ asked }: { readonly asked: Asked }) {
	const peaks = useQuery({
		queryKey: [FLEET, "peaks", asked],
		queryFn: ({ signal }) =>
			documentOf(api.GET("/v1/fleet/peaks", { params: { query: { ...asked } }, signal })),
		placeholderData: keepPreviousData,
	});
	return (
		<Panel
			title="When stores are down"
			note="The share of known open time that was down, by each store's own clock."
			actions={
				<Download href={apiPath("/v1/fleet/peaks", { ...asked, format: "csv" })}>CSV</Download>
			}
		>
			<Answer query={peaks} of="the hours of the week" lines={8}>
				{(data) => <HoursOfWeek found={data} />}
			</Answer>
		</Panel>
	);
}

function WorstStores({ asked }: { readonly asked: Asked }) {
	const query = { ...asked, compare: "before", limit: RANKED } as const;
	const stores = useQuery({
		queryKey: [FLEET, "worst", query],
		queryFn: ({ signal }) => documentOf(api.GET("/v1/fleet/stores", { params: { query }, signal })),
		placeholderData: keepPreviousData,
	});
	return (
		<Panel
			title="Stores, the worst first"
			actions={
				<Download href={apiPath("/v1/fleet/stores", { ...asked, format: "csv" })}>
					CSV of all
				</Download>
			}
		>
			<Answer query={stores} of="the stores" lines={8}>
				{(data) => (
					<DataTable
						caption="The worst stores"
						columns={[STORE, ...rankColumns<Documents["FleetStore"]>(data.currency)]}
						rows={data.stores}
						rowKey={({ store_id }) => store_id}
					/>
				)}
			</Answer>
		</Panel>
	);
}

function Groups({ asked }: { readonly asked: Asked }) {
	const query = { ...asked, compare: "before", sort: "uptime", limit: RANKED } as const;
	const groups = useQuery({
		queryKey: [FLEET, "group-ranks", query],
		queryFn: ({ signal }) => documentOf(api.GET("/v1/fleet/groups", { params: { query }, signal })),
		placeholderData: keepPreviousData,
	});
	return (
		<Panel
			title="Groups, the worst first"
			actions={
				<Download href={apiPath("/v1/fleet/groups", { ...asked, sort: "uptime", format: "csv" })}>
					CSV of all
				</Download>
			}
		>
			<Answer query={groups} of="the groups" lines={8}>
				{(data) => (
					<DataTable
						caption="The worst groups"
						columns={[
							GROUP,
							STORES_OF_GROUP,
							...rankColumns<Documents["FleetGroup"]>(data.currency),
						]}
						rows={data.groups}
						rowKey={({ group }) => group ?? ""}
					/>
				)}
			</Answer>
		</Panel>
	);
}

const STORE: Column<Documents["FleetStore"]> = {
	key: "store",
	title: "Store",
	isName: true,
	cell: ({ store_id: id, name }) => <Link href={storePath(id)}>{name ?? id}</Link>,
};

const GROUP: Column<Documents["FleetGroup"]> = {
	key: "group",
	title: "Group",
	isName: true,
	cell: ({ group }) => group ?? "in none",
};

const STORES_OF_GROUP: Column<Documents["FleetGroup"]> = {
	key: "stores",
	title: "Stores",
	isNumber: true,
	cell: ({ stores }) => <Count value={stores} />,
};

type Ranked = Pick<
	Documents["FleetStore"],
	"figures" | "uptime_change_points" | "lost_sales_estimate"
>;

function rankColumns<Row extends Ranked>(currency: string | null): readonly Column<Row>[] {
	return [
		{
			key: "uptime",
			title: "Uptime",
			isNumber: true,
			cell: ({ figures }) => <Percent value={figures.uptime_percent} />,
		},
		{
			key: "change",
			title: "Change, points",
			isNumber: true,
			cell: ({ uptime_change_points }) => <Points value={uptime_change_points} />,
		},
		{
			key: "down",
			title: "Down",
			isNumber: true,
			cell: ({ figures }) => <Duration ms={figures.down_ms} />,
		},
		{
			key: "lost",
			title: "Lost sales",
			isNumber: true,
			cell: ({ lost_sales_estimate }) => <Amount value={lost_sales_estimate} currency={currency} />,
		},
	];
}
