import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { api, type Documents, documentOf } from "../../api/client.ts";
import { FLEET } from "../../api/fleet-events.ts";
import { Answer } from "../../parts/answer.tsx";
import { Download } from "../../parts/button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { TextField } from "../../parts/fields.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Count, Duration, Nothing, Percent } from "../../parts/values.tsx";
import { apiPath, storePath } from "../../state/paths.ts";
import { useUrlState } from "../../state/url-state.ts";

type Status = Documents["TargetStatusPage"];
type Measured = Pick<
	Documents["TargetedStore"],
	"figures" | "verdict" | "outlook" | "left_ms" | "exceeded_ms"
> & { readonly target_percent: number };

interface Line extends Measured {
	readonly id: string;
	readonly name: string;
	readonly storeId?: string;
}

/** How many stores are shown: those that are nearest to missing their target. */
const STORES_SHOWN = 50;

/** Who has met the target of a month so far, and how much downtime is left. */
export function TargetStatus() {
	const url = useUrlState();
	const month = url.get("month");
	const status = useQuery({
		queryKey: [FLEET, "target-status", month],
		queryFn: ({ signal }) =>
			documentOf(
				api.GET("/v1/targets/status", {
					params: { query: { ...(month !== undefined && { month }), limit: STORES_SHOWN } },
					signal,
				}),
			),
	});
	return (
		<Panel
			title="How the month stands"
			note="Those that miss their target whatever comes stand first, then those with the least downtime left."
			actions={
				<>
					<TextField
						label="Month"
						type="month"
						value={month ?? status.data?.month ?? ""}
						onChange={(value) => url.set({ month: value })}
					/>
					<Download href={apiPath("/v1/targets/status", { month, format: "csv" })}>CSV</Download>
				</>
			}
		>
			<Answer query={status} of="the targets' month">
				{(data) => <StatusTable status={data} />}
			</Answer>
		</Panel>
	);
}

function StatusTable({ status }: { readonly status: Status }) {
	const lines = linesOf(status);
	if (lines.length === 0) return <p className="muted">Nobody has a target in {status.month}.</p>;
	const { verdicts, total } = status.counts.stores;
	return (
		<>
			<p>
				Of <Count value={total} /> stores with a target, <Count value={verdicts.met} /> meet it so
				far, <Count value={verdicts.missed} /> miss it, and of <Count value={verdicts.unknown} />{" "}
				nothing is known.
			</p>
			<DataTable
				caption={`Targets in ${status.month}`}
				columns={COLUMNS}
				rows={lines}
				rowKey={({ id }) => id}
			/>
			{status.total > STORES_SHOWN && (
				<p className="muted">
					The {STORES_SHOWN} stores nearest to missing it, of <Count value={status.total} />; the
					CSV has all.
				</p>
			)}
		</>
	);
}

function linesOf({ fleet, groups, stores }: Status): Line[] {
	return [
		...(fleet === null ? [] : [{ ...fleet, id: "fleet", name: "The fleet" }]),
		...groups.map((group) => ({
			...group,
			id: `group ${group.group}`,
			name: `Group ${group.group}`,
		})),
		...stores.map((store) => ({
			...store,
			id: `store ${store.store_id}`,
			name: store.name ?? store.store_id,
			storeId: store.store_id,
		})),
	];
}

const OUTLOOK_WORDS = {
	open: "can go either way",
	kept: "kept, whatever comes",
	missed: "missed, whatever comes",
} as const;

const COLUMNS: readonly Column<Line>[] = [
	{
		key: "name",
		title: "Of",
		isName: true,
		cell: ({ name, storeId }) =>
			storeId === undefined ? name : <Link href={storePath(storeId)}>{name}</Link>,
	},
	{
		key: "target",
		title: "Target",
		isNumber: true,
		cell: ({ target_percent }) => <Percent value={target_percent} />,
	},
	{
		key: "uptime",
		title: "Uptime so far",
		isNumber: true,
		cell: ({ figures }) => <Percent value={figures.uptime_percent} />,
	},
	{
		key: "verdict",
		title: "So far",
		cell: ({ verdict }) => (verdict === null ? <Nothing /> : verdict),
	},
	{
		key: "outlook",
		title: "At the month's end",
		cell: ({ outlook }) => (outlook === null ? <Nothing /> : OUTLOOK_WORDS[outlook]),
	},
	{
		key: "left",
		title: "Downtime left",
		isNumber: true,
		cell: ({ left_ms }) => <Duration ms={left_ms} />,
	},
	{
		key: "exceeded",
		title: "Too much by",
		isNumber: true,
		cell: ({ exceeded_ms }) => <Duration ms={exceeded_ms} />,
	},
];
