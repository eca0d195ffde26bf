import { useCallback, useEffect } from "react";

/** What is kept with the list's entry in the browser's history. */
interface Kept {
	readonly place?: unknown;
}

/** Whoever goes back from a store to the list comes to where they left it. Returns what keeps a place when it is left. */
export function useKeptPlace(goTo: (place: number, align: "center") => void) {
	useEffect(() => {
		const place = (history.state as Kept | null)?.place;
		if (typeof place !== "number") return;
		// The page goes to its top on arrival; this comes after that.
		const frame = requestAnimationFrame(() => goTo(place, "center"));
		return () => cancelAnimationFrame(frame);
	}, [goTo]);
	return useCallback((place: number) => history.replaceState({ place }, ""), []);
}
