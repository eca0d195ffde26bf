import { manyUnfinishedSlices } from "../database/report-slices.ts";
import { manyUnfinishedReports } from "../database/reports.ts";
import type { ServiceContext } from "./context.ts";
import type { Job } from "./job-queue.ts";

/** The jobs that the tables say are still to be done for reports, oldest report first. */
export async function unfinishedJobs({ database }: ServiceContext): Promise<Job[]> {
	const jobs: Job[] = [];
	for (const { reportId, state } of await manyUnfinishedReports(database))
		if (state === "queued") jobs.push({ kind: "begin-report", reportId });
		else
			for (const slice of await manyUnfinishedSlices(database, reportId))
				jobs.push({ kind: "compute-slice", reportId, slice });
	return jobs;
}
