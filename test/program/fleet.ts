import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import type { FleetFileNames } from "../../src/service/fleet-files.ts";
import { writeSample } from "../../src/service/sample/write-sample.ts";
import { openhours } from "./openhours.ts";

/** A sample fleet on the disk, and the report that is right for it. */
export interface FleetOnDisk {
	/** Options that name its files to a command. */
	readonly files: readonly string[];
	/** The files themselves, by what is in them. */
	readonly names: FleetFileNames;
	/** What `openhours report` prints of the files, byte for byte. */
	readonly csv: string;
}

/** Makes a sample fleet for the tests of a file; good once they run. */
export function sampleFleet(plan: { readonly stores: number; readonly days: number }): FleetOnDisk {
	const directory = mkdtempSync(join(tmpdir(), "openhours-fleet-"));
	const out = join(directory, "report.csv");
	const fleet = { files: [] as string[], names: {} as FleetFileNames, csv: "" };
	beforeAll(async () => {
		const end = Date.UTC(2026, 2, 9, 12); // in a week in which the clocks of North America change
		const { files } = await writeSample({ directory, end, ...plan });
		fleet.names = files;
		fleet.files = [
			...["--polls", files.polls],
			...["--hours", files.hours],
			...["--timezones", files.timezones],
			...["--special-hours", files.specialHours],
			...["--closures", files.closures],
		];
		const { code, stderr } = await openhours(["report", ...fleet.files, "--out", out]);
		if (code !== 0) throw new Error(stderr);
		fleet.csv = readFileSync(out, "utf8");
	});
	afterAll(() => rmSync(directory, { recursive: true, force: true }));
	return fleet;
}
