import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "wouter";
import { PAGE_PATHS } from "../../../src/contract/pages.ts";
import { api, type Documents, documentOf } from "../../api/client.ts";
import { useFleetNow } from "../../api/fleet.ts";
import { FLEET } from "../../api/fleet-events.ts";
import { Answer, Empty, Failure } from "../../parts/answer.tsx";
import { Button, ButtonLink } from "../../parts/button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { downtimeColumns } from "../../parts/downtime-columns.tsx";
import { GroupChoice } from "../../parts/group-choice.tsx";
import { More } from "../../parts/more.tsx";
import { Panel } from "../../parts/panel.tsx";
import { StateMark } from "../../parts/state-mark.tsx";
import { Amount, Count, Moment } from "../../parts/values.tsx";
import { View } from "../../parts/view.tsx";
import { useMay } from "../../state/may.ts";
import { storePath } from "../../state/paths.ts";
import { useUrlState } from "../../state/url-state.ts";
import { counted, STATE_MEANINGS, STATES } from "../../text/words.ts";
import styles from "./now.module.css";

type FleetNow = Documents["FleetNow"];

/** What the stores are in now, and which of them are down. */
export function Now() {
	const url = useUrlState();
	const group = url.get("group");
	return (
		<View
			title="Now"
			note="What the stores are in as of the newest poll of any."
			controls={
				<GroupChoice
					group={group ?? ""}
					onChange={(next) => url.set({ group: next }, { isStep: true })}
				/>
			}
		>
			<Answer query={useFleetNow(group)} of="the stores">
				{(now) =>
					now.total === 0 && group === undefined ? (
						<Welcome />
					) : (
						<>
							<Counts now={now} />
							<DownStores now={now} group={group} />
						</>
					)
				}
			</Answer>
		</View>
	);
}

function Counts({ now }: { readonly now: FleetNow }) {
	return (
		<ul className={styles.counts}>
			{STATES.map((state) => (
				<li key={state} data-figure={`now.${state}`} title={STATE_MEANINGS[state]}>
					<StateMark state={state} />
					<strong>
						<Count value={now.states[state].stores} />
					</strong>
				</li>
			))}
		</ul>
	);
}

interface DownStoresProps {
	readonly now: FleetNow;
	readonly group: string | undefined;
}

/** The stores that are down, for the longest first. */
function DownStores({ now, group }: DownStoresProps) {
	const zone = now.settings.default_timezone;
	const stores = useInfiniteQuery({
		queryKey: [FLEET, "down", group],
		initialPageParam: undefined as string | undefined,
		queryFn: ({ pageParam: cursor, signal }) =>
			documentOf(
				api.GET("/v1/stores", {
					params: {
						query: {
							state: "down",
							sort: "since",
							...(group !== undefined && { group }),
							...(cursor !== undefined && { cursor }),
						},
					},
					signal,
				}),
			),
		getNextPageParam: (page) => page.next_cursor ?? undefined,
	});
	const { down } = now.states;
	return (
		<Panel
			title="Down in business hours"
			note={
				down.lost_sales_estimate === null ? (
					`Times are by each store's clock; without a zone of its own, by that of ${zone}.`
				) : (
					<>
						Lost so far, an estimate:{" "}
						<span data-figure="now.lost_sales">
							<Amount value={down.lost_sales_estimate} currency={now.currency} />
						</span>
						, of {counted(down.lost_sales_stores, "store")} whose sales are given. Times are by each
						store's clock.
					</>
				)
			}
		>
			<Answer query={stores} of="the stores that are down">
				{({ pages }) => {
					const rows = pages.flatMap((page) => page.stores);
					if (rows.length === 0)
						return <Empty title="Every store that should be open is up, as far as is known" />;
					return (
						<>
							<DataTable
								caption="Stores that are down"
								columns={columnsOf(zone, now.currency)}
								rows={rows}
								rowKey={({ store_id }) => store_id}
							/>
							<More
								shown={rows.length}
								total={pages[0]?.total ?? rows.length}
								of="stores"
								hasMore={stores.hasNextPage}
								isLoading={stores.isFetchingNextPage}
								onMore={() => void stores.fetchNextPage()}
							/>
						</>
					);
				}}
			</Answer>
		</Panel>
	);
}

function columnsOf(zone: string, currency: string | null): readonly Column<Documents["Store"]>[] {
	return [
		{
			key: "store",
			title: "Store",
			isName: true,
			cell: ({ store_id: id, name }) => <Link href={storePath(id)}>{name ?? id}</Link>,
		},
		{ key: "group", title: "Group", cell: ({ group }) => group },
		{
			key: "since",
			title: "Since",
			cell: ({ since, timezone }) => (
				<>
					<Moment at={since} zone={timezone ?? zone} />{" "}
					<span className="muted">{timezone ?? zone}</span>
				</>
			),
		},
		...downtimeColumns<Documents["Store"]>(currency),
	];
}

/** How one begins, on a server that has nothing to show. */
function Welcome() {
	const client = useQueryClient();
	const mayLoad = useMay("admin");
	const load = useMutation({
		mutationFn: () => documentOf(api.POST("/v1/sample")),
		onSuccess: () => client.invalidateQueries({ queryKey: [FLEET] }),
	});
	return (
		<Panel title="There is no store yet" note="Openhours shows what polls, hours and zones say.">
			<div className={styles.welcome}>
				{mayLoad && (
					<p>
						<Button kind="main" onClick={() => load.mutate()} isBusy={load.isPending}>
							{load.isPending ? "Loading the sample fleet …" : "Load the sample fleet"}
						</Button>{" "}
						<span className="muted">200 stores with two weeks of polls, to try everything on.</span>
					</p>
				)}
				{load.error !== null && <Failure error={load.error} of="the sample" />}
				<p>
					Your own data come in as files, with <code>openhours import</code> on the command line, or
					over HTTP at <code>/v1/polls</code>, <code>/v1/business-hours</code> and{" "}
					<code>/v1/timezones</code>: <a href="/docs">the API and its documentation</a>.
				</p>
				<p>
					<ButtonLink href={PAGE_PATHS.settings}>What the figures go by</ButtonLink>
				</p>
			</div>
		</Panel>
	);
}
