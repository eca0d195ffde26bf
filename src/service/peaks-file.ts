import type { FleetPeaks, StorePeaks } from "./peaks.ts";
import { fileNameOf, type RowsFile } from "./rows-file.ts";
import { writePeaks } from "./write-peaks.ts";

/** The peaks of a store, or of all together, as CSV: an hour of the week a row. */
export function peaksFile(peaks: StorePeaks | FleetPeaks): RowsFile {
	const about = "storeId" in peaks ? ["peaks", peaks.storeId] : ["peaks"];
	return {
		name: fileNameOf(about, peaks.method.asOf, "csv"),
		pieces: [writePeaks(peaks, "csv")],
	};
}
