import { Gauge, type PrometheusContentType, type Registry } from "prom-client";
import { type DurationMs, SECOND_MS } from "../core/instant.ts";
import type { ServiceContext } from "../service/context.ts";
import {
	newestPollAgeMs,
	queueCounts,
	reportCounts,
	storeCounts,
} from "../service/operating-figures.ts";
import { sharedQuestion } from "../service/shared-question.ts";

/** Prometheus waits for 10 seconds, for all of it. */
const ANSWER_MS: DurationMs = 2 * SECOND_MS;

/** What the gauges of one part show: for each, its values by labels. */
type Values = readonly {
	readonly gauge: Gauge;
	readonly labels?: Readonly<Record<string, string>>;
	readonly value: number;
}[];

/** Some gauges that are read together. */
interface Part {
	readonly name: string;
	readonly gauges: readonly Gauge[];
	readonly ask: () => Promise<Values>;
}

/** What the database tells of all processes together, read when somebody asks. */
export class DatabaseGauges {
	readonly #registry: Registry<PrometheusContentType>;
	readonly #context: ServiceContext;
	readonly #parts: readonly Part[];
	readonly #available: Gauge;

	constructor(context: ServiceContext, registry: Registry<PrometheusContentType>) {
		this.#context = context;
		this.#registry = registry;
		this.#available = this.#gauge(
			"openhours_part_available",
			"Whether the metrics of a part could be read from the database; where it is 0, they are left out.",
			["part"],
		);
		this.#parts = [
			this.#queueParts(),
			this.#reportParts(),
			this.#pollParts(),
			this.#storeParts(),
		].map((part) => ({ ...part, ask: sharedQuestion(part.ask, ANSWER_MS) }));
	}

	/** Reads all parts anew; what cannot be had shows nothing, rather than what it was. */
	async update(): Promise<void> {
		await Promise.all(this.#parts.map((part) => this.#updatePart(part)));
	}

	async #updatePart({ name, gauges, ask }: Part): Promise<void> {
		const values = await ask().catch(() => undefined);
		for (const gauge of gauges) clear(gauge);
		for (const { gauge, labels = {}, value } of values ?? []) gauge.set(labels, value);
		this.#available.set({ part: name }, values === undefined ? 0 : 1);
	}

	#queueParts(): Part {
		const labels = ["queue"];
		const waiting = this.#gauge(
			"openhours_queue_waiting_jobs",
			"Jobs that somebody could do now, in all processes.",
			labels,
		);
		const oldest = this.#gauge(
			"openhours_queue_oldest_wait_seconds",
			"How long the first job that somebody could do has been waiting; 0 when there is none.",
			labels,
		);
		const active = this.#gauge(
			"openhours_queue_active_jobs",
			"Jobs that are being done, in all processes.",
			labels,
		);
		const failed = this.#gauge(
			"openhours_queue_failed_jobs",
			"Jobs that were given up in the last day, as far as they are kept.",
			labels,
		);
		const ask = async () =>
			(await queueCounts(this.#context)).flatMap((counts) => {
				const labels = { queue: counts.queue };
				return [
					{ gauge: waiting, labels, value: counts.waiting },
					{ gauge: oldest, labels, value: counts.oldestWaitMs / SECOND_MS },
					{ gauge: active, labels, value: counts.active },
					{ gauge: failed, labels, value: counts.failedInADay },
				];
			});
		return { name: "queue", gauges: [waiting, oldest, active, failed], ask };
	}

	#reportParts(): Part {
		const gauge = this.#gauge("openhours_reports", "Reports that are kept, by state.", ["state"]);
		const ask = async () => statesOf(gauge, await reportCounts(this.#context));
		return { name: "reports", gauges: [gauge], ask };
	}

	#pollParts(): Part {
		const gauge = this.#gauge(
			"openhours_newest_poll_age_seconds",
			"How long ago the newest poll of any store was; left out while there is none.",
			[],
		);
		const ask = async () => {
			const ageMs = await newestPollAgeMs(this.#context);
			return ageMs === undefined ? [] : [{ gauge, value: ageMs / SECOND_MS }];
		};
		return { name: "polls", gauges: [gauge], ask };
	}

	#storeParts(): Part {
		const gauge = this.#gauge(
			"openhours_stores",
			"Stores by the state that they are in as of the newest poll of any.",
			["state"],
		);
		const ask = async () => statesOf(gauge, await storeCounts(this.#context));
		return { name: "stores", gauges: [gauge], ask };
	}

	#gauge(name: string, help: string, labelNames: string[]): Gauge {
		return clear(new Gauge({ name, help, labelNames, registers: [this.#registry] }));
	}
}

/** Has a gauge show nothing: one without labels would show 0. */
function clear(gauge: Gauge): Gauge {
	gauge.reset();
	gauge.remove({});
	return gauge;
}

function statesOf(gauge: Gauge, counts: Readonly<Record<string, number>>): Values {
	return Object.entries(counts).map(([state, value]) => ({ gauge, labels: { state }, value }));
}
