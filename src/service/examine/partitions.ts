import type { DurationMs } from "../../core/instant.ts";
import { utcDayOf } from "../../core/instant.ts";
import type { Connection } from "../../database/engine/database.ts";
import { manyPartitionFacts, type PartitionFacts } from "../../database/health.ts";
import { maybeKeptFrom } from "../../database/kept-from.ts";
import { CARRIED } from "../../database/retention.ts";
import { maybeNewestPoll } from "../../database/stores.ts";
import { formatUtcDay, monthBeginOf, nextMonthBegin } from "../../database/utc-day.ts";
import { type Finding, ok, wrong } from "./finding.ts";
import { counted, inBytes } from "./words.ts";

const SUBJECT = "partitions";

/** A month of polls that is past its time by more than this was not dropped by anybody. */
const OVERDUE_DAYS = 62;

/** Which months of polls there are, and whether the partitions are those that their names say. */
export async function examinePartitions(
	connection: Connection,
	keepPollsMs: DurationMs | undefined,
): Promise<Finding[]> {
	const partitions = await manyPartitionFacts(connection);
	const keptFrom = await maybeKeptFrom(connection);
	const newest = await maybeNewestPoll(connection);
	const keptDay = keptFrom === undefined ? undefined : formatUtcDay(keptFrom);
	return [
		describeMonths(partitions, keptDay),
		...partitions.flatMap((partition) => examineBounds(partition, keptDay)),
		...examineCarried(partitions, keptDay),
		...(keepPollsMs === undefined || newest === undefined
			? []
			: examineRetention(partitions, formatUtcDay(utcDayOf(newest - keepPollsMs)))),
	];
}

/** The month that a partition is of, `YYYY-MM`, by its name; `undefined` for any other. */
function monthOf(name: string): string | undefined {
	return /^store_day_(\d{4}_(?:0[1-9]|1[0-2]))$/.exec(name)?.[1]?.replace("_", "-");
}

function monthsOf(partitions: readonly PartitionFacts[]): string[] {
	return partitions.map(({ name }) => monthOf(name)).filter((month) => month !== undefined);
}

function describeMonths(
	partitions: readonly PartitionFacts[],
	keptFrom: string | undefined,
): Finding {
	const months = monthsOf(partitions);
	const bytes = partitions.reduce((sum, partition) => sum + partition.bytes, 0);
	if (months.length === 0) return ok(SUBJECT, "no month of polls yet");
	const span = months.length === 1 ? months[0] : `${months[0]} to ${months.at(-1)}`;
	const dropped = keptFrom === undefined ? "" : `; polls of before ${keptFrom} were dropped`;
	return ok(
		SUBJECT,
		`${counted(months.length, "month")} of polls, ${span}, ${inBytes(bytes)}${dropped}`,
	);
}

/** The days that a partition should be of, by its name, the end excluded. */
function boundsOf(month: string): { readonly from: string; readonly to: string } {
	const first = utcDayOf(Date.parse(`${month}-01`));
	return { from: formatUtcDay(first), to: formatUtcDay(nextMonthBegin(first)) };
}

/** Polls are looked for and dropped by the names of partitions: one that lies loses them. */
function examineBounds(partition: PartitionFacts, keptFrom: string | undefined): Finding[] {
	const { name, from, to } = partition;
	if (name === CARRIED)
		return keptFrom === undefined ? [] : examineCarriedBounds(partition, keptFrom);
	const month = monthOf(name);
	const found = `the partition ${name} holds the days ${describeBounds(partition)}`;
	if (month === undefined)
		return [wrong(SUBJECT, `${found}, and its name is of no month`, remake(name))];
	const wanted = boundsOf(month);
	if (from === wanted.from && to === wanted.to) return [];
	return [wrong(SUBJECT, `${found}, not those of its name`, remake(name))];
}

function describeBounds({ from, to }: PartitionFacts): string {
	if (from === undefined && to === undefined) return "that no other does";
	return `${from === undefined ? "" : `from ${from} `}${to === undefined ? "on" : `to before ${to}`}`.trim();
}

/** How polls get out of a partition that should not be, and to where they belong. */
function remake(name: string): string {
	return (
		"Stop servers and workers, and put its polls where they belong, as docs/operating.md says; it begins " +
		`with alter table store_day detach partition ${name};`
	);
}

function examineCarriedBounds({ from, to }: PartitionFacts, keptFrom: string): Finding[] {
	if (from === undefined && to === keptFrom) return [];
	return [
		wrong(
			SUBJECT,
			`polls were dropped up to before ${keptFrom}, and the partition ${CARRIED} ends before ${to}`,
			"Restore the table poll_retention and the partitions of store_day from one and the same backup.",
		),
	];
}

/** What was dropped leaves two traces, in the same transaction: a date, and what was carried along. */
function examineCarried(
	partitions: readonly PartitionFacts[],
	keptFrom: string | undefined,
): Finding[] {
	const isThere = partitions.some(({ name }) => name === CARRIED);
	if (isThere === (keptFrom !== undefined)) return [];
	return [
		wrong(
			SUBJECT,
			isThere
				? `there is a partition ${CARRIED}, and poll_retention does not say since when polls are kept`
				: `polls of before ${keptFrom} were dropped, and what was carried along of them is not there`,
			"Restore the table poll_retention and the partitions of store_day from one and the same backup.",
		),
	];
}

/** Whether months are dropped when they are past their time; `cut` is the day up to which they may go. */
export function examineRetention(partitions: readonly PartitionFacts[], cut: string): Finding[] {
	const overdue = formatUtcDay(monthBeginOf(utcDayOf(Date.parse(cut)) - OVERDUE_DAYS));
	const [oldest] = monthsOf(partitions);
	if (oldest === undefined || boundsOf(oldest).to > overdue) return [];
	return [
		wrong(
			SUBJECT,
			`by OPENHOURS_KEEP_POLLS, polls are kept from ${cut.slice(0, 7)} on, and those of ${oldest} are still there: nobody keeps house`,
			"Start openhours serve or openhours worker, which drop them within the hour; where one runs, its log says why it could not.",
		),
	];
}
