import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import styles from "./tip.module.css";

const WIDTH_PX = 280;

/** The part of a picture that is told about, in pixels of the picture. */
export interface TipAnchor {
	readonly centre: number;
	readonly top: number;
	readonly bottom: number;
}

/**
 * What is told about a part of a picture: above it, or below where there is no room, within the picture's width.
 * It says what the part's own accessible name says, so that it is for eyes alone, but for its button.
 */
export function Tip({
	anchor,
	width,
	title,
	facts,
	children,
	onEnter,
	onLeave,
}: {
	anchor: TipAnchor;
	/** Of the picture, which the tip is laid out in. */
	width: number;
	title: string;
	facts: readonly (readonly [name: string, value: ReactNode])[];
	children?: ReactNode;
	onEnter: () => void;
	onLeave: () => void;
}) {
	const ref = useRef<HTMLDivElement>(null);
	const [below, setBelow] = useState(false);
	const { centre, top, bottom } = anchor;
	useLayoutEffect(() => {
		const tip = ref.current;
		const picture = tip?.offsetParent;
		if (tip && picture) setBelow(picture.getBoundingClientRect().top + top < tip.offsetHeight);
	}, [top]);
	const tipWidth = Math.min(WIDTH_PX, width);
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: it only learns whether it is still looked at.
		<div
			ref={ref}
			className={styles.tip}
			style={{
				width: tipWidth,
				left: Math.max(0, Math.min(width - tipWidth, centre - tipWidth / 2)),
				top: below ? bottom : top,
				transform: below ? undefined : "translateY(-100%)",
			}}
			onPointerEnter={onEnter}
			onPointerLeave={onLeave}
			onFocus={onEnter}
			onBlur={onLeave}
		>
			<div className={styles.box}>
				<div aria-hidden="true">
					<p className={styles.title}>{title}</p>
					<dl className={styles.facts}>
						{facts.map(([name, value]) => (
							<Fact key={name} name={name} value={value} />
						))}
					</dl>
				</div>
				{children}
			</div>
		</div>
	);
}

function Fact({ name, value }: { name: string; value: ReactNode }) {
	return (
		<>
			<dt>{name}</dt>
			<dd>{value}</dd>
		</>
	);
}
