import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, type Documents, documentOf } from "./client.ts";

const ALERTS = "alerts";

/** All alerts, the newest first. */
export function useAlerts() {
	return useQuery({
		queryKey: [ALERTS],
		queryFn: ({ signal }) => documentOf(api.GET("/v1/alerts", { signal })),
	});
}

export function useAddAlert() {
	const client = useQueryClient();
	return useMutation({
		mutationFn: (body: Documents["AlertRequest"]) => documentOf(api.POST("/v1/alerts", { body })),
		onSuccess: () => client.invalidateQueries({ queryKey: [ALERTS] }),
	});
}

export function useDeleteAlert() {
	const client = useQueryClient();
	return useMutation({
		mutationFn: (alertId: string) =>
			documentOf(api.DELETE("/v1/alerts/{alert_id}", { params: { path: { alert_id: alertId } } })),
		onSuccess: () => client.invalidateQueries({ queryKey: [ALERTS] }),
	});
}

/** Has a message sent as the alert sends them, to see that it arrives. */
export function useTestAlert() {
	return useMutation({
		mutationFn: (alertId: string) =>
			documentOf(
				api.POST("/v1/alerts/{alert_id}/test", { params: { path: { alert_id: alertId } } }),
			),
	});
}
