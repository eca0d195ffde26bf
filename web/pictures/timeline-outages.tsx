// biome-ignore-all lint/a11y/useSemanticElements: what is drawn in SVG has its roles only, there being no elements for them.
// biome-ignore-all lint/a11y/noStaticElementInteractions: roles stand on the group around the shapes that are pointed at.

import { type KeyboardEvent, memo, useMemo, useRef, useState } from "react";
import type { components } from "../../src/contract/api.ts";
import { amount } from "../text/amount.ts";
import { exactDuration } from "../text/duration.ts";
import { shortInstant } from "../text/instant.ts";
import styles from "./timeline.module.css";
import type { OutagePiece } from "./timeline-layout.ts";
import { hitBox, type Scale } from "./timeline-scale.ts";

type Outage = components["schemas"]["Outage"];

/** What can be pointed at in a timeline: its outages, one stop of the keyboard together. */
export function OutageMarks({
	outages,
	pieces,
	scale,
	zone,
	currency,
	told,
	onTell,
	onLeave,
	onOpen,
}: {
	outages: readonly Outage[];
	pieces: readonly OutagePiece[];
	scale: Scale;
	zone: string;
	currency: string | null;
	/** The outage that is told about. */
	told: number | null;
	onTell: (piece: OutagePiece) => void;
	onLeave: () => void;
	onOpen: ((outage: Outage) => void) | undefined;
}) {
	const [entry, setEntry] = useState(0);
	const group = useRef<SVGGElement>(null);
	const byOutage = useMemo(() => Map.groupBy(pieces, ({ outage }) => outage), [pieces]);
	const shown = [...byOutage.keys()];
	const go = (event: KeyboardEvent) => {
		const marks = group.current?.querySelectorAll<SVGGElement>("[data-outage]");
		const at = shown.indexOf(shown.includes(entry) ? entry : (shown[0] ?? 0));
		const next = movedBy(event.key, at, shown.length);
		if (marks === undefined || next === null) return;
		event.preventDefault();
		marks[next]?.focus();
	};
	return (
		<g ref={group} onKeyDown={go}>
			{[...byOutage].map(([at, parts]) => (
				<OutageMark
					key={at}
					at={at}
					outage={outages[at] as Outage}
					pieces={parts}
					scale={scale}
					zone={zone}
					currency={currency}
					isEntry={at === entry || (at === shown[0] && !byOutage.has(entry))}
					isTold={at === told}
					onEnter={setEntry}
					onTell={onTell}
					onLeave={onLeave}
					onOpen={onOpen}
				/>
			))}
		</g>
	);
}

/** Drawn again only where the focus or what is told of changes: a range may have thousands of them. */
const OutageMark = memo(function OutageMark({
	at,
	outage,
	pieces,
	scale,
	zone,
	currency,
	isEntry,
	isTold,
	onEnter,
	onTell,
	onLeave,
	onOpen,
}: {
	at: number;
	outage: Outage;
	pieces: readonly OutagePiece[];
	scale: Scale;
	zone: string;
	currency: string | null;
	isEntry: boolean;
	isTold: boolean;
	onEnter: (outage: number) => void;
	onTell: (piece: OutagePiece) => void;
	onLeave: () => void;
	onOpen: ((outage: Outage) => void) | undefined;
}) {
	const first = pieces[0];
	const classes = [styles.outage, onOpen && styles.canOpen, isTold && styles.told];
	return (
		<g
			role={onOpen ? "button" : "img"}
			data-outage={at}
			aria-label={outageWords(outage, zone, currency)}
			tabIndex={isEntry ? 0 : -1}
			className={classes.filter(Boolean).join(" ")}
			onFocus={() => {
				onEnter(at);
				if (first) onTell(first);
			}}
			onBlur={onLeave}
			onPointerLeave={onLeave}
			onKeyDown={(event) => {
				if (event.key !== "Enter" && event.key !== " ") return;
				event.preventDefault();
				onOpen?.(outage);
			}}
		>
			{pieces.map((piece) => (
				<rect
					key={piece.row}
					className={styles.hit}
					{...hitBox(piece, scale)}
					rx="2"
					onPointerEnter={() => onTell(piece)}
					onClick={(event) => {
						// A finger cannot point without pressing: it is told of the outage, and opens it from there.
						if ((event.nativeEvent as PointerEvent).pointerType !== "touch") onOpen?.(outage);
					}}
				/>
			))}
		</g>
	);
});

function movedBy(key: string, at: number, many: number): number | null {
	const moves: Readonly<Record<string, number>> = {
		ArrowLeft: Math.max(0, at - 1),
		ArrowUp: Math.max(0, at - 1),
		ArrowRight: Math.min(many - 1, at + 1),
		ArrowDown: Math.min(many - 1, at + 1),
		Home: 0,
		End: many - 1,
	};
	return moves[key] ?? null;
}

/** What is told of an outage, in words. */
export function outageFacts(
	outage: Outage,
	zone: string,
	currency: string | null,
): [string, string][] {
	const facts: [string, string][] = [
		["Start", shortInstant(outage.start, zone)],
		["End", outage.end === null ? "Going on" : shortInstant(outage.end, zone)],
		["Downtime in the range", exactDuration(outage.down_ms)],
	];
	if (outage.down_ms_total !== outage.down_ms)
		facts.push(["Downtime in all", exactDuration(outage.down_ms_total)]);
	if (outage.lost_sales_estimate !== null)
		facts.push(["Lost-sales estimate", amount(outage.lost_sales_estimate, currency)]);
	return facts;
}

function outageWords(outage: Outage, zone: string, currency: string | null): string {
	const facts = outageFacts(outage, zone, currency).map(
		([name, value]) => `${name.toLowerCase()} ${value}`,
	);
	return `Outage: ${facts.join(", ")}`;
}
