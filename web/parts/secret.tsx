import { useState } from "react";
import { Button } from "./button.tsx";
import styles from "./secret.module.css";

/** A text that is shown this once, to be copied. */
export function Secret({ label, text }: { readonly label: string; readonly text: string }) {
	const [isCopied, setIsCopied] = useState(false);
	const copy = async () => {
		await navigator.clipboard.writeText(text);
		setIsCopied(true);
	};
	return (
		<div className={styles.secret}>
			<p>{label}</p>
			<code data-secret="">{text}</code>
			{/* Browsers let pages of plain http, other than of this machine, copy nothing. */}
			{"clipboard" in navigator && <Button onClick={() => void copy()}>Copy</Button>}
			<span role="status">{isCopied && "Copied."}</span>
		</div>
	);
}
