import { DASH } from "./instant.ts";

/** A count with thousands told apart: `14,092`. */
export function count(value: number): string {
	return value.toLocaleString("en");
}

/** A percentage as the API gives it, cut to three decimals and shown with all of them; a dash where nothing was measured. */
export function percent(value: number | null): string {
	return value === null ? DASH : `${value.toFixed(3)} %`;
}

/** A change in percentage points, with its sign: `+0.125`, `−1.500`; a dash where there is none to tell. */
export function points(value: number | null): string {
	if (value === null) return DASH;
	const sign = value > 0 ? "+" : value < 0 ? "−" : "±";
	return `${sign}${Math.abs(value).toFixed(3)}`;
}

/** An amount as the API gives it (`1234.50`), with thousands told apart and its currency: `EUR 1,234.50`. */
export function amount(value: string | null, currency: string | null): string {
	if (value === null) return DASH;
	const [whole = "", ...rest] = value.split(".");
	const text = [whole.replace(/\B(?=(?:\d{3})+$)/g, ","), ...rest].join(".");
	return currency === null ? text : `${currency} ${text}`;
}
