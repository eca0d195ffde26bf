import { useGroups } from "../api/groups.ts";
import { count } from "../text/amount.ts";
import { Choice } from "./fields.tsx";

const ALL = "";

interface GroupChoiceProps {
	readonly group: string;
	readonly onChange: (group: string) => void;
}

/** All stores, or those of a group. */
export function GroupChoice({ group, onChange }: GroupChoiceProps) {
	const groups = useGroups().data?.groups ?? [];
	const options = [
		{ value: ALL, text: "All groups" },
		...groups.map(({ group: value, stores }) => ({ value, text: `${value} (${count(stores)})` })),
	];
	// The address may ask for one that no store is in.
	if (options.every(({ value }) => value !== group)) options.push({ value: group, text: group });
	return <Choice label="Group" value={group} options={options} onChange={onChange} />;
}
