import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Documents, documentOf } from "./client.ts";
import { FLEET } from "./fleet-events.ts";

/** Whose a target is. */
export type TargetOwner =
	| { readonly of: "fleet" }
	| { readonly of: "group"; readonly group: string }
	| { readonly of: "store"; readonly storeId: string };

/** All targets: the fleet's, then those of groups, then those of stores. */
export function useTargets() {
	return useInfiniteQuery({
		queryKey: [FLEET, "targets"],
		initialPageParam: undefined as string | undefined,
		queryFn: ({ pageParam: cursor, signal }) =>
			documentOf(
				api.GET("/v1/targets", {
					params: { query: { ...(cursor !== undefined && { cursor }) } },
					signal,
				}),
			),
		getNextPageParam: (page) => page.next_cursor ?? undefined,
	});
}

export function useSetTarget() {
	const client = useQueryClient();
	return useMutation({
		mutationFn: async (wish: {
			readonly owner: TargetOwner;
			readonly body: Documents["TargetRequest"];
		}): Promise<void> => {
			const { owner, body } = wish;
			if (owner.of === "fleet") await documentOf(api.PUT("/v1/targets/fleet", { body }));
			else if (owner.of === "group")
				await documentOf(
					api.PUT("/v1/targets/groups/{group}", { params: { path: { group: owner.group } }, body }),
				);
			else
				await documentOf(
					api.PUT("/v1/targets/stores/{store_id}", {
						params: { path: { store_id: owner.storeId } },
						body,
					}),
				);
		},
		onSuccess: () => client.invalidateQueries({ queryKey: [FLEET] }),
	});
}

export function useDeleteTarget() {
	const client = useQueryClient();
	return useMutation({
		mutationFn: async (owner: TargetOwner): Promise<void> => {
			if (owner.of === "fleet") await documentOf(api.DELETE("/v1/targets/fleet"));
			else if (owner.of === "group")
				await documentOf(
					api.DELETE("/v1/targets/groups/{group}", { params: { path: { group: owner.group } } }),
				);
			else
				await documentOf(
					api.DELETE("/v1/targets/stores/{store_id}", {
						params: { path: { store_id: owner.storeId } },
					}),
				);
		},
		onSuccess: () => client.invalidateQueries({ queryKey: [FLEET] }),
	});
}
