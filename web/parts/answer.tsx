import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ApiFailure } from "../api/client.ts";
import styles from "./answer.module.css";
import { Button } from "./button.tsx";

interface AnswerProps<Data> {
	readonly query: UseQueryResult<Data>;
	/** What is waited for: "the stores". */
	readonly of: string;
	/** How many lines the answer will have, about; so the page does not jump when it comes. */
	readonly lines?: number;
	readonly children: (data: Data) => ReactNode;
}

/**
 * What the server answered; until then, that it is waited for. Where it refused, what it said and how to ask again;
 * an answer from before stays, and it is said that it may be old.
 */
export function Answer<Data>({ query, of, lines = 3, children }: AnswerProps<Data>) {
	const { data, error } = query;
	if (data === undefined)
		return error === null ? (
			<Loading of={of} lines={lines} />
		) : (
			<Failure error={error} of={of} onRetry={() => void query.refetch()} />
		);
	return (
		<>
			{error !== null && (
				<Stale of={of} since={query.dataUpdatedAt} onRetry={() => void query.refetch()} />
			)}
			{children(data)}
		</>
	);
}

/** That an answer is waited for, in its place. */
export function Loading({ of, lines = 3 }: { readonly of: string; readonly lines?: number }) {
	return (
		<div className={styles.loading} role="status">
			<span className="visually-hidden">Loading {of} …</span>
			{Array.from({ length: lines }, (_, line) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: they are all the same, and stay where they are.
				<div key={line} className={styles.line} aria-hidden="true" />
			))}
		</div>
	);
}

interface FailureProps {
	readonly error: Error;
	readonly of: string;
	readonly onRetry?: () => void;
}

/** That something was not answered, why, and what to do about it. */
export function Failure({ error, of, onRetry }: FailureProps) {
	return (
		<div className={styles.failure} role="alert">
			<strong>{titleOf(error, of)}</strong>
			<p>{error.message}</p>
			{error instanceof ApiFailure && error.problem?.request_id !== undefined && (
				<p className="muted">
					Request <code>{error.problem.request_id}</code>
				</p>
			)}
			{onRetry !== undefined && <Button onClick={onRetry}>Try again</Button>}
		</div>
	);
}

function titleOf(error: Error, of: string): string {
	const title = error instanceof ApiFailure ? error.problem?.title : undefined;
	return title === undefined ? `No answer about ${of}` : title;
}

interface StaleProps {
	readonly of: string;
	/** When the answer came that is still shown, by this machine's clock. */
	readonly since: number;
	readonly onRetry: () => void;
}

/** That what is shown may be old. */
function Stale({ of, since, onRetry }: StaleProps) {
	const at = new Date(since).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
	return (
		<div className={styles.stale} role="status">
			<span>
				The server does not answer about {of}; what is shown is of {at} by your clock.
			</span>
			<Button onClick={onRetry}>Try again</Button>
		</div>
	);
}

/** That there is nothing to show, and how there would be. */
export function Empty({
	title,
	children,
}: {
	readonly title: string;
	readonly children?: ReactNode;
}) {
	return (
		<div className={styles.empty}>
			<strong>{title}</strong>
			{children !== undefined && <div>{children}</div>}
		</div>
	);
}
