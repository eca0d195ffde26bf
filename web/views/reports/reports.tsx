import { useState } from "react";
import {
	isUnderWay,
	type Report,
	useCancelReport,
	useReports,
	useTriggerReport,
} from "../../api/reports.ts";
import { Answer, Empty } from "../../parts/answer.tsx";
import { Button, Download } from "../../parts/button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Form } from "../../parts/form.tsx";
import { GroupChoice } from "../../parts/group-choice.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Count, Moment } from "../../parts/values.tsx";
import { View } from "../../parts/view.tsx";
import { useMay } from "../../state/may.ts";
import { apiPath } from "../../state/paths.ts";

const FORMATS = [
	["csv", "CSV"],
	["extended-csv", "Extended CSV"],
	["json", "JSON"],
	["parquet", "Parquet"],
] as const;

/** Reports: asked for, watched, and downloaded. */
export default function Reports() {
	const reports = useReports();
	const mayWrite = useMay("write");
	return (
		<View
			title="Reports"
			note="The last hour, day and week of every store, computed in the background."
		>
			{mayWrite && <Trigger />}
			<Panel title="History">
				<Answer query={reports} of="the reports">
					{({ pages }) => <ReportTable reports={pages.flatMap((page) => page.reports)} />}
				</Answer>
				{reports.hasNextPage && (
					<Button onClick={() => void reports.fetchNextPage()} isBusy={reports.isFetchingNextPage}>
						Show more
					</Button>
				)}
			</Panel>
		</View>
	);
}

function Trigger() {
	const trigger = useTriggerReport();
	const [group, setGroup] = useState("");
	return (
		<Panel title="Ask for a report" note="Up to the newest poll, by the rules of the server.">
			<Form
				sending={trigger}
				submit="Compute the report"
				of="the report"
				onSubmit={() => trigger.mutate(group === "" ? undefined : group)}
			>
				<GroupChoice group={group} onChange={setGroup} />
			</Form>
		</Panel>
	);
}

function ReportTable({ reports }: { readonly reports: readonly Report[] }) {
	const mayWrite = useMay("write");
	const cancel = useCancelReport();
	if (reports.length === 0) return <Empty title="No report was asked for yet" />;
	const columns: readonly Column<Report>[] = [
		{
			key: "as-of",
			title: "As of",
			isName: true,
			cell: ({ as_of, settings }) => (
				<>
					<Moment at={as_of} zone={settings.default_timezone} />{" "}
					<span className="muted">{settings.default_timezone}</span>
				</>
			),
		},
		{ key: "of", title: "Of", cell: ofWhom },
		{ key: "state", title: "State", cell: ({ state, failure }) => failure ?? state },
		{
			key: "stores",
			title: "Stores",
			isNumber: true,
			cell: ({ progress }) => <Count value={progress.stores_done} />,
		},
		{
			key: "download",
			title: "Download",
			cell: (report) =>
				report.state === "complete"
					? FORMATS.map(([format, text]) => (
							<Download
								key={format}
								href={apiPath(`/v1/reports/${report.report_id}/rows`, { format })}
							>
								{text}
							</Download>
						))
					: isUnderWay(report) &&
						mayWrite && <Button onClick={() => cancel.mutate(report.report_id)}>Cancel</Button>,
		},
	];
	return (
		<DataTable
			caption="Reports"
			columns={columns}
			rows={reports}
			rowKey={({ report_id }) => report_id}
		/>
	);
}

function ofWhom({ group, store_ids: storeIds }: Report): string {
	if (group !== null) return `group ${group}`;
	return storeIds === null ? "all stores" : "stores of a list";
}
