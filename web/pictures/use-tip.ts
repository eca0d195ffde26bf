import { useCallback, useEffect, useRef, useState } from "react";

/** How long what is told stays after the pointer has left, so that the pointer can get to it. */
const STAY_MS = 200;

/** What is told about one thing of a picture, while it is pointed at or has the focus. */
export interface Told<Subject> {
	readonly subject: Subject | null;
	/** Tells of this from now on. */
	readonly tell: (subject: Subject) => void;
	/** Stops telling soon, unless it is told of something or held meanwhile. */
	readonly leave: () => void;
	/** Goes on telling: the pointer is on what is told. */
	readonly hold: () => void;
}

/** What is told about goes away on Escape, and stays while the pointer is on it (WCAG 2.2, 1.4.13). */
export function useTip<Subject>(): Told<Subject> {
	const [subject, setSubject] = useState<Subject | null>(null);
	const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
	const hold = useCallback(() => clearTimeout(leaving.current), []);
	const tell = useCallback(
		(next: Subject) => {
			hold();
			setSubject(next);
		},
		[hold],
	);
	const leave = useCallback(() => {
		hold();
		leaving.current = setTimeout(() => setSubject(null), STAY_MS);
	}, [hold]);
	useEffect(() => hold, [hold]);
	useEffect(() => {
		if (subject === null) return;
		const dismiss = (event: KeyboardEvent) => event.key === "Escape" && setSubject(null);
		document.addEventListener("keydown", dismiss);
		return () => document.removeEventListener("keydown", dismiss);
	}, [subject]);
	return { subject, tell, leave, hold };
}
