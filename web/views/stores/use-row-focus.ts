import { defaultRangeExtractor, type Range, type Virtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from "react";
import { placeAfter } from "./places.ts";

interface RowFocusOptions {
	/** What the rows are in; each tells its place by `data-place`. */
	readonly rows: RefObject<HTMLElement | null>;
	/** Kept up to date: the place of the row that has the focus. */
	readonly focused: RefObject<number | undefined>;
	readonly total: number;
	/** How many rows are in sight. */
	readonly page: number;
	readonly virtualizer: Virtualizer<Window, Element>;
}

/** Moves the focus between the rows of a table that has only those in sight. Returns what goes to a row. */
export function useRowFocus({ rows, focused, total, page, virtualizer }: RowFocusOptions) {
	const [wanted, setWanted] = useState<{ readonly place: number }>();
	const goTo = useCallback(
		(place: number, align: "auto" | "center" = "auto") => {
			focused.current = place;
			virtualizer.scrollToIndex(place, { align });
			setWanted({ place });
		},
		[focused, virtualizer],
	);
	useLayoutEffect(() => {
		if (wanted !== undefined) linkAt(rows.current, wanted.place)?.focus({ preventScroll: true });
	}, [rows, wanted]);
	useEffect(() => {
		const element = rows.current;
		if (element === null) return;
		const options = new AbortController();
		const onFocus = ({ target }: FocusEvent) => {
			focused.current = placeOf(target);
		};
		const onKey = (event: KeyboardEvent) => {
			const from = placeOf(event.target);
			const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
			const to = isPlain && from !== undefined && placeAfter(event.key, from, { total, page });
			if (typeof to !== "number") return;
			event.preventDefault();
			goTo(to);
		};
		element.addEventListener("focusin", onFocus, options);
		element.addEventListener("keydown", onKey, options);
		return () => options.abort();
	}, [rows, focused, total, page, goTo]);
	return goTo;
}

/** The rows to make: those in sight, and the one with the focus. */
export function withFocused(range: Range, focused: number | undefined): number[] {
	const places = defaultRangeExtractor(range);
	if (focused === undefined || focused >= range.count || places.includes(focused)) return places;
	return [...places, focused].sort((one, other) => one - other);
}

/** The link of a row, or the row where its store has yet to come. */
function linkAt(rows: HTMLElement | null, place: number): HTMLElement | null | undefined {
	const row = rows?.querySelector<HTMLElement>(`[data-place="${place}"]`);
	return row?.querySelector("a") ?? row;
}

function placeOf(target: EventTarget | null): number | undefined {
	const row = target instanceof Element ? target.closest<HTMLElement>("[data-place]") : null;
	return row === null ? undefined : Number(row.dataset.place);
}
