import { PAGE_PATHS } from "../../src/contract/pages.ts";

/** The address of a store's view. Ids may hold any characters. */
export function storePath(storeId: string): string {
	return PAGE_PATHS.store.replace(":storeId", encodeURIComponent(storeId));
}

/** An address of the API, for links to its files: what `undefined` says is left out. */
export function apiPath(
	path: string,
	parameters: Readonly<Record<string, string | undefined>> = {},
): string {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(parameters))
		if (value !== undefined) query.set(name, value);
	return query.size === 0 ? path : `${path}?${query}`;
}
