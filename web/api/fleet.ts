import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, documentOf } from "./client.ts";
import { FLEET } from "./fleet-events.ts";

/** What the stores are in now, of all or of a group. */
export function useFleetNow(group?: string) {
	return useQuery({
		queryKey: [FLEET, "now", group],
		queryFn: ({ signal }) =>
			documentOf(
				api.GET("/v1/fleet/now", {
					params: { query: { ...(group !== undefined && { group }) } },
					signal,
				}),
			),
		placeholderData: keepPreviousData,
	});
}
