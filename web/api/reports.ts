import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Documents, documentOf } from "./client.ts";

export type Report = Documents["Report"];

const REPORTS = "reports";

/** Reports are also made by schedules and imports, of which nobody tells: so often the list is asked for again. */
const LOOK_EVERY_MS = 20_000;
/** The same while any of those that are shown is under way. */
const LOOK_AT_RUNNING_EVERY_MS = 1_000;

/** Whether there is anything to come of a report. */
export function isUnderWay({ state }: Pick<Report, "state">): boolean {
	return state === "queued" || state === "running";
}

/** Reports, those that were asked for last first. */
export function useReports() {
	return useInfiniteQuery({
		queryKey: [REPORTS],
		initialPageParam: undefined as string | undefined,
		queryFn: ({ pageParam: cursor, signal }) =>
			documentOf(
				api.GET("/v1/reports", {
					params: { query: { limit: 50, ...(cursor !== undefined && { cursor }) } },
					signal,
				}),
			),
		getNextPageParam: (page) => page.next_cursor ?? undefined,
		refetchInterval: ({ state: { data } }) =>
			data?.pages.some(({ reports }) => reports.some(isUnderWay)) === true
				? LOOK_AT_RUNNING_EVERY_MS
				: LOOK_EVERY_MS,
	});
}

/** Asks for the last hour, day and week of all stores, or of those of a group. */
export function useTriggerReport() {
	const client = useQueryClient();
	return useMutation({
		mutationFn: (group: string | undefined) =>
			documentOf(api.POST("/v1/reports", { body: group === undefined ? {} : { group } })),
		onSuccess: () => client.invalidateQueries({ queryKey: [REPORTS] }),
	});
}

export function useCancelReport() {
	const client = useQueryClient();
	return useMutation({
		mutationFn: (reportId: string) =>
			documentOf(
				api.POST("/v1/reports/{report_id}/cancel", { params: { path: { report_id: reportId } } }),
			),
		onSuccess: () => client.invalidateQueries({ queryKey: [REPORTS] }),
	});
}
