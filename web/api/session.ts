import { useQuery } from "@tanstack/react-query";
import { api, documentOf } from "./client.ts";

export const SESSION_KEY = ["session"] as const;

/** Who looks at the page, and what they may do. */
export function useSession() {
	return useQuery({
		queryKey: SESSION_KEY,
		queryFn: ({ signal }) => documentOf(api.GET("/v1/session", { signal })),
	});
}
