import type { ReactNode } from "react";
import { ApiFailure } from "../api/client.ts";
import { Failure } from "./answer.tsx";
import { Button } from "./button.tsx";
import styles from "./form.module.css";

/** What becomes of what a form sends. */
interface Sending {
	readonly isPending: boolean;
	readonly error: Error | null;
}

interface FormProps {
	readonly sending: Sending;
	/** What its button says: "Make the key". */
	readonly submit: string;
	/** What was asked for, where it was refused: "the key". */
	readonly of: string;
	readonly kind?: "main" | "danger";
	readonly isReady?: boolean;
	readonly onSubmit: () => void;
	readonly children?: ReactNode;
}

/** Fields and a button that sends them; what the server finds wrong is told above the button. */
export function Form({
	sending,
	submit,
	of,
	kind = "main",
	isReady = true,
	onSubmit,
	children,
}: FormProps) {
	return (
		<form
			className={styles.form}
			onSubmit={(event) => {
				event.preventDefault();
				if (!sending.isPending) onSubmit();
			}}
		>
			{children}
			{sending.error !== null && <Failure error={sending.error} of={of} />}
			<div>
				<Button type="submit" kind={kind} isBusy={sending.isPending} disabled={!isReady}>
					{submit}
				</Button>
			</div>
		</form>
	);
}

/** What the server found wrong with a part of what was sent, by its JSON pointer. */
export function faultAt(error: Error | null, pointer: string): string | undefined {
	if (!(error instanceof ApiFailure)) return undefined;
	return error.problem?.errors?.find((fault) => fault.pointer === pointer)?.detail;
}
