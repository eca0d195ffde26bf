import { expect } from "vitest";

/** A metric as Prometheus is told of it. */
export interface MetricFamily {
	readonly type: string;
	readonly help: string;
	/** Values by name and labels, such as `x_total{a="b"}`. */
	readonly samples: Map<string, number>;
}

const NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const LABELS = String.raw`(?:\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*",?)*\})?`;
const SAMPLE = new RegExp(`^(${NAME})(${LABELS}) (NaN|Nan|[+-]Inf|[+-]?[0-9.]+(?:e[+-]?\\d+)?)$`);
const SUFFIXES: Readonly<Record<string, readonly string[]>> = {
	histogram: ["_bucket", "_sum", "_count"],
	summary: ["", "_sum", "_count"],
};

/**
 * Reads the text format 0.0.4 of Prometheus, as strictly as it is described: each metric once and in one
 * piece, with its help and type first, and no sample twice.
 */
export function readExposition(text: string): Map<string, MetricFamily> {
	expect(text.endsWith("\n")).toBe(true);
	const families = new Map<string, MetricFamily>();
	let name = "";
	let help: string | undefined;
	for (const line of text.split("\n").filter((one) => one !== "")) {
		const [, keyword, of = "", rest = ""] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
		if (keyword === "HELP") help = rest;
		else if (keyword === "TYPE") {
			expect(families.has(of), `${of} comes twice`).toBe(false);
			expect(rest).toMatch(/^(counter|gauge|histogram|summary)$/);
			name = of;
			families.set(of, { type: rest, help: help ?? "", samples: new Map() });
			help = undefined;
		} else {
			const family = families.get(name) as MetricFamily;
			readSample(line, name, family);
		}
	}
	for (const [of, family] of families) checkFamily(of, family);
	return families;
}

function readSample(line: string, name: string, { type, samples }: MetricFamily): void {
	const match = SAMPLE.exec(line);
	expect(match, line).not.toBeNull();
	const [, of, labels, value] = match as RegExpExecArray & [string, string, string, string];
	const names = (SUFFIXES[type] ?? [""]).map((suffix) => name + suffix);
	expect(names, line).toContain(of);
	const key = of + labels;
	expect(samples.has(key), `${key} comes twice`).toBe(false);
	samples.set(key, Number(value.replace("Inf", "Infinity")));
}

function checkFamily(name: string, { type, help, samples }: MetricFamily): void {
	expect(help.length, name).toBeGreaterThan(0);
	// Node's own go by other rules: process_start_time_seconds is one.
	if (name.startsWith("openhours_")) expect(name.endsWith("_total"), name).toBe(type === "counter");
	if (type !== "histogram") return;
	let before = 0;
	for (const [key, value] of samples) {
		if (key.startsWith(`${name}_bucket`)) {
			expect(value, key).toBeGreaterThanOrEqual(key.includes('le="+Inf"') ? before : 0);
			before = value;
		} else if (key.startsWith(`${name}_count`)) expect(value, key).toBe(before);
	}
}
