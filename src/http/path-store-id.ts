import { parseStoreId, type StoreId } from "../core/store-id.ts";
import { InvalidRequest } from "./invalid-request.ts";

/**
 * The id of a store that may be made by the request. Blanks around it are refused and not left away: the
 * store would not be found at the address that made it.
 */
export function pathStoreId(params: { readonly store_id: string }): StoreId {
	const parsed = parseStoreId(params.store_id);
	if ("fault" in parsed || parsed.id !== params.store_id)
		throw new InvalidRequest([{ parameter: "store_id", detail: "is not the id of a store" }]);
	return parsed.id;
}
