/*
 * Breaks src/core on purpose, one mistake at a time, and expects the tests of the core to notice.
 *
 *     node scripts/mutate-core.ts
 *
 * Each mistake is made in a copy of src/core and test/core in a temporary directory. One line a
 * mistake, and exit 1 if any of them survived. A mistake whose text is no longer found exactly once
 * in its file is an error: rewrite it with the code that it was meant to break.
 */
import { spawnSync } from "node:child_process";
import {
	cpSync,
	existsSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Mutation {
	readonly name: string;
	/** In src/core. */
	readonly file: string;
	readonly text: string;
	readonly replacement: string;
}

const MUTATIONS: readonly Mutation[] = [
	// What is valid from a date on
	{
		name: "a version valid only from the day after its date",
		file: "dated.ts",
		text: "version.validFrom <= day",
		replacement: "version.validFrom < day",
	},
	{
		name: "the first version holding for ever",
		file: "dated.ts",
		text: "for (let i = versions.length - 1; i >= 0; i--)",
		replacement: "for (let i = 0; i < versions.length; i++)",
	},
	{
		name: "a zone changing at the later of two midnights",
		file: "store-zone.ts",
		text: "Math.min(beginningOf(validFrom, before), beginningOf(validFrom, zone))",
		replacement: "Math.max(beginningOf(validFrom, before), beginningOf(validFrom, zone))",
	},
	{
		name: "a zone changing at the old midnight alone",
		file: "store-zone.ts",
		text: "Math.min(beginningOf(validFrom, before), beginningOf(validFrom, zone))",
		replacement: "beginningOf(validFrom, before)",
	},
	{
		name: "a zone that is over before it begins kept",
		file: "store-zone.ts",
		text: "while (periods.length > 0 && (periods.at(-1) as ZonePeriod).since >= since) periods.pop();",
		replacement: "",
	},
	{
		name: "no more days looked at around a change of zone",
		file: "open-time.ts",
		text: "const ZONE_CHANGE_DAYS = 2;",
		replacement: "const ZONE_CHANGE_DAYS = 0;",
	},
	{
		name: "a clock that goes back far searched as if it did not",
		file: "zone-clock.ts",
		text: "Math.max(since + before, this.#localEnd.at(-1) ?? since + before)",
		replacement: "since + before",
	},
	{
		name: "a change of zone taken for one where both clocks show the same",
		file: "zone-clock.ts",
		text: "if (before === offset) return;",
		replacement: "",
	},
	// Instants and polls
	{
		name: "fractions of a millisecond rounded, not cut",
		file: "instant.ts",
		text: 'Number((match[7] ?? "").slice(0, 3).padEnd(3, "0"))',
		replacement: 'Math.round(Number("0." + (match[7] ?? "0")) * 1_000)',
	},
	{
		name: "offsets added instead of taken off",
		file: "instant.ts",
		text: 'match[8] === "-" ? -1 : 1',
		replacement: 'match[8] === "-" ? 1 : -1',
	},
	{
		name: "no leap days",
		file: "instant.ts",
		text: "const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);",
		replacement: "const leap = false;",
	},
	{
		name: "ids ordered by UTF-16 units",
		file: "store-id.ts",
		text: "unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit",
		replacement: "unit",
	},
	{
		name: "ids destroyed by a spreadsheet let in",
		file: "store-id.ts",
		text: 'if (SCIENTIFIC.test(id)) return { fault: "destroyed_id" };',
		replacement: "",
	},
	{
		name: "active read as inactive",
		file: "timeline.ts",
		text: "statusOf(poll) === ACTIVE ? UP : DOWN",
		replacement: "statusOf(poll) === ACTIVE ? DOWN : UP",
	},
	{
		name: "the earlier of two polls at one instant winning",
		file: "poll.ts",
		text: "if (i + 1 < length && instantOf(poll) === instantOf(source[i + 1] as number)) continue;",
		replacement: "if (i > 0 && instantOf(poll) === instantOf(source[i - 1] as number)) continue;",
	},
	{
		name: "the status deciding the order of polls",
		file: "poll.ts",
		text: "return a < b && (b - a >= 4 || instantOf(a) !== instantOf(b));",
		replacement: "return a < b;",
	},
	{
		name: "equal instants merged from the right",
		file: "poll.ts",
		text: "isBefore(source[right] as number, source[left] as number)",
		replacement: "!isBefore(source[left] as number, source[right] as number)",
	},
	{
		name: "only one pass over the runs of a file",
		file: "poll.ts",
		text: "runs > 1; runs = Math.ceil(runs / 2)",
		replacement: "runs > 1; runs = 1",
	},
	{
		name: "the earlier of two ingests kept beside the later",
		file: "poll.ts",
		text: "if (instantOf(a) === instantOf(b)) left++;",
		replacement: "",
	},
	{
		name: "a day's first poll stored with the day before",
		file: "poll.ts",
		text: "(series[end] as number) - dayStart < DAY_MS * 4",
		replacement: "(series[end] as number) - dayStart <= DAY_MS * 4",
	},
	// Zones
	{
		name: "one fixed offset for a zone",
		file: "zone-clock.ts",
		text: "if (next === null || next.epochMilliseconds >= end) return;",
		replacement: "if (next !== undefined) return;",
	},
	{
		name: "the period after a change begun a millisecond late",
		file: "zone-clock.ts",
		text: "if (instant >= (this.#since[low] as Instant)) return instant;",
		replacement: "if (instant > (this.#since[low] as Instant)) return instant;",
	},
	{
		name: "the period before a change held on to",
		file: "zone-clock.ts",
		text: "if (local < (this.#localEnd[middle] as LocalMs)) high = middle;",
		replacement: "if (local <= (this.#localEnd[middle] as LocalMs)) high = middle;",
	},
	{
		name: "a skipped time moved backward",
		file: "zone-clock.ts",
		text: "return local - (this.#offset[low - 1] as DurationMs);",
		replacement: "return local - (this.#offset[low] as DurationMs);",
	},
	{
		name: "the wall clock changed a millisecond late",
		file: "zone-clock.ts",
		text: "while (instant < (this.#since[period] as Instant)) period--;",
		replacement: "while (instant <= (this.#since[period] as Instant)) period--;",
	},
	{
		name: "changes just outside a clock's range not known",
		file: "zone-clock.ts",
		text: "const MARGIN_MS: DurationMs = 3 * DAY_MS;",
		replacement: "const MARGIN_MS: DurationMs = 0 * DAY_MS;",
	},
	{
		name: "changes since the earliest poll not known",
		file: "report.ts",
		text: "from: Math.min(earliestPoll, this.#span.from),",
		replacement: "from: this.#span.from,",
	},
	// When a store should be open
	{
		name: "the second shift lost",
		file: "business-hours.ts",
		text: "this.#week[weekday] = [...day, opening];",
		replacement: "this.#week[weekday] = [opening];",
	},
	{
		name: "weekdays counted from Sunday",
		file: "local-time.ts",
		text: "(((day + 3) % 7) + 7) % 7",
		replacement: "(((day + 4) % 7) + 7) % 7",
	},
	{
		name: "closes <= opens made <",
		file: "business-hours.ts",
		text: "return closes <= opensAt ?",
		replacement: "return closes < opensAt ?",
	},
	{
		name: "the rule for 23:59 lost",
		file: "business-hours.ts",
		text: 'rules.endOfDay === "midnight" && (closesAt === 86_340 || closesAt === 86_399)',
		replacement: "closesAt === 86_401",
	},
	{
		name: "the rule for 23:59:59 lost",
		file: "business-hours.ts",
		text: "(closesAt === 86_340 || closesAt === 86_399)",
		replacement: "closesAt === 86_340",
	},
	{
		name: "a weekday without rows always open",
		file: "business-hours.ts",
		text: 'return rules.missingDay === "open" ? ALL_DAY : NO_OPENINGS;',
		replacement: "return ALL_DAY;",
	},
	{
		name: "a date closed by special hours open after all",
		file: "business-hours.ts",
		text: "if (special !== undefined) return special;",
		replacement: "if (special !== undefined && special.length > 0) return special;",
	},
	{
		name: "the tail of the night before lost",
		file: "open-time.ts",
		text: "const DAYS_BEFORE = 2;",
		replacement: "const DAYS_BEFORE = 0;",
	},
	{
		name: "a date that clocks skip lost",
		file: "open-time.ts",
		text: "const DAYS_BEFORE = 2;",
		replacement: "const DAYS_BEFORE = 1;",
	},
	{
		name: "a date that clocks show twice lost",
		file: "open-time.ts",
		text: "const DAYS_AFTER = 1;",
		replacement: "const DAYS_AFTER = 0;",
	},
	{
		name: "closures of a store that is always open lost",
		file: "open-time.ts",
		text: "builder.add(range.from, range.to);\n\t\treturn builder.finish(range, schedule.closures);",
		replacement: "builder.add(range.from, range.to);\n\t\treturn builder.finish(range);",
	},
	{
		name: "the rest of an opening after a closure lost",
		file: "intervals.ts",
		text: "left.push({ from, to });",
		replacement: "",
	},
	{
		name: "touching openings not merged",
		file: "intervals.ts",
		text: "else if (from <= lastTo) {",
		replacement: "else if (from < lastTo) {",
	},
	{
		name: "openings out of order not sorted",
		file: "intervals.ts",
		text: "if (from < lastFrom) this.#sorted = false;",
		replacement: "if (from < lastFrom) this.#sorted = true;",
	},
	// What state it was in
	{
		name: "polls in closed time counted",
		file: "timeline.ts",
		text: "if (at < opens && !usesOutside) continue;",
		replacement: "",
	},
	{
		name: "polls in closed time never counted",
		file: "timeline.ts",
		text: 'const usesOutside = rules.outsidePolls === "use";',
		replacement: "const usesOutside = false;",
	},
	{
		name: "the poll before the first opening forgotten",
		file: "timeline.ts",
		text: "if (usesOutside && next > 0) next--;",
		replacement: "",
	},
	{
		name: "a poll at closing time counted",
		file: "timeline.ts",
		text: "if (at >= closes) break;",
		replacement: "if (at > closes) break;",
	},
	{
		name: "time before the first poll guessed to be up",
		file: "timeline.ts",
		text: "let state: State = UNKNOWN;\n\tlet knownUntil: Instant = Number.NEGATIVE_INFINITY;",
		replacement: "let state: State = UP;\n\tlet knownUntil: Instant = Number.POSITIVE_INFINITY;",
	},
	{
		name: "the longest gap ignored",
		file: "timeline.ts",
		text: "rules.maxGapMs ?? Number.POSITIVE_INFINITY",
		replacement: "Number.POSITIVE_INFINITY",
	},
	{
		name: "the longest gap counted from the opening",
		file: "timeline.ts",
		text: "knownUntil = at + vouchesMs;",
		replacement: "knownUntil = cursor + vouchesMs;",
	},
	{
		name: "polls after the end counted",
		file: "timeline.ts",
		text: "const end = firstPollAtOrAfter(polls, until);",
		replacement: "const end = polls.length;",
	},
	{
		name: "segments joined across closed time",
		file: "timeline.ts",
		text: "this.#states[last] === state && this.#bounds[last * 2 + 1] === from",
		replacement: "this.#states[last] === state",
	},
	{
		name: "the lookback not extended",
		file: "report.ts",
		text: "if (from === earliest || this.#isDecided(lookbackMs)) return this.#timeline;",
		replacement: "return this.#timeline;",
	},
	{
		name: "the lookback ended by a poll inside the range",
		file: "report.ts",
		text: "this.#timeline.firstCountedAt <= this.#span.from",
		replacement: "this.#timeline.firstCountedAt <= this.#span.to",
	},
	{
		name: "the lookback ended by any longest gap",
		file: "report.ts",
		text: "(maxGapMs !== undefined && maxGapMs <= lookbackMs)",
		replacement: "maxGapMs !== undefined",
	},
	// Figures
	{
		name: "unknown folded into down",
		file: "totals.ts",
		text: "else unknownMs += to - from;",
		replacement: "else downMs += to - from;",
	},
	{
		name: "segments counted with the part before the range",
		file: "totals.ts",
		text: "const from = Math.max(timeline.from(i), range.from);",
		replacement: "const from = timeline.from(i);",
	},
	{
		name: "percentages rounded",
		file: "totals.ts",
		text: "Number((BigInt(part) * 100_000n) / BigInt(whole))",
		replacement: "Math.round((part / whole) * 100_000)",
	},
	{
		name: "percentages cut after a float has rounded",
		file: "totals.ts",
		text: "Number((BigInt(part) * 100_000n) / BigInt(whole))",
		replacement: "Math.floor((part * 100_000) / whole)",
	},
	{
		name: "no data shown as 100 %",
		file: "totals.ts",
		text: "if (whole === 0) return undefined;",
		replacement: "if (whole === 0) return 100_000;",
	},
	{
		name: "coverage taken of the known time",
		file: "totals.ts",
		text: "return share(totals.upMs + totals.downMs, openMs(totals));",
		replacement: "return share(totals.upMs, openMs(totals));",
	},
	{
		name: "minutes and hours cut, not rounded half up",
		file: "totals.ts",
		text: "Math.floor((durationMs + unitMs / 200) / (unitMs / 100))",
		replacement: "Math.floor(durationMs / (unitMs / 100))",
	},
	{
		name: "a range of one's own going on past as of",
		file: "report.ts",
		text: "const end = Math.min(to, asOf);",
		replacement: "const end = Math.max(to, asOf);",
	},
	// Outages, peaks, targets
	{
		name: "an outage ended by closed time",
		file: "outages.ts",
		text: "(!isDown || wasActiveAfter(stretch, store, from))",
		replacement: "(!isDown || from > stretch.to)",
	},
	{
		name: "an outage not ended by an active poll of closed time",
		file: "outages.ts",
		text: "(!isDown || wasActiveAfter(stretch, store, from))",
		replacement: "!isDown",
	},
	{
		name: "active polls of closed time always ending an outage",
		file: "outages.ts",
		text: 'if (rules.outsidePolls !== "use") return false;',
		replacement: "",
	},
	{
		name: "outages without downtime inside the range told",
		file: "outages.ts",
		text: "if (stretch.downInRangeMs > 0) outages.push",
		replacement: "outages.push",
	},
	{
		name: "the downtime of an outage counted past as of",
		file: "outages.ts",
		text: "stretch.to = Math.min(timeline.to(i), asOf);",
		replacement: "stretch.to = timeline.to(i);",
	},
	{
		name: "an outage that is over by a poll of closed time going on",
		file: "outages.ts",
		text: "outageOf(stretch, range, isOver ? stretch.to : undefined)",
		replacement: "outageOf(stretch, range, undefined)",
	},
	{
		name: "an outage that ends with the range going on past it",
		file: "outages.ts",
		text: "end === undefined || end > range.to",
		replacement: "end === undefined || end >= range.to",
	},
	{
		name: "outages ignored by their downtime inside the range",
		file: "outages.ts",
		text: "outage.downMs >= downMs",
		replacement: "outage.downInRangeMs >= downMs",
	},
	{
		name: "a poll at as of not seen",
		file: "outage-sweeper.ts",
		text: "const to = asOf + 1;",
		replacement: "const to = asOf;",
	},
	{
		name: "outages seen from where the totals are decided",
		file: "outage-sweeper.ts",
		text: "if (outage === undefined) return true;",
		replacement: "return true;",
	},
	{
		name: "unknown time before an outage taken as known",
		file: "outage-sweeper.ts",
		text: "timeline.state(before) !== UNKNOWN || !isVouchedFor(timeline.to(before))",
		replacement: "true",
	},
	{
		name: "up time between outages taken by all that have downtime",
		file: "outage-summary.ts",
		text: "{ sumMs: upMs, count: begun }",
		replacement: "{ sumMs: upMs, count }",
	},
	{
		name: "outages that began before the range begun in a cell",
		file: "peaks.ts",
		text: "if (beganBefore) continue;",
		replacement: "",
	},
	{
		name: "a peak of a few minutes",
		file: "peaks.ts",
		text: "totals.upMs + totals.downMs < PEAK_KNOWN_MS_MIN",
		replacement: "false",
	},
	{
		name: "a peak by known and unknown open time",
		file: "peaks.ts",
		text: "totals.upMs + totals.downMs < PEAK_KNOWN_MS_MIN",
		replacement: "totals.upMs + totals.downMs + totals.unknownMs < PEAK_KNOWN_MS_MIN",
	},
	{
		name: "the latest of several peaks",
		file: "peaks.ts",
		text: "if (highest === undefined || isHigher(totals, cells.totals(highest))) highest = cell;",
		replacement:
			"if (highest === undefined || !isHigher(cells.totals(highest), totals)) highest = cell;",
	},
	{
		name: "rates compared in floats",
		file: "peaks.ts",
		text: "BigInt(a.downMs) * BigInt(b.upMs) > BigInt(b.downMs) * BigInt(a.upMs)",
		replacement: "a.downMs / (a.upMs + a.downMs) > b.downMs / (b.upMs + b.downMs)",
	},
	{
		name: "cells by UTC",
		file: "peaks.ts",
		text: "matrix.add(cellOf(this.#clock.localAt(from)), this.#totals.totals(i), 0);",
		replacement: "matrix.add(cellOf(from), this.#totals.totals(i), 0);",
	},
	{
		name: "the downtime allowed of the time that has passed",
		file: "target.ts",
		text: "const knownMs = upMs + downMs + openAheadMs;",
		replacement: "const knownMs = upMs + downMs;",
	},
	{
		name: "the downtime allowed rounded",
		file: "target.ts",
		text: "Number((BigInt(knownMs) * BigInt(100_000 - target)) / 100_000n)",
		replacement: "Math.round((knownMs * (100_000 - target)) / 100_000)",
	},
	{
		name: "more downtime left than open time",
		file: "target.ts",
		text: "Math.min(Math.max(spareMs, 0), openAheadMs)",
		replacement: "Math.max(spareMs, 0)",
	},
	{
		name: "no known uptime taken as a change",
		file: "uptime-change.ts",
		text: "from === undefined || to === undefined ? undefined : to - from",
		replacement: "(to ?? 0) - (from ?? 0)",
	},
	{
		name: "lost sales rounded",
		file: "lost-sales.ts",
		text: "const minor = estimate / (BigInt(HOUR_MS) * 10n ** BigInt(RATE_DIGITS - digits));",
		replacement:
			"const unit = BigInt(HOUR_MS) * 10n ** BigInt(RATE_DIGITS - digits);\n\tconst minor = (estimate + unit / 2n) / unit;",
	},
	{
		name: "unknown sales taken as none",
		file: "lost-sales.ts",
		text: "let sum: LostSales | undefined;",
		replacement: "let sum: LostSales | undefined = 0n;",
	},
];

const ROOT = join(import.meta.dirname, "..");
/** A mistake can make a loop endless; the whole suite takes well under a minute. */
const TIMEOUT_MS = 180_000;
/** The examples find most mistakes and take a second; the properties take the rest. */
const STAGES = [["--exclude", "**/*.property.test.ts"], ["property.test.ts"]];

/** Not the project's own, which may name files that are not copied. */
const VITEST_CONFIG =
	'export default { test: { include: ["test/**/*.test.ts"], testTimeout: 120_000 } };\n';

const failures: string[] = [];

const stale = MUTATIONS.filter((mutation) => timesFound(mutation) !== 1);
if (stale.length > 0) {
	for (const mutation of stale)
		console.error(
			`stale: "${mutation.name}" is found ${timesFound(mutation)} times in ${mutation.file}, not once`,
		);
	process.exit(1);
}
const control = firstFailureWith(undefined);
if (control !== undefined) {
	console.error(`the tests must pass before anything is broken, but this one fails: ${control}`);
	process.exit(1);
}
for (const mutation of MUTATIONS) {
	const failure = firstFailureWith(mutation);
	if (failure === undefined) failures.push(mutation.name);
	console.log(
		failure === undefined ? `SURVIVED ${mutation.name}` : `caught  ${mutation.name}  by ${failure}`,
	);
}
console.log(`${MUTATIONS.length - failures.length} of ${MUTATIONS.length} mutations caught`);
process.exitCode = failures.length === 0 ? 0 : 1;

/** The title of the first test that fails with a mistake made, if any does. */
function firstFailureWith(mutation: Mutation | undefined): string | undefined {
	const directory = mkdtempSync(join(tmpdir(), "openhours-mutant-"));
	try {
		for (const path of ["src/core", "test/core", "package.json", "tsconfig.json"])
			cpSync(join(ROOT, path), join(directory, path), { recursive: true });
		writeFileSync(join(directory, "vitest.config.ts"), VITEST_CONFIG);
		symlinkSync(join(ROOT, "node_modules"), join(directory, "node_modules"));
		if (mutation !== undefined) apply(mutation, join(directory, "src/core", mutation.file));
		for (const stage of STAGES) {
			const failure = firstFailure(directory, stage);
			if (failure !== undefined) return failure;
		}
		return undefined;
	} finally {
		rmSync(directory, { recursive: true });
	}
}

function timesFound({ file, text }: Mutation): number {
	return readFileSync(join(ROOT, "src/core", file), "utf8").split(text).length - 1;
}

function apply({ name, text, replacement }: Mutation, file: string): void {
	const parts = readFileSync(file, "utf8").split(text);
	if (parts.length !== 2) throw new Error(`"${name}" has become stale while the others ran`);
	writeFileSync(file, parts.join(replacement));
}

interface VitestReport {
	readonly success: boolean;
	readonly testResults: readonly {
		readonly assertionResults: readonly { readonly status: string; readonly title: string }[];
	}[];
}

function firstFailure(directory: string, stage: readonly string[]): string | undefined {
	const output = join(directory, "report.json");
	const options = ["--bail", "1", "--cache=false", "--fsModuleCache=false", "--reporter=json"];
	const run = spawnSync(
		process.execPath,
		[
			join(ROOT, "node_modules/vitest/vitest.mjs"),
			"run",
			...options,
			"--outputFile",
			output,
			...stage,
		],
		{ cwd: directory, timeout: TIMEOUT_MS, encoding: "utf8" },
	);
	if (run.error !== undefined && "code" in run.error && run.error.code === "ETIMEDOUT")
		return `not ending within ${TIMEOUT_MS / 1_000} s`;
	if (!existsSync(output)) throw new Error(`vitest did not report:\n${run.stdout}${run.stderr}`);
	const report = JSON.parse(readFileSync(output, "utf8")) as VitestReport;
	if (report.success) return undefined;
	// Files that --bail kept from running are reported as failed too, without a test that failed.
	const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
	const failed = tests.find(({ status }) => status === "failed");
	return failed?.title ?? "a test file that could not be run";
}
