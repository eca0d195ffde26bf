import { formatCount } from "../core/format-count.ts";
import type { Instant } from "../core/instant.ts";
import { formatInstant, wholeHour } from "../core/instant.ts";
import { writeSample } from "../service/sample/write-sample.ts";
import type { Context } from "./context.ts";

export interface SampleValues {
	readonly out: string;
	readonly stores: number;
	readonly days: number;
	readonly seed: number;
	readonly asOf?: Instant;
}

/** `openhours sample`: writes a generated fleet as the CSV files that operators have. */
export async function sample(values: SampleValues, context: Context): Promise<void> {
	const { out, stores, days, seed } = values;
	const end = values.asOf ?? wholeHour(context.now());
	const written = await writeSample({ directory: out, stores, days, seed, end });
	const { files, rows } = written;
	const lines = (Object.keys(files) as (keyof typeof files)[]).map(
		(table) => `${files[table]}  ${formatCount(rows[table])} rows`,
	);
	context.standardOutput.write(
		`${lines.join("\n")}\nThe newest poll is at ${formatInstant(written.newestPoll)}. Report on them with\n` +
			`  openhours report --polls ${files.polls} --hours ${files.hours} --timezones ${files.timezones} \\\n` +
			`    --special-hours ${files.specialHours} --closures ${files.closures}\n`,
	);
}
