import { useQuery } from "@tanstack/react-query";
import { api, documentOf } from "./client.ts";
import { FLEET } from "./fleet-events.ts";

/** All groups with how many stores are in each. */
export function useGroups() {
	return useQuery({
		queryKey: [FLEET, "groups"],
		queryFn: ({ signal }) => documentOf(api.GET("/v1/groups", { signal })),
	});
}
