import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Documents, documentOf } from "./client.ts";
import { SESSION_KEY } from "./session.ts";

const KEYS = "keys";

/** All keys, those that were made last first. */
export function useKeys() {
	return useInfiniteQuery({
		queryKey: [KEYS],
		initialPageParam: undefined as string | undefined,
		queryFn: ({ pageParam: cursor, signal }) =>
			documentOf(
				api.GET("/v1/keys", {
					params: { query: { ...(cursor !== undefined && { cursor }) } },
					signal,
				}),
			),
		getNextPageParam: (page) => page.next_cursor ?? undefined,
	});
}

export function useCreateKey() {
	const client = useQueryClient();
	return useMutation({
		mutationFn: (body: Documents["KeyRequest"]) => documentOf(api.POST("/v1/keys", { body })),
		onSuccess: async () => {
			await client.invalidateQueries({ queryKey: [KEYS] });
			// From the first key on, whoever has none may be let in no more.
			await client.invalidateQueries({ queryKey: SESSION_KEY });
		},
	});
}

export function useRevokeKey() {
	const client = useQueryClient();
	return useMutation({
		mutationFn: (keyId: string) =>
			documentOf(api.DELETE("/v1/keys/{key_id}", { params: { path: { key_id: keyId } } })),
		onSuccess: () => client.invalidateQueries(),
	});
}
