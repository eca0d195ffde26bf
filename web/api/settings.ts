import { useQuery } from "@tanstack/react-query";
import { api, documentOf } from "./client.ts";

/** What the server goes by, and by which names in its environment that is set. */
export function useSettings() {
	return useQuery({
		queryKey: ["settings"],
		queryFn: ({ signal }) => documentOf(api.GET("/v1/settings", { signal })),
	});
}
