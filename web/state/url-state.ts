import { useCallback } from "react";
import { useSearchParams } from "wouter";

/** What the address says of a view: its parameters by their names. */
export interface UrlState {
	get(name: string): string | undefined;
	/** Changes some parameters; `undefined` and the empty text take one out. */
	set(changes: Readonly<Record<string, string | undefined>>, options?: SetOptions): void;
}

interface SetOptions {
	/** Makes a step that the browser goes back by; without it, this place in its history is changed. */
	readonly isStep?: boolean;
}

/** The state of a view is in its address, and nowhere else: so it can be sent to somebody, and gone back to. */
export function useUrlState(): UrlState {
	const [parameters, setParameters] = useSearchParams();
	const set = useCallback<UrlState["set"]>(
		(changes, { isStep = false } = {}) => {
			setParameters(
				(before) => {
					const after = new URLSearchParams(before);
					for (const [name, value] of Object.entries(changes)) {
						if (value === undefined || value === "") after.delete(name);
						else after.set(name, value);
					}
					return after;
				},
				{ replace: !isStep },
			);
		},
		[setParameters],
	);
	return { get: (name) => parameters.get(name) ?? undefined, set };
}

/** One of these words; the first where the address says none of them. */
export function oneOf<Word extends string>(words: readonly Word[], text: string | undefined): Word {
	return words.find((word) => word === text) ?? (words[0] as Word);
}
