import { type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "./button.tsx";
import styles from "./dialog.module.css";

interface DialogProps {
	readonly title: string;
	/** Called when it is closed in whatever way: by its button, by Escape. */
	readonly onClose: () => void;
	readonly children: ReactNode;
}

/** Something to be done before anything else; it is open as long as it is there. */
export function Dialog({ title, onClose, children }: DialogProps) {
	const id = useId();
	const dialog = useRef<HTMLDialogElement>(null);
	// The browser keeps the focus in it, and gives it back.
	useEffect(() => {
		const shown = dialog.current;
		shown?.showModal();
		return () => shown?.close();
	}, []);
	return (
		<dialog ref={dialog} className={styles.dialog} aria-labelledby={id} onClose={onClose}>
			<header className={styles.header}>
				<h2 id={id}>{title}</h2>
				<Button onClick={onClose} aria-label="Close">
					✕
				</Button>
			</header>
			{children}
		</dialog>
	);
}
