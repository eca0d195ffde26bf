import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Documents, documentOf } from "./client.ts";
import { FLEET } from "./fleet-events.ts";

export type StoreDay = Documents["StoreDay"];

/** How many days a bar in a list has. */
export const BAR_DAYS = 14;

/**
 * The last days of stores, by their ids, asked for a block of stores at a time. What was known once stays until it is
 * answered anew, also where the stores come in another order and other blocks.
 */
export function useStoreDays(
	blocks: readonly (readonly string[])[],
): ReadonlyMap<string, readonly StoreDay[]> {
	const [known] = useState(() => new Map<string, readonly StoreDay[]>());
	const answers = useQueries({
		queries: blocks.map((storeIds) => ({
			queryKey: [FLEET, "days", storeIds],
			queryFn: ({ signal }: { signal: AbortSignal }) =>
				documentOf(
					api.GET("/v1/fleet/days", {
						params: { query: { store_id: [...storeIds], days: BAR_DAYS } },
						signal,
					}),
				),
		})),
	});
	for (const { data } of answers)
		for (const { store_id: storeId, days } of data?.stores ?? [])
			if (days !== null) known.set(storeId, days);
	return known;
}
