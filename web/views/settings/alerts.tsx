import { useState } from "react";
import { useAddAlert, useAlerts, useDeleteAlert, useTestAlert } from "../../api/alerts.ts";
import type { Documents } from "../../api/client.ts";
import { Answer, Empty, Failure } from "../../parts/answer.tsx";
import { Button } from "../../parts/button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { TextField } from "../../parts/fields.tsx";
import { Form, faultAt } from "../../parts/form.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Secret } from "../../parts/secret.tsx";
import { Duration, Nothing } from "../../parts/values.tsx";
import { useMay } from "../../state/may.ts";

type Alert = Documents["Alert"];

const MINUTE_MS = 60_000;

/** Who is told when stores are down. */
export function Alerts() {
	const alerts = useAlerts();
	const mayWrite = useMay("write");
	const [isAdding, setIsAdding] = useState(false);
	return (
		<Panel
			title="Alerts"
			note="An address is told, once for each outage, when a store has been down for a while, and when it is up again. The messages are signed (Standard Webhooks)."
			actions={
				mayWrite && (
					<Button kind="main" onClick={() => setIsAdding(true)}>
						Add an alert
					</Button>
				)
			}
		>
			<Answer query={alerts} of="the alerts">
				{(data) => <AlertTable alerts={data.alerts} />}
			</Answer>
			{isAdding && <AddAlert onClose={() => setIsAdding(false)} />}
		</Panel>
	);
}

function AlertTable({ alerts }: { readonly alerts: readonly Alert[] }) {
	const mayWrite = useMay("write");
	const remove = useDeleteAlert();
	const test = useTestAlert();
	if (alerts.length === 0) return <Empty title="Nobody is told of outages" />;
	const columns: readonly Column<Alert>[] = [
		{ key: "url", title: "Address", isName: true, cell: ({ url }) => url },
		{ key: "group", title: "Group", cell: ({ group }) => group ?? "All stores" },
		{
			key: "for",
			title: "Down for",
			isNumber: true,
			cell: ({ down_for_ms }) => <Duration ms={down_for_ms} />,
		},
		{
			key: "quiet",
			title: "Not before closing",
			isNumber: true,
			cell: ({ quiet_before_closing_ms }) => <Duration ms={quiet_before_closing_ms} />,
		},
		{
			key: "polls",
			title: "Polls stopped after",
			isNumber: true,
			cell: ({ polls_stopped_after_ms }) =>
				polls_stopped_after_ms === null ? (
					<Nothing meaning="not told" />
				) : (
					<Duration ms={polls_stopped_after_ms} />
				),
		},
		{ key: "state", title: "State", cell: stateOf },
		{
			key: "acts",
			title: <span className="visually-hidden">Acts</span>,
			cell: ({ alert_id: id, url }) =>
				mayWrite && (
					<>
						<Button onClick={() => test.mutate(id)} aria-label={`Send a test to ${url}`}>
							Test
						</Button>{" "}
						<Button
							kind="danger"
							onClick={() => remove.mutate(id)}
							aria-label={`Remove the alert to ${url}`}
						>
							Remove
						</Button>
					</>
				),
		},
	];
	const error = remove.error ?? test.error;
	return (
		<>
			{error !== null && <Failure error={error} of="the alert" />}
			<p role="status">
				{test.isSuccess &&
					"A test message is on its way; what became of it is among the webhook's deliveries."}
			</p>
			<DataTable
				caption="Alerts"
				columns={columns}
				rows={alerts}
				rowKey={({ alert_id }) => alert_id}
			/>
		</>
	);
}

function stateOf({ disabled_at, disabled_because, polls_stopped }: Alert): string {
	if (disabled_at !== null) return `Told nothing: ${disabled_because}`;
	return polls_stopped ? "Waits: no polls come in" : "Watches";
}

/** The minutes that stand in a field, as milliseconds; `undefined` for those of the server. */
function minutes(text: string): number | undefined {
	return text === "" ? undefined : Math.round(Number(text) * MINUTE_MS);
}

function AddAlert({ onClose }: { readonly onClose: () => void }) {
	const add = useAddAlert();
	const [url, setUrl] = useState("");
	const [group, setGroup] = useState("");
	const [downFor, setDownFor] = useState("15");
	const [quiet, setQuiet] = useState("30");
	if (add.data !== undefined)
		return (
			<Dialog title="The alert is added" onClose={onClose}>
				<Secret
					label={`Messages to ${add.data.url} are signed with this secret. It is shown this once.`}
					text={add.data.secret}
				/>
			</Dialog>
		);
	const send = () => {
		const downForMs = minutes(downFor);
		const quietMs = minutes(quiet);
		add.mutate({
			url,
			...(group !== "" && { group }),
			...(downForMs !== undefined && { down_for_ms: downForMs }),
			...(quietMs !== undefined && { quiet_before_closing_ms: quietMs }),
		});
	};
	return (
		<Dialog title="Add an alert" onClose={onClose}>
			<Form
				sending={add}
				submit="Add the alert"
				of="the alert"
				isReady={url !== ""}
				onSubmit={send}
			>
				<TextField
					label="Address"
					type="url"
					value={url}
					onChange={setUrl}
					placeholder="https://example.com/on-call"
					fault={faultAt(add.error, "/url")}
					isRequired
				/>
				<TextField
					label="Group"
					value={group}
					onChange={setGroup}
					hint="Only its stores; all without one."
					fault={faultAt(add.error, "/group")}
				/>
				<TextField
					label="Down for, in minutes of business hours"
					type="number"
					min="0"
					value={downFor}
					onChange={setDownFor}
					fault={faultAt(add.error, "/down_for_ms")}
				/>
				<TextField
					label="Nothing in the last minutes before closing"
					type="number"
					min="0"
					value={quiet}
					onChange={setQuiet}
					fault={faultAt(add.error, "/quiet_before_closing_ms")}
				/>
			</Form>
		</Dialog>
	);
}
