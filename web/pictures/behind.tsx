import { type ReactNode, useState } from "react";
import styles from "./behind.module.css";

/**
 * The table behind a picture, opened by whoever wants the exact numbers. It is made only then: a table of a quarter
 * of a year has thousands of rows.
 */
export function Behind({ summary, children }: { summary: string; children: ReactNode }) {
	const [open, setOpen] = useState(false);
	return (
		<details className={styles.behind} onToggle={(event) => setOpen(event.currentTarget.open)}>
			<summary>{summary}</summary>
			{open && (
				// biome-ignore lint/a11y/useSemanticElements: it is no set of fields, and too little for a landmark.
				<div
					role="group"
					className={styles.scroll}
					aria-label={summary}
					// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard.
					tabIndex={0}
				>
					{children}
				</div>
			)}
		</details>
	);
}
