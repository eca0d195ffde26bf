import {
	Counter,
	collectDefaultMetrics,
	Gauge,
	Histogram,
	type PrometheusContentType,
	Registry,
} from "prom-client";
import { type DurationMs, SECOND_MS } from "../core/instant.ts";
import type { EndedImport, EndedReport, Observations } from "../service/observations.ts";

/** An answer that was given, or given up. */
export interface AnsweredRequest {
	readonly method: string;
	/** The address with its parameters by name, or `none` where nothing has it. */
	readonly route: string;
	/** The status, or `aborted` when the client was gone before the end. */
	readonly status: string;
	readonly durationMs: DurationMs;
}

/** A few milliseconds for what is looked up, up to the uploads and downloads of a fleet. */
const ANSWER_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** A report of a hundred stores takes a fraction of a second, one of a large fleet minutes. */
const WORK_SECONDS = [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1_800];

/**
 * What this process did, as Prometheus counts it. Every application has its own, so that two in one
 * process do not add to each other's.
 */
export class Metrics implements Observations {
	readonly registry = new Registry<PrometheusContentType>();
	readonly #requests: Counter;
	readonly #requestSeconds: Histogram;
	readonly #inFlight: Gauge;
	readonly #reports: Counter;
	readonly #reportSeconds: Histogram;
	readonly #imports: Histogram;
	readonly #polls: Counter;

	constructor(build: { readonly version: string }) {
		this.#requests = this.#counter(
			"openhours_http_requests_total",
			"Requests that this process answered; status is aborted when the client was gone before the end.",
			["method", "route", "status"],
		);
		this.#requestSeconds = this.#histogram(
			"openhours_http_request_duration_seconds",
			"From the headers of a request to the end of its answer.",
			{ labelNames: ["method", "route"], buckets: ANSWER_SECONDS },
		);
		this.#inFlight = this.#gauge(
			"openhours_http_requests_in_flight",
			"Requests that this process is answering, this one included.",
		);
		this.#reports = this.#counter(
			"openhours_reports_ended_total",
			"Reports that this process brought to their end.",
			["state"],
		);
		this.#reportSeconds = this.#histogram(
			"openhours_report_duration_seconds",
			"From the request for a report to its end, of those that this process brought there.",
			{ labelNames: ["state"], buckets: WORK_SECONDS },
		);
		this.#imports = this.#histogram(
			"openhours_import_duration_seconds",
			"How long imports took that this process did.",
			{ labelNames: ["state"], buckets: WORK_SECONDS },
		);
		this.#polls = this.#counter(
			"openhours_polls_ingested_total",
			"Polls that this process was sent: added, replaced (the other status at the same instant), unchanged (there already), rejected.",
			["outcome"],
		);
		this.#tellBuild(build.version);
		this.#beginAtZero();
	}

	#counter(name: string, help: string, labelNames: string[]): Counter {
		return new Counter({ name, help, labelNames, registers: [this.registry] });
	}

	#gauge(name: string, help: string, labelNames: string[] = []): Gauge {
		return new Gauge({ name, help, labelNames, registers: [this.registry] });
	}

	#histogram(
		name: string,
		help: string,
		options: { readonly labelNames: string[]; readonly buckets: number[] },
	): Histogram {
		return new Histogram({ name, help, ...options, registers: [this.registry] });
	}

	#tellBuild(version: string): void {
		this.#gauge("openhours_build_info", "Always 1; the labels say which version runs.", [
			"version",
			"node_version",
		]).set({ version, node_version: process.versions.node }, 1);
	}

	/** Counts from 0 on are seen to rise; one that is there only once it is 1 is not. */
	#beginAtZero(): void {
		for (const state of ["complete", "failed", "cancelled"]) this.#reports.inc({ state }, 0);
		for (const outcome of ["added", "replaced", "unchanged", "rejected"])
			this.#polls.inc({ outcome }, 0);
	}

	/** Adds what Node tells of the process: processor, memory, event loop. Once a process is enough. */
	addProcess(): void {
		collectDefaultMetrics({ register: this.registry });
	}

	requestBegan(): void {
		this.#inFlight.inc();
	}

	requestEnded({ method, route, status, durationMs }: AnsweredRequest): void {
		this.#inFlight.dec();
		this.#requests.inc({ method, route, status });
		this.#requestSeconds.observe({ method, route }, durationMs / SECOND_MS);
	}

	reportEnded({ state, durationMs }: EndedReport): void {
		this.#reports.inc({ state });
		this.#reportSeconds.observe({ state }, durationMs / SECOND_MS);
	}

	importEnded({ state, durationMs, polls }: EndedImport): void {
		this.#imports.observe({ state }, durationMs / SECOND_MS);
		for (const [outcome, count] of Object.entries(polls)) this.#polls.inc({ outcome }, count);
	}
}
