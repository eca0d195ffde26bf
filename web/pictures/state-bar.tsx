import { useId } from "react";
import type { components } from "../../src/contract/api.ts";
import { exactDuration, openDuration } from "../text/duration.ts";
import { STATE_WORDS } from "../text/words.ts";
import { StateSwatch } from "./legend.tsx";
import { Hatch, STATE_FILLS } from "./mark.tsx";
import styles from "./state-bar.module.css";

type Figures = components["schemas"]["Figures"];

const PARTS = ["up", "down", "unknown"] as const;

/** Up, down and unknown to scale of open time, with how long each was in words below. */
export function StateBar({ figures, label }: { figures: Figures; label: string }) {
	const hatch = useId();
	if (figures.open_ms === 0) return <p className="muted">{label}: no open time</p>;
	const percentOf = (ms: number) => `${(ms / figures.open_ms) * 100}%`;
	const words = PARTS.map((state) => stateWords(state, figures)).join(", ");
	return (
		<div>
			<svg className={styles.bar} role="img" aria-label={`${label}: ${words}`}>
				<defs>
					<Hatch id={hatch} />
				</defs>
				<rect width={percentOf(figures.up_ms)} height="100%" className={STATE_FILLS.up} />
				<rect
					x={percentOf(figures.up_ms + figures.down_ms)}
					width={percentOf(figures.unknown_ms)}
					height="100%"
					fill={`url(#${hatch})`}
				/>
				{figures.down_ms > 0 && (
					// Down time is at least so wide, so that a minute of it is seen.
					<rect
						style={{
							x: `min(${percentOf(figures.up_ms)}, 100% - 2px)`,
							width: `max(${percentOf(figures.down_ms)}, 2px)`,
						}}
						height="100%"
						className={STATE_FILLS.down}
					/>
				)}
			</svg>
			<dl className={styles.words}>
				{PARTS.map((state) => (
					<div key={state}>
						<dt>
							<StateSwatch state={state} />
							{STATE_WORDS[state]}
						</dt>
						<dd>
							<data value={figures[`${state}_ms`]}>{openDuration(figures[`${state}_ms`])}</data>
						</dd>
					</div>
				))}
			</dl>
		</div>
	);
}

function stateWords(state: (typeof PARTS)[number], figures: Figures): string {
	return `${STATE_WORDS[state].toLowerCase()} ${exactDuration(figures[`${state}_ms`])}`;
}
