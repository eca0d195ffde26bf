import type { ComponentProps, ReactNode } from "react";
import { Link } from "wouter";
import styles from "./button.module.css";

type ButtonKind = "plain" | "main" | "danger";

interface ButtonProps extends ComponentProps<"button"> {
	readonly kind?: ButtonKind;
	/** Whether what it began is still going on; it can be pressed when that is over. */
	readonly isBusy?: boolean;
}

export function Button({
	kind = "plain",
	isBusy = false,
	className,
	children,
	...others
}: ButtonProps) {
	return (
		<button
			type="button"
			{...others}
			className={[styles.button, styles[kind], className].filter(Boolean).join(" ")}
			aria-busy={isBusy}
			disabled={others.disabled === true || isBusy}
		>
			{children}
		</button>
	);
}

/** A link to another view that looks like a button. */
export function ButtonLink(props: {
	readonly href: string;
	readonly kind?: ButtonKind;
	readonly children: ReactNode;
}) {
	return (
		<Link href={props.href} className={`${styles.button} ${styles[props.kind ?? "plain"]}`}>
			{props.children}
		</Link>
	);
}

/** A link to a file of the server, which the browser keeps. */
export function Download({
	href,
	children,
}: {
	readonly href: string;
	readonly children: ReactNode;
}) {
	return (
		<a href={href} download className={`${styles.button} ${styles.plain}`}>
			{children}
		</a>
	);
}
