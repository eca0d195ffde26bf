import { useState } from "react";
import type { Documents } from "../../api/client.ts";
import { useCreateKey, useKeys, useRevokeKey } from "../../api/keys.ts";
import { Answer, Empty } from "../../parts/answer.tsx";
import { Button } from "../../parts/button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Choice, TextField } from "../../parts/fields.tsx";
import { Form, faultAt } from "../../parts/form.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Secret } from "../../parts/secret.tsx";
import { Moment } from "../../parts/values.tsx";
import type { Scope } from "../../text/words.ts";

type Key = Documents["Key"];

const SCOPES: readonly { readonly value: Scope; readonly text: string }[] = [
	{ value: "read", text: "read: looks at everything" },
	{ value: "write", text: "write: also imports, changes data and asks for reports" },
	{ value: "admin", text: "admin: also makes and revokes keys" },
];

/** By the clock of this browser: keys are used from anywhere. */
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Who may use the API and this page. */
export function Keys() {
	const keys = useKeys();
	const [isMaking, setIsMaking] = useState(false);
	const [revoked, setRevoked] = useState<Key>();
	return (
		<Panel
			title="Keys"
			note={`Programs send one with each request, and people sign in with one. From the first key on, whoever has none is let in no more, unless OPENHOURS_ANONYMOUS says otherwise. Times are by your clock, ${HERE}.`}
			actions={
				<Button kind="main" onClick={() => setIsMaking(true)}>
					Make a key
				</Button>
			}
		>
			<Answer query={keys} of="the keys">
				{({ pages }) => (
					<KeyTable keys={pages.flatMap((page) => page.keys)} onRevoke={setRevoked} />
				)}
			</Answer>
			{keys.hasNextPage && (
				<Button onClick={() => void keys.fetchNextPage()} isBusy={keys.isFetchingNextPage}>
					Show more
				</Button>
			)}
			{isMaking && <MakeKey onClose={() => setIsMaking(false)} />}
			{revoked !== undefined && (
				<RevokeKey revoked={revoked} onClose={() => setRevoked(undefined)} />
			)}
		</Panel>
	);
}

interface KeyTableProps {
	readonly keys: readonly Key[];
	readonly onRevoke: (key: Key) => void;
}

function KeyTable({ keys, onRevoke }: KeyTableProps) {
	if (keys.length === 0)
		return (
			<Empty title="There is no key yet">
				Whoever is on the server's own machine may do everything. Make a key with the scope admin
				first: you will sign in with it.
			</Empty>
		);
	const columns: readonly Column<Key>[] = [
		{ key: "name", title: "Name", isName: true, cell: ({ name }) => name },
		{ key: "scope", title: "Scope", cell: ({ scope }) => scope },
		{ key: "state", title: "State", cell: stateOf },
		{ key: "created", title: "Made", cell: (key) => <Moment at={key.created_at} zone={HERE} /> },
		{
			key: "used",
			title: "Last used",
			cell: (key) => <Moment at={key.last_used_at} zone={HERE} />,
		},
		{ key: "expires", title: "Expires", cell: (key) => <Moment at={key.expires_at} zone={HERE} /> },
		{ key: "id", title: "Id", cell: ({ key_id }) => <code>{key_id}</code> },
		{
			key: "revoke",
			title: <span className="visually-hidden">Revoke</span>,
			cell: (key) =>
				key.revoked_at === null && (
					<Button kind="danger" onClick={() => onRevoke(key)} aria-label={`Revoke ${key.name}`}>
						Revoke
					</Button>
				),
		},
	];
	return <DataTable caption="Keys" columns={columns} rows={keys} rowKey={({ key_id }) => key_id} />;
}

function stateOf({ revoked_at: revokedAt, expires_at: expiresAt }: Key): string {
	if (revokedAt !== null) return "Revoked";
	return expiresAt !== null && Date.parse(expiresAt) <= Date.now() ? "Expired" : "Good";
}

function MakeKey({ onClose }: { readonly onClose: () => void }) {
	const create = useCreateKey();
	const [name, setName] = useState("");
	const [scope, setScope] = useState<Scope>("read");
	const [lastDay, setLastDay] = useState("");
	if (create.data !== undefined)
		return (
			<Dialog title={`The key ${create.data.name}`} onClose={onClose}>
				<Secret
					label="This is the key. It is shown this once, and kept nowhere: copy it now."
					text={create.data.key}
				/>
			</Dialog>
		);
	const make = () =>
		create.mutate({
			name,
			scope,
			...(lastDay !== "" && {
				expires_at: Temporal.PlainDate.from(lastDay)
					.add({ days: 1 })
					.toZonedDateTime(HERE)
					.toInstant()
					.toString(),
			}),
		});
	return (
		<Dialog title="Make a key" onClose={onClose}>
			<Form
				sending={create}
				submit="Make the key"
				of="the key"
				isReady={name.trim() !== ""}
				onSubmit={make}
			>
				<TextField
					label="Name"
					value={name}
					onChange={setName}
					hint="Who uses it: lists and logs say it."
					fault={faultAt(create.error, "/name")}
					isRequired
				/>
				<Choice label="What it is good for" value={scope} options={SCOPES} onChange={setScope} />
				<TextField
					label="Last day"
					type="date"
					value={lastDay}
					onChange={setLastDay}
					hint="It is good to the end of this day; for good without one."
					fault={faultAt(create.error, "/expires_at")}
				/>
			</Form>
		</Dialog>
	);
}

interface RevokeKeyProps {
	readonly revoked: Key;
	readonly onClose: () => void;
}

function RevokeKey({ revoked, onClose }: RevokeKeyProps) {
	const revoke = useRevokeKey();
	return (
		<Dialog title={`Revoke ${revoked.name}?`} onClose={onClose}>
			<Form
				sending={revoke}
				submit="Revoke it for good"
				of="the key"
				kind="danger"
				onSubmit={() => revoke.mutate(revoked.key_id, { onSuccess: onClose })}
			>
				<p>
					From the next request on it is good for nothing, and whoever signed in with it is signed
					out. There is no way back; another key can be made.
				</p>
			</Form>
		</Dialog>
	);
}
