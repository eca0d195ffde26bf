import type { ReportRequest, RequestedSettings } from "../contract/report-request.ts";
import type { ReportSchedule } from "../service/schedules.ts";
import type { NewReportRequest, RequestedRules } from "../service/trigger-report.ts";
import { FieldReader } from "./field-reader.ts";

/** Reads what is asked of one report. Refuses a body in which anything cannot be read. */
export function readReportRequest(body: ReportRequest): NewReportRequest {
	const reader = new FieldReader();
	const ranges = body.ranges?.map(({ name, from, to }, i) => ({
		name,
		from: reader.instant(`/ranges/${i}/from`, from),
		to: reader.instant(`/ranges/${i}/to`, to),
	}));
	const request = {
		...(body.as_of !== undefined && { asOf: reader.instant("/as_of", body.as_of) }),
		...(ranges !== undefined && { ranges }),
		...readRecurring(body, reader),
	};
	reader.refuseFaults();
	return request;
}

/** Reads what is asked of each report of a schedule. Refuses a body in which anything cannot be read. */
export function readScheduledRequest(body: RecurringRequest): ReportSchedule["request"] {
	const reader = new FieldReader();
	const request = readRecurring(body, reader);
	reader.refuseFaults();
	return request;
}

/** What can be asked of one report and of one that recurs alike. */
type RecurringRequest = Pick<
	ReportRequest,
	"store_ids" | "group" | "include" | "settings" | "webhook"
>;

function readRecurring(
	{ store_ids, group, include = [], settings, webhook }: RecurringRequest,
	reader: FieldReader,
): ReportSchedule["request"] {
	const storeIds = store_ids?.map((id, i) => reader.storeId(`/store_ids/${i}`, id));
	return {
		...(storeIds !== undefined && { storeIds }),
		...(group !== undefined && { group }),
		...(include.length > 0 && { include }),
		...(settings !== undefined && { rules: readSettings(settings, reader) }),
		...(webhook !== undefined && { webhook }),
	};
}

function readSettings(settings: RequestedSettings, reader: FieldReader): RequestedRules {
	const { end_of_day, missing_day, outside_polls, max_gap_ms, default_timezone } = settings;
	return {
		...(end_of_day !== undefined && { endOfDay: end_of_day }),
		...(missing_day !== undefined && { missingDay: missing_day }),
		...(outside_polls !== undefined && { outsidePolls: outside_polls }),
		...(max_gap_ms !== undefined && { maxGapMs: max_gap_ms }),
		...(default_timezone !== undefined && {
			defaultZone: reader.zone("/settings/default_timezone", default_timezone),
		}),
	};
}
