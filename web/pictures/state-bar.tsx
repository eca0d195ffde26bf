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
	const parts = PARTS.map((state) => ({ state, ms: figures[`${state}_ms`] }));
	const words = parts.map(
		({ state, ms }) => `${STATE_WORDS[state].toLowerCase()} ${exactDuration(ms)}`,
	);
	let beforeMs = 0;
	const rects = parts.map(({ state, ms }) => {
		const rect = { state, ms, x: share(beforeMs, figures), width: share(ms, figures) };
		beforeMs += ms;
		return rect;
	});
	if (figures.open_ms === 0) return <p className="muted">{label}: no open time</p>;
	return (
		<div>
			<svg className={styles.bar} role="img" aria-label={`${label}: ${words.join(", ")}`}>
				<defs>
					<Hatch id={hatch} />
				</defs>
				{rects.map(({ state, ms, x, width }) =>
					state === "unknown" ? (
						<rect
							key={state}
							x={x}
							width={width}
							height="100%"
							fill={`url(#${hatch})`}
							data-ms={ms}
						/>
					) : (
						<rect
							key={state}
							x={x}
							width={width}
							height="100%"
							className={STATE_FILLS[state]}
							data-ms={ms}
						/>
					),
				)}
			</svg>
			<dl className={styles.words}>
				{parts.map(({ state, ms }) => (
					<div key={state}>
						<dt>
							<StateSwatch state={state} />
							{STATE_WORDS[state]}
						</dt>
						<dd>
							<data value={ms} title={exactDuration(ms)}>
								{openDuration(ms)}
							</data>
						</dd>
					</div>
				))}
			</dl>
		</div>
	);
}

function share(ms: number, figures: Figures): string {
	return `${(ms / Math.max(1, figures.open_ms)) * 100}%`;
}
