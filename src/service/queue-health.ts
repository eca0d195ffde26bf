/** A process that looks after the queue or works on it, and was heard of a moment ago. */
export interface QueueProcess {
	readonly host: string;
	readonly pid: number;
	/** The queues that it takes jobs from. */
	readonly queues: readonly string[];
}

/** What the queue tells of itself to somebody who must not change it. */
export interface QueueHealth {
	/** The version of the queue's tables that this program brings. */
	readonly versionWanted: number;
	/** The version of the tables that there are; `undefined` when there are none. */
	version(): Promise<number | undefined>;
	/** What of its tables is not as this program would make it, a few words each. */
	drift(): Promise<string[]>;
	liveProcesses(): Promise<QueueProcess[]>;
}
