import type { Documents } from "../api/client.ts";
import type { StateName } from "../text/words.ts";
import { Moment } from "./values.tsx";

interface StateSinceProps {
	readonly store: Pick<Documents["Store"], "state" | "since">;
	readonly zone: string;
	/** Where there is little room, the word "since" is only read. */
	readonly isShort?: boolean;
}

/** Since when a store is what it is, by a clock; or why that is not told. */
export function StateSince({ store: { state, since }, zone, isShort = false }: StateSinceProps) {
	return since === null ? (
		NOT_TOLD[state]
	) : (
		<>
			<span className={isShort ? "visually-hidden" : undefined}>since </span>
			<Moment at={since} zone={zone} />
		</>
	);
}

const NOT_TOLD: Readonly<Record<StateName, string>> = {
	down: "since before it was polled",
	unknown: "nothing was ever known of it",
	up: "for over 8 days",
	closed: "not open for a year",
};
