/** A thread that, round by round, waits for the others and then wants a directory's lock as they do. */
import { parentPort, workerData } from "node:worker_threads";
import { DirectoryLock } from "../../src/database/engine/directory-lock.ts";
import { DatabaseError } from "../../src/database/engine/errors.ts";

const { directories, arrived, takers } = workerData as {
	directories: string[];
	arrived: Int32Array;
	takers: number;
};

const outcomes = directories.map((directory, round) => {
	Atomics.add(arrived, 0, 1);
	while (Atomics.load(arrived, 0) < takers * (round + 1)) {
		// Waiting busily: who is woken by the system would come one after the other.
	}
	try {
		DirectoryLock.take(directory);
		return "taken";
	} catch (error) {
		if (error instanceof DatabaseError) return error.meaning;
		throw error;
	}
});
parentPort?.postMessage(outcomes);
