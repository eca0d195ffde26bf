import { type ReactNode, useId } from "react";
import styles from "./panel.module.css";

interface PanelProps {
	readonly title: ReactNode;
	/** What the panel is about, in a line. */
	readonly note?: ReactNode;
	/** Buttons and links that are for all of it. */
	readonly actions?: ReactNode;
	readonly children: ReactNode;
}

/** A part of a view with a heading of its own. */
export function Panel({ title, note, actions, children }: PanelProps) {
	const id = useId();
	return (
		<section className={styles.panel} aria-labelledby={id}>
			<header className={styles.header}>
				<div>
					<h2 id={id}>{title}</h2>
					{note !== undefined && <p className="muted">{note}</p>}
				</div>
				{actions !== undefined && <div className={styles.actions}>{actions}</div>}
			</header>
			{children}
		</section>
	);
}
