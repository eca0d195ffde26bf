import { useSyncExternalStore } from "react";
import { oneOf } from "./url-state.ts";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "openhours-theme";
const listeners = new Set<() => void>();

/** The theme that was chosen in this browser; as the system has it without one. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
	return [useSyncExternalStore(subscribe, chosenTheme), chooseTheme] as const;
}

/** Shows the page in the theme that was chosen. */
export function applyTheme(): void {
	const theme = chosenTheme();
	if (theme === "system") delete document.documentElement.dataset.theme;
	else document.documentElement.dataset.theme = theme;
}

function chosenTheme(): Theme {
	return oneOf(THEMES, localStorage.getItem(KEY) ?? undefined);
}

function chooseTheme(theme: Theme): void {
	localStorage.setItem(KEY, theme);
	applyTheme();
	for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}
