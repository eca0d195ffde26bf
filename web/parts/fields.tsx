import { type ReactNode, useEffect, useId, useState } from "react";
import styles from "./fields.module.css";

interface FieldProps {
	readonly label: string;
	/** What it is good for, or how it is written. */
	readonly hint?: ReactNode;
	/** What is wrong with what stands in it. */
	readonly fault?: string | undefined;
}

/** What a field is joined to its label and hint by. */
interface FieldIds {
	readonly id: string;
	readonly "aria-describedby": string | undefined;
	readonly "aria-invalid": boolean | undefined;
}

/** A field with its label above it, and hint and fault below. */
export function Field({
	label,
	hint,
	fault,
	children,
}: FieldProps & { readonly children: (ids: FieldIds) => ReactNode }) {
	const id = useId();
	const hasNote = hint !== undefined || fault !== undefined;
	return (
		<div className={styles.field}>
			<label htmlFor={id}>{label}</label>
			{children({
				id,
				"aria-describedby": hasNote ? `${id}-note` : undefined,
				"aria-invalid": fault === undefined ? undefined : true,
			})}
			{hasNote && (
				<p id={`${id}-note`} className={fault === undefined ? "muted" : styles.fault}>
					{fault ?? hint}
				</p>
			)}
		</div>
	);
}

interface TextFieldProps extends FieldProps {
	readonly value: string;
	readonly onChange: (value: string) => void;
	readonly type?:
		| "text"
		| "search"
		| "password"
		| "date"
		| "datetime-local"
		| "number"
		| "month"
		| "url";
	readonly placeholder?: string;
	readonly autoComplete?: string;
	readonly isRequired?: boolean;
	readonly min?: string;
	readonly max?: string;
	readonly step?: string;
}

export function TextField(props: TextFieldProps) {
	const { label, hint, fault, onChange, isRequired, type = "text", ...input } = props;
	return (
		<Field label={label} hint={hint} fault={fault}>
			{(ids) => (
				<input
					{...ids}
					{...input}
					type={type}
					required={isRequired}
					className={styles.input}
					onChange={(event) => onChange(event.target.value)}
				/>
			)}
		</Field>
	);
}

/** How long somebody who types must rest for a search to begin. */
const REST_MS = 150;

/** A search that begins when one rests from typing; what was typed is there at once. */
export function SearchField({ value, onChange, ...others }: Omit<TextFieldProps, "type">) {
	const [typed, setTyped] = useState(value);
	const [told, setTold] = useState(value);
	// The address was changed by somebody else: a link, or the way back.
	if (told !== value) {
		setTold(value);
		setTyped(value);
	}
	useEffect(() => {
		if (typed === value) return;
		const timer = setTimeout(() => {
			setTold(typed);
			onChange(typed);
		}, REST_MS);
		return () => clearTimeout(timer);
	}, [typed, value, onChange]);
	return <TextField {...others} type="search" value={typed} onChange={setTyped} />;
}

interface ChoiceProps<Word extends string> extends FieldProps {
	readonly value: Word;
	readonly options: readonly { readonly value: Word; readonly text: string }[];
	readonly onChange: (value: Word) => void;
}

/** One of several, in a list that opens. */
export function Choice<Word extends string>(props: ChoiceProps<Word>) {
	const { label, hint, fault, value, options, onChange } = props;
	return (
		<Field label={label} hint={hint} fault={fault}>
			{(ids) => (
				<select
					{...ids}
					className={styles.input}
					value={value}
					onChange={(event) => onChange(event.target.value as Word)}
				>
					{options.map((option) => (
						<option key={option.value} value={option.value}>
							{option.text}
						</option>
					))}
				</select>
			)}
		</Field>
	);
}

/** One of a few, all of them to be seen. */
export function Segments<Word extends string>(props: ChoiceProps<Word>) {
	const name = useId();
	return (
		<fieldset className={styles.segments}>
			<legend className="visually-hidden">{props.label}</legend>
			{props.options.map(({ value, text }) => (
				<label key={value} className={styles.segment}>
					<input
						type="radio"
						name={name}
						value={value}
						checked={value === props.value}
						onChange={() => props.onChange(value)}
					/>
					<span>{text}</span>
				</label>
			))}
		</fieldset>
	);
}

interface CheckProps {
	readonly label: ReactNode;
	readonly isChecked: boolean;
	readonly onChange: (isChecked: boolean) => void;
}

export function Check({ label, isChecked, onChange }: CheckProps) {
	return (
		<label className={styles.check}>
			<input
				type="checkbox"
				checked={isChecked}
				onChange={(event) => onChange(event.target.checked)}
			/>
			<span>{label}</span>
		</label>
	);
}
