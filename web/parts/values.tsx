import { amount, count, percent, points } from "../text/amount.ts";
import { exactDuration, openDuration } from "../text/duration.ts";
import { DASH, exactInstant, type InstantText, shortInstant } from "../text/instant.ts";

// Each value is shown for people, and stands in the element to the last digit for everybody else.

/** Business hours or downtime; to the millisecond where one points at it. */
export function Duration({ ms }: { readonly ms: number | null }) {
	if (ms === null) return <Nothing />;
	return (
		<data value={ms} title={exactDuration(ms)}>
			{openDuration(ms)}
		</data>
	);
}

/** A percentage, cut to three decimals as everywhere; a dash where nothing was measured. */
export function Percent({ value }: { readonly value: number | null }) {
	return value === null ? <Nothing /> : <data value={value}>{percent(value)}</data>;
}

/** By how many percentage points something changed. */
export function Points({ value }: { readonly value: number | null }) {
	return value === null ? <Nothing /> : <data value={value}>{points(value)}</data>;
}

export function Count({ value }: { readonly value: number }) {
	return <data value={value}>{count(value)}</data>;
}

/** What something may have cost, in the currency of the server. */
export function Amount(props: { readonly value: string | null; readonly currency: string | null }) {
	return props.value === null ? (
		<Nothing />
	) : (
		<data value={props.value}>{amount(props.value, props.currency)}</data>
	);
}

/** An instant by the clock of a zone; with year, seconds and zone where one points at it. */
export function Moment(props: { readonly at: InstantText | null; readonly zone: string }) {
	if (props.at === null) return <Nothing />;
	return (
		<time dateTime={props.at} title={exactInstant(props.at, props.zone)}>
			{shortInstant(props.at, props.zone)}
		</time>
	);
}

/** Nothing is known, or was measured. */
export function Nothing({ meaning = "nothing is known" }: { readonly meaning?: string }) {
	return (
		<>
			<span aria-hidden="true">{DASH}</span>
			<span className="visually-hidden">{meaning}</span>
		</>
	);
}
