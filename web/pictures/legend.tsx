import { type ReactNode, useId } from "react";
import { STATE_WORDS, type StateName } from "../text/words.ts";
import styles from "./legend.module.css";
import { DOT, HATCHED_EDGE, Hatch, SHARE_FILLS, STATE_FILLS } from "./mark.tsx";
import { SHARE_MARKS, SHARE_WORDS, type ShareMark } from "./share-scale.ts";

const STATES_ACROSS: readonly StateName[] = ["up", "down", "unknown", "closed"];

/** What the colours and patterns of states mean, for the states that a picture has. */
export function StateLegend({ states = STATES_ACROSS }: { states?: readonly StateName[] }) {
	return (
		<ul className={styles.legend} aria-label="What the colours mean">
			{states.map((state) => (
				<li key={state}>
					<StateSwatch state={state} />
					{STATE_WORDS[state]}
				</li>
			))}
		</ul>
	);
}

/** What the colours of the one scale of shares mean. */
export function ShareLegend() {
	return (
		<ul className={styles.legend} aria-label="What the colours mean: share of known time down">
			{SHARE_MARKS.map((mark) => (
				<li key={mark}>
					<ShareSwatch mark={mark} />
					{SHARE_WORDS[mark]}
				</li>
			))}
		</ul>
	);
}

/** The colour and the pattern of a state, as a small square. */
export function StateSwatch({ state }: { state: StateName }) {
	if (state === "unknown") return <HatchedSwatch />;
	const thin = state === "closed";
	return (
		<Swatch>
			<rect
				y={thin ? 6 : 0}
				width="14"
				height={thin ? 2 : 14}
				rx={thin ? 1 : 3}
				className={STATE_FILLS[state]}
			/>
		</Swatch>
	);
}

function ShareSwatch({ mark }: { mark: ShareMark }) {
	if (mark === "sparse") return <HatchedSwatch />;
	if (mark === "closed")
		return (
			<Swatch>
				<circle cx="7" cy="7" r="1.5" className={DOT} />
			</Swatch>
		);
	return (
		<Swatch>
			<rect width="14" height="14" rx="3" className={SHARE_FILLS[mark]} />
			<rect x="0.5" y="0.5" width="13" height="13" rx="2.5" className={styles.edge} />
		</Swatch>
	);
}

function HatchedSwatch() {
	const hatch = useId();
	return (
		<Swatch>
			<defs>
				<Hatch id={hatch} />
			</defs>
			<rect
				x="0.5"
				y="0.5"
				width="13"
				height="13"
				rx="2.5"
				fill={`url(#${hatch})`}
				className={HATCHED_EDGE}
			/>
		</Swatch>
	);
}

function Swatch({ children }: { children: ReactNode }) {
	return (
		<svg width="14" height="14" aria-hidden="true">
			{children}
		</svg>
	);
}
