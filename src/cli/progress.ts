import type { Output } from "./context.ts";

const REDRAW_MS = 100;
const BAR_WIDTH = 24;

/** One line on a terminal that says how far something has come; nothing where there is no terminal. */
export class Progress {
	readonly #output: Output;
	#drawnAt = Number.NEGATIVE_INFINITY;
	#isShown = false;

	constructor(output: Output) {
		this.#output = output;
	}

	/** Shows how much is done, of how much as far as that is known. */
	show(label: string, done: number, total: number | undefined, unit: (count: number) => string) {
		if (this.#output.isTTY !== true) return;
		const now = performance.now();
		if (now - this.#drawnAt < REDRAW_MS) return;
		this.#drawnAt = now;
		this.#isShown = true;
		this.#output.write(`\r\u001b[K${label} ${bar(done, total)}${unit(done)}`);
	}

	/** Takes the line away, so that what is written next begins a line of its own. */
	clear(): void {
		if (this.#isShown) this.#output.write("\r\u001b[K");
		this.#isShown = false;
	}
}

function bar(done: number, total: number | undefined): string {
	if (total === undefined || total === 0) return "";
	const share = Math.min(1, done / total);
	const full = Math.round(share * BAR_WIDTH);
	return `${"█".repeat(full)}${"░".repeat(BAR_WIDTH - full)} ${Math.floor(share * 100)} %  `;
}

/** Bytes as people read them. */
export function megabytes(bytes: number): string {
	return `${(bytes / 1e6).toFixed(1)} MB`;
}
