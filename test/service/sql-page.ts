import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { parseInstant } from "../../src/core/instant.ts";
import { type FleetFileNames, readFleetFiles } from "../../src/service/fleet-files.ts";
import { importFiles } from "../../src/service/import-files.ts";
import { RejectLog } from "../../src/service/reject-log.ts";
import { writeSample } from "../../src/service/sample/write-sample.ts";
import { setTarget, type TargetOwner } from "../../src/service/targets.ts";
import { reportToItsEnd, type TestServices } from "./services.ts";

const PAGE = readFileSync(join(import.meta.dirname, "../../docs/sql.md"), "utf8");

/** A question of docs/sql.md: what to run, and the rows that the page shows, cell by cell. */
export interface SqlQuestion {
	readonly title: string;
	readonly query: string;
	readonly columns: readonly string[];
	readonly rows: readonly (readonly string[])[];
}

/** Everything on the page that is SQL: the grants of the role, and the questions in their order. */
export function sqlOfThePage(): {
	readonly grants: string;
	readonly questions: readonly SqlQuestion[];
} {
	const withSql = PAGE.split(/^#{2,3} /m).flatMap((section) => {
		const title = section.slice(0, section.indexOf("\n"));
		const blocks = [...section.matchAll(/```sql\n(.*?)```(?:\n\n```text\n(.*?)```)?/gs)];
		if (blocks.length > 1) throw new Error(`docs/sql.md asks more than one thing under: ${title}`);
		return blocks.map(([, query, shown]) => ({ title, query: query as string, shown }));
	});
	const [grants, ...questions] = withSql;
	return {
		grants: grants?.query ?? "",
		questions: questions.map(({ title, query, shown = "" }) => {
			const [columns = [], , ...rows] = shown
				.trimEnd()
				.split("\n")
				.map((line) => line.split("|").map((cell) => cell.trim()));
			return { title, query, columns, rows };
		}),
	};
}

/** A view as the page describes it: what it is, and its columns with their types and meanings. */
export interface DescribedView {
	readonly name: string;
	readonly comment: string;
	readonly columns: readonly (readonly [name: string, type: string, comment: string])[];
}

/** The views that the page describes, without the marks for code. */
export function viewsOfThePage(): readonly DescribedView[] {
	const sections = [
		...PAGE.matchAll(/^### `(\w+)`\n\n(.*)\n\n\| column .*\n\|.*\n((?:\|.*\n)+)/gm),
	];
	return sections.map(([, name, comment, table]) => ({
		name: name as string,
		comment: plain(comment as string),
		columns: (table as string)
			.trimEnd()
			.split("\n")
			.map((line) => {
				const [, column, type, meaning] = line.split("|").map((cell) => plain(cell).trim());
				return [column, type, meaning] as [string, string, string];
			}),
	}));
}

function plain(text: string): string {
	return text.replaceAll("`", "");
}

/**
 * Does what the page says to make its sample: generates the fleet, imports it and the two files that the page
 * shows, sets its targets, and computes a report. Returns the report's id.
 */
export async function makeSampleOfThePage(services: TestServices): Promise<string> {
	const directory = mkdtempSync(join(tmpdir(), "openhours-sql-"));
	try {
		const { files } = await writeSample({ directory, ...samplePlan() });
		await bringIn(services, files);
		await bringIn(services, writeShownFiles(directory));
	} finally {
		rmSync(directory, { recursive: true, force: true });
	}
	for (const { owner, milliPercent } of targets()) await setTarget(services, owner, milliPercent);
	return reportToItsEnd(services);
}

function samplePlan() {
	const [, stores, days, seed, end] =
		/openhours sample .*--stores (\d+) --days (\d+) --seed (\d+) --as-of (\S+)/.exec(PAGE) ?? [];
	return {
		stores: Number(stores),
		days: Number(days),
		seed: Number(seed),
		end: parseInstant(end as string) as number,
	};
}

function writeShownFiles(directory: string): FleetFileNames {
	const shown = [...PAGE.matchAll(/^`(\w+\.csv)` [^\n]*\n\n```csv\n(.*?)```/gms)];
	for (const [, name, text] of shown)
		writeFileSync(join(directory, name as string), text as string);
	return {
		hours: join(directory, "new_hours.csv"),
		closures: join(directory, "more_closures.csv"),
	};
}

async function bringIn({ database, now }: TestServices, names: FleetFileNames): Promise<void> {
	const files = await readFleetFiles({
		names,
		standardInput: Readable.from([]),
		now: now(),
		rejects: new RejectLog(),
		strict: true,
	});
	await importFiles(database, files);
}

function targets(): { readonly owner: TargetOwner; readonly milliPercent: number }[] {
	const lines = [...PAGE.matchAll(/openhours targets set (\S+) --(\w+)(?: "?([^"\n]+)"?)?/g)];
	return lines.map(([, percent, of, name = ""]) => ({
		owner:
			of === "store"
				? { of, storeId: name }
				: of === "group"
					? { of, group: name }
					: { of: "fleet" },
		milliPercent: Number(percent) * 1_000,
	}));
}
