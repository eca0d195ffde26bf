import { STATE_WORDS, type StateName } from "../text/words.ts";
import styles from "./state-mark.module.css";

/** A state in a word, with its colour and a form of its own. */
export function StateMark({ state }: { readonly state: StateName }) {
	return (
		<span className={`${styles.mark} ${styles[state]}`}>
			<svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
				{FORMS[state]}
			</svg>
			{STATE_WORDS[state]}
		</span>
	);
}

const FORMS = {
	down: <path d="M6 11 .7 1.5h10.6z" />,
	unknown: <path d="M6 .5 11.5 6 6 11.5.5 6z" fillOpacity="0.25" stroke="currentColor" />,
	up: <circle cx="6" cy="6" r="5" />,
	closed: <path d="M1 5h10v2H1z" />,
} as const;
