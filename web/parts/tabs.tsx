import { Link, useLocation } from "wouter";
import styles from "./tabs.module.css";

interface Tab<Word extends string> {
	readonly value: Word;
	readonly text: string;
}

interface TabsProps<Word extends string> {
	readonly label: string;
	/** The first one is there without a word of the address. */
	readonly tabs: readonly Tab<Word>[];
	readonly shown: Word;
}

/** The parts of a view, of which one is shown: `?tab=` in the address says which. */
export function Tabs<Word extends string>({ label, tabs, shown }: TabsProps<Word>) {
	const [path] = useLocation();
	return (
		<nav aria-label={label} className={styles.tabs}>
			{tabs.map(({ value, text }, place) => (
				<Link
					key={value}
					href={place === 0 ? path : `${path}?tab=${value}`}
					aria-current={value === shown ? "page" : undefined}
				>
					{text}
				</Link>
			))}
		</nav>
	);
}
