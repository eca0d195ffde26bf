import { useState } from "react";
import type { Documents } from "../../api/client.ts";
import { type TargetOwner, useDeleteTarget, useSetTarget, useTargets } from "../../api/targets.ts";
import { Answer, Empty } from "../../parts/answer.tsx";
import { Button } from "../../parts/button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Segments, TextField } from "../../parts/fields.tsx";
import { Form, faultAt } from "../../parts/form.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Percent } from "../../parts/values.tsx";
import { useMay } from "../../state/may.ts";
import { TargetStatus } from "./target-status.tsx";

type Target = Documents["Target"];

/** What uptime is wanted of a month, and how it stands. */
export function Targets() {
	const targets = useTargets();
	const mayWrite = useMay("write");
	const [isSetting, setIsSetting] = useState(false);
	return (
		<>
			<Panel
				title="Targets"
				note="The uptime that is wanted of each calendar month. A store goes by its own target, else by its group's, else by the fleet's."
				actions={
					mayWrite && (
						<Button kind="main" onClick={() => setIsSetting(true)}>
							Set a target
						</Button>
					)
				}
			>
				<Answer query={targets} of="the targets">
					{({ pages }) => <TargetTable targets={pages.flatMap((page) => page.targets)} />}
				</Answer>
				{targets.hasNextPage && (
					<Button onClick={() => void targets.fetchNextPage()} isBusy={targets.isFetchingNextPage}>
						Show more
					</Button>
				)}
				{isSetting && <SetTarget onClose={() => setIsSetting(false)} />}
			</Panel>
			<TargetStatus />
		</>
	);
}

function TargetTable({ targets }: { readonly targets: readonly Target[] }) {
	const mayWrite = useMay("write");
	const remove = useDeleteTarget();
	if (targets.length === 0)
		return <Empty title="No target is set">Without one, no month is met or missed.</Empty>;
	const columns: readonly Column<Target>[] = [
		{ key: "of", title: "Of", isName: true, cell: nameOf },
		{
			key: "uptime",
			title: "Uptime wanted",
			isNumber: true,
			cell: ({ uptime_percent }) => <Percent value={uptime_percent} />,
		},
		{
			key: "remove",
			title: <span className="visually-hidden">Remove</span>,
			cell: (target) =>
				mayWrite && (
					<Button
						onClick={() => remove.mutate(ownerOf(target))}
						aria-label={`Remove the target of ${nameOf(target)}`}
					>
						Remove
					</Button>
				),
		},
	];
	return <DataTable caption="Targets" columns={columns} rows={targets} rowKey={nameOf} />;
}

function nameOf({ of, group, store_id: storeId }: Target): string {
	if (of === "fleet") return "The fleet";
	return of === "group" ? `Group ${group}` : `Store ${storeId}`;
}

function ownerOf({ of, group, store_id: storeId }: Target): TargetOwner {
	if (of === "fleet") return { of };
	return of === "group" ? { of, group: group as string } : { of, storeId: storeId as string };
}

type OwnerKind = TargetOwner["of"];

const OWNERS: readonly { readonly value: OwnerKind; readonly text: string }[] = [
	{ value: "fleet", text: "The fleet" },
	{ value: "group", text: "A group" },
	{ value: "store", text: "A store" },
];

function SetTarget({ onClose }: { readonly onClose: () => void }) {
	const set = useSetTarget();
	const [of, setOf] = useState<OwnerKind>("fleet");
	const [name, setName] = useState("");
	const [percent, setPercent] = useState("99.5");
	const owner: TargetOwner =
		of === "fleet" ? { of } : of === "group" ? { of, group: name } : { of, storeId: name };
	return (
		<Dialog title="Set a target" onClose={onClose}>
			<Form
				sending={set}
				submit="Set the target"
				of="the target"
				isReady={percent !== "" && (of === "fleet" || name !== "")}
				onSubmit={() =>
					set.mutate({ owner, body: { uptime_percent: Number(percent) } }, { onSuccess: onClose })
				}
			>
				<Segments label="Whose it is" value={of} options={OWNERS} onChange={setOf} />
				{of !== "fleet" && (
					<TextField
						label={of === "group" ? "Group" : "Store id"}
						value={name}
						onChange={setName}
						isRequired
					/>
				)}
				<TextField
					label="Uptime wanted, in percent"
					type="number"
					min="0.001"
					max="100"
					step="0.001"
					value={percent}
					onChange={setPercent}
					hint="Of a month's business hours, those in which nothing is known left out."
					fault={faultAt(set.error, "/uptime_percent")}
					isRequired
				/>
			</Form>
		</Dialog>
	);
}
