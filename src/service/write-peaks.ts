import { peaksCsv } from "../csv/peaks-csv.ts";
import type { Peaks, StorePeaks } from "./peaks.ts";
import { peaksDocument, storePeaksDocument } from "./peaks-document.ts";

/** Writes peaks for programs; the same bytes from files and from the database. */
export function writePeaks(peaks: Peaks | StorePeaks, format: "csv" | "json"): string {
	if (format === "csv") return peaksCsv(peaks.cells);
	const document = "storeId" in peaks ? storePeaksDocument(peaks) : peaksDocument(peaks);
	return `${JSON.stringify(document, undefined, 2)}\n`;
}
