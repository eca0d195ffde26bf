import { useCallback, useSyncExternalStore } from "react";

/** Where a page is as narrow as a phone. As theme.css and the parts have it. */
export const NARROW = "(max-width: 760px)";

/** Whether the browser is as a media query says. */
export function useMedia(query: string): boolean {
	const subscribe = useCallback(
		(listener: () => void) => {
			const list = matchMedia(query);
			list.addEventListener("change", listener);
			return () => list.removeEventListener("change", listener);
		},
		[query],
	);
	return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}
