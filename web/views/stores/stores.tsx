import { STORE_SORTS, type StoreFilter } from "../../api/store-list.ts";
import { View } from "../../parts/view.tsx";
import { oneOf, type UrlState, useUrlState } from "../../state/url-state.ts";
import { STATES } from "../../text/words.ts";
import { StoreFilters } from "./store-filters.tsx";
import { StoreList } from "./store-list.tsx";

/** All stores, or those that were looked for, with what they are in and how their last days were. */
export default function Stores() {
	const filter = readFilter(useUrlState());
	return (
		<View
			title="Stores"
			note="What each is in as of the newest poll, and its last 14 days. Times are by each store's own clock."
			controls={<StoreFilters filter={filter} />}
		>
			<StoreList filter={filter} />
		</View>
	);
}

/** Which stores the address asks for: by the names that the API's parameters have. */
function readFilter(url: UrlState): StoreFilter {
	return {
		search: url.get("search"),
		state: STATES.find((state) => state === url.get("state")),
		group: url.get("group"),
		sort: oneOf(STORE_SORTS, url.get("sort")),
	};
}
