import type { StateName } from "../text/words.ts";
import styles from "./mark.module.css";
import type { ShareStep } from "./share-scale.ts";

/** The class that fills a shape with the colour of a state; unknown time is filled with a {@link Hatch} instead. */
export const STATE_FILLS: Readonly<Record<Exclude<StateName, "unknown">, string | undefined>> = {
	up: styles.up,
	down: styles.down,
	closed: styles.closed,
};

/** The class that fills a shape with the colour of a share. */
export const SHARE_FILLS: Readonly<Record<ShareStep, string | undefined>> = {
	0: styles.share0,
	1: styles.share1,
	2: styles.share2,
	3: styles.share3,
	4: styles.share4,
	5: styles.share5,
};

/** The class of the dot that stands where there is nothing to measure. */
export const DOT = styles.dot;

/** The class of a hatched shape: a line around it, without which a narrow one falls into strokes. */
export const HATCHED_EDGE = styles.unknownEdge;

/** The pattern of unknown time, in the `<defs>` of a picture; shapes have `fill="url(#id)"`. */
export function Hatch({ id }: { id: string }) {
	return (
		<pattern
			id={id}
			width="4.5"
			height="4.5"
			patternUnits="userSpaceOnUse"
			patternTransform="rotate(45)"
		>
			<rect width="4.5" height="4.5" className={styles.hatchGround} />
			<path d="M1 0v4.5" className={styles.hatchLine} />
		</pattern>
	);
}
