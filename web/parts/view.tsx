import { type ReactNode, useEffect } from "react";
import styles from "./view.module.css";

interface ViewProps {
	readonly title: string;
	/** What it shows, in a line. */
	readonly note?: ReactNode;
	/** What it is about: filters, ranges. */
	readonly controls?: ReactNode;
	readonly children: ReactNode;
}

/** A view: its name, which the browser's tab has too, what it is about, and what it shows. */
export function View({ title, note, controls, children }: ViewProps) {
	useEffect(() => {
		document.title = `${title} · Openhours`;
	}, [title]);
	return (
		<>
			<header className={styles.header}>
				<h1>{title}</h1>
				{note !== undefined && <p className="muted">{note}</p>}
			</header>
			{controls !== undefined && <div className={styles.controls}>{controls}</div>}
			<div className={styles.body}>{children}</div>
		</>
	);
}

/** Panels side by side where there is room. */
export function Columns({ children }: { readonly children: ReactNode }) {
	return <div className={styles.columns}>{children}</div>;
}
