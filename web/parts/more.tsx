import { count } from "../text/amount.ts";
import { Button } from "./button.tsx";

interface MoreProps {
	readonly shown: number;
	readonly total: number;
	/** What they are: "stores". */
	readonly of: string;
	readonly hasMore: boolean;
	readonly isLoading: boolean;
	readonly onMore: () => void;
}

/** How many of a list are shown, and more of them. */
export function More({ shown, total, of, hasMore, isLoading, onMore }: MoreProps) {
	return (
		<p className="muted">
			{count(shown)} of {count(total)} {of}{" "}
			{hasMore && (
				<Button onClick={onMore} isBusy={isLoading}>
					Show more
				</Button>
			)}
		</p>
	);
}
