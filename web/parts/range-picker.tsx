import type { ReactNode } from "react";
import {
	type ChosenRange,
	RANGE_WORDS,
	type RangeName,
	type RangeParameters,
	readRange,
	writeRange,
} from "../state/range.ts";
import { useUrlState } from "../state/url-state.ts";
import { type InstantText, localDay } from "../text/instant.ts";
import { Segments, TextField } from "./fields.tsx";
import styles from "./range-picker.module.css";
import { Moment } from "./values.tsx";

interface RangePickerProps {
	/** The range that the address asks for, as it comes out. */
	readonly range: RangeParameters;
	/** What the range ends at, at the latest. */
	readonly asOf: InstantText;
	/** Whose days they are, and whose clock is shown. */
	readonly zone: string;
}

type Kind = RangeName | "days";

const KINDS: readonly { readonly value: Kind; readonly text: string }[] = [
	{ value: "hour", text: "Hour" },
	{ value: "day", text: "Day" },
	{ value: "week", text: "Week" },
	{ value: "month", text: "30 days" },
	{ value: "days", text: "Dates …" },
];

/** What a view is about: the last hour, day, week or month, or days picked on a calendar. It is kept in the address. */
export function RangePicker({ range, asOf, zone }: RangePickerProps) {
	const url = useUrlState();
	const chosen = readRange(url);
	const choose = (next: ChosenRange) => url.set(writeRange(next), { isStep: true });
	const shown = daysOf(range, zone);
	const today = localDay(asOf, zone);
	return (
		<div className={styles.picker}>
			<Segments
				label="Range"
				value={chosen.kind === "days" ? "days" : chosen.name}
				options={KINDS}
				onChange={(kind) =>
					choose(kind === "days" ? { kind: "days", ...shown } : { kind: "moving", name: kind })
				}
			/>
			{chosen.kind === "days" && (
				<div className={styles.days}>
					<DayField
						label="From"
						value={chosen.first}
						max={chosen.last}
						onPick={(first) => choose({ ...chosen, first })}
					/>
					<DayField
						label="To and including"
						value={chosen.last}
						min={chosen.first}
						max={today}
						onPick={(last) => choose({ ...chosen, last })}
					/>
				</div>
			)}
			<RangeSentence
				range={range}
				zone={zone}
				lead={chosen.kind === "days" ? null : RANGE_WORDS[chosen.name]}
			/>
		</div>
	);
}

interface DayFieldProps {
	readonly label: string;
	readonly value: string;
	readonly min?: string;
	readonly max: string;
	readonly onPick: (day: string) => void;
}

function DayField({ onPick, ...field }: DayFieldProps) {
	// While a date is being typed, it is none, or one of the year 2.
	const pick = (day: string) => {
		const isInside = day >= (field.min ?? "2000-01-01") && day <= field.max;
		if (isInside) onPick(day);
	};
	return <TextField {...field} type="date" onChange={pick} />;
}

interface RangeSentenceProps {
	readonly range: RangeParameters;
	readonly zone: string;
	readonly lead: ReactNode;
}

/** From when to when, by whose clock. */
function RangeSentence({ range, zone, lead }: RangeSentenceProps) {
	return (
		<p className="muted">
			{lead !== null && <>{lead}: </>}
			<Moment at={range.from} zone={zone} /> to <Moment at={range.to} zone={zone} />, {zone}
		</p>
	);
}

function daysOf({ from, to }: RangeParameters, zone: string) {
	return { first: localDay(from, zone), last: localDay(to, zone) };
}
